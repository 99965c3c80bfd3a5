using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Signals;

/// <summary>What a signal tells.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RatingSignalKind>))]
public enum RatingSignalKind
{
    /// <summary>One ballot with low answers.</summary>
    LowRating = 1,

    /// <summary>Many of a unit's latest ballots have low answers.</summary>
    LowRate = 2,
}

/// <summary>A low answer.</summary>
/// <param name="Item">The item's code.</param>
/// <param name="Level">The level, from 1.</param>
public readonly record struct LowAnswer(string Item, int Level);

/// <summary>A low rating or a low rate, told while something can still be done. It names no ballot and holds no citizen's words.</summary>
public sealed record RatingSignal
{
    /// <summary>Its id: the same event has the same id for ever, so a receiver can tell a repetition.</summary>
    public required string Id { get; init; }

    /// <summary>What it tells.</summary>
    public required RatingSignalKind Kind { get; init; }

    /// <summary>Code of the unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Code of the procedure; null when the ballot names none, and for a rate.</summary>
    public string? Procedure { get; init; }

    /// <summary>Id of the pack.</summary>
    public required string Pack { get; init; }

    /// <summary>When the server took the ballot that led to it: UTC, cut to the minute.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The low answers of the ballot; empty for a rate.</summary>
    public IReadOnlyList<LowAnswer> Answers { get => field ?? []; init; } = [];

    /// <summary>Latest ballots of the unit that were looked at; null for a single rating.</summary>
    public int? BallotCount { get; init; }

    /// <summary>Those with low answers; null for a single rating.</summary>
    public int? LowCount { get; init; }

    /// <summary>The signal as a JSON object: the body of a webhook.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SignalJsonContext.Default.RatingSignal);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RatingSignal))]
internal sealed partial class SignalJsonContext : JsonSerializerContext;
