using Sipas.Common;

namespace Sipas.Plans;

/// <summary>The eligibility rule: who may be interviewed.</summary>
internal sealed record PopulationRule
{
    /// <summary>Description of the population.</summary>
    public required LocalizedText Description { get; init; }

    /// <summary>First day of the transactions; null when the frame contains no days.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of the transactions.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Minimum age in years; null when there is none.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>Whether the person must have received the result of the transaction.</summary>
    public bool ResultReceived { get; init; }
}
