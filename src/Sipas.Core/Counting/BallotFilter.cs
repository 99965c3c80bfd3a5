using Sipas.Ballots;

namespace Sipas.Counting;

/// <summary>Selects the ballots a query counts: those that meet every condition. A null condition admits all ballots; an
/// empty set admits none.</summary>
internal sealed record BallotFilter
{
    /// <summary>First day, inclusive; null for no bound.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive; null for no bound.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Positions of the units, for example those of a subtree. Units without ballots are allowed.</summary>
    public IReadOnlyCollection<int>? Units { get; init; }

    /// <summary>Positions of the service sectors.</summary>
    public IReadOnlyCollection<int>? ServiceSectors { get; init; }

    /// <summary>Collection modes; 0 selects ballots without a stated mode.</summary>
    public IReadOnlyCollection<CollectionMode>? Modes { get; init; }

    /// <summary>Selection bases; 0 selects ballots without a stated basis.</summary>
    public IReadOnlyCollection<SelectionBasis>? Bases { get; init; }

    /// <summary>True for flagged ballots only, false for unflagged ballots only; null for both.</summary>
    public bool? Flagged { get; init; }

    /// <summary>Attribute values, by the attribute's position in <see cref="ColumnSchema.Attributes"/>.</summary>
    public IReadOnlyDictionary<int, IReadOnlyCollection<byte>>? Attributes { get; init; }

    /// <summary>Answer codes, by the item's position in the questionnaire: a ballot is admitted when its answer to each of
    /// these items is one of the codes.</summary>
    public IReadOnlyDictionary<int, IReadOnlyCollection<byte>>? Answers { get; init; }
}
