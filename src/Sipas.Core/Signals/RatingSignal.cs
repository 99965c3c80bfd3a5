using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Signals;

/// <summary>Kind of a low-rating alert.</summary>
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

/// <summary>
/// An alert about a low rating or a low rate, raised soon enough to act on. It refers to no ballot and contains no text
/// of citizens.
/// </summary>
public sealed record RatingSignal
{
    /// <summary>Id of the alert. The same event always has the same id, so a receiver can detect repetitions.</summary>
    public required string Id { get; init; }

    /// <summary>Kind of the alert.</summary>
    public required RatingSignalKind Kind { get; init; }

    /// <summary>Code of the organisation unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Code of the procedure; null when the ballot names none, and for a rate.</summary>
    public string? Procedure { get; init; }

    /// <summary>Id of the pack.</summary>
    public required string Pack { get; init; }

    /// <summary>Time at which the server received the triggering ballot: UTC, truncated to the minute.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The low answers of the ballot; empty for a rate.</summary>
    public IReadOnlyList<LowAnswer> Answers { get => field ?? []; init; } = [];

    /// <summary>Number of examined latest ballots of the unit; null for a single rating.</summary>
    public int? BallotCount { get; init; }

    /// <summary>Number of those ballots with low answers; null for a single rating.</summary>
    public int? LowCount { get; init; }

    /// <summary>Returns the alert as a JSON object: the body of a webhook.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SignalJsonContext.Default.RatingSignal);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RatingSignal))]
internal sealed partial class SignalJsonContext : JsonSerializerContext;
