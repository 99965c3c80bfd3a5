using Sipas.Ballots;

namespace Sipas.Verification;

/// <summary>Selects the ballots counted by a published index. Ballots received after their survey was closed are never
/// included.</summary>
internal sealed record RecountScope
{
    /// <summary>Name of the closed survey whose ballots are counted; null if the index is not of a closed survey.</summary>
    public string? Survey { get; init; }

    /// <summary>First counting day, in Vietnam time; null for no bound.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last counting day, in Vietnam time; null for no bound.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Codes of procedures; null for all.</summary>
    public IReadOnlyCollection<string>? Procedures { get; init; }

    /// <summary>Modes; null for all.</summary>
    public IReadOnlyCollection<CollectionMode>? Modes { get; init; }

    /// <summary>Channels; null for all.</summary>
    public IReadOnlyCollection<CollectionChannel>? Channels { get; init; }
}
