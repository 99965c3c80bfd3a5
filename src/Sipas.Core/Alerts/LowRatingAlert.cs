using System.Text.Json;

namespace Sipas.Alerts;

/// <summary>
/// An alert about a low rating or a low rate, raised soon enough to act on. It refers to no ballot and contains no text
/// of citizens.
/// </summary>
public sealed record LowRatingAlert
{
    /// <summary>Id of the alert. The same event always has the same id, so a receiver can detect repetitions.</summary>
    public required string Id { get; init; }

    /// <summary>Kind of the alert.</summary>
    public required LowRatingAlertKind Kind { get; init; }

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
    public string ToJson() => JsonSerializer.Serialize(this, AlertJsonContext.Default.LowRatingAlert);
}
