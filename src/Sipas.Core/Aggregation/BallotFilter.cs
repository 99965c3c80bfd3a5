using Sipas.Ballots;

namespace Sipas.Aggregation;

/// <summary>Selects the ballots a query counts: those that meet every condition. A null condition admits all ballots; an
/// empty set admits none.</summary>
public sealed record BallotFilter
{
    /// <summary>First day, inclusive; null for no bound.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive; null for no bound.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Positions of the units, for example those of a subtree. Units without ballots are allowed.</summary>
    public IReadOnlyCollection<int>? Units { get; init; }

    /// <summary>Positions of the service sectors.</summary>
    public IReadOnlyCollection<int>? ProcedureFields { get; init; }

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

/// <summary>Execution options of a query. They never change a count.</summary>
public sealed record QueryOptions
{
    internal static readonly QueryOptions Default = new();

    /// <summary>Maximum number of threads, 1 by default. Each thread processes a range of units with about the same number
    /// of ballots.</summary>
    public int DegreeOfParallelism { get; init; } = 1;

    /// <summary>Cancels the query. A partial result must not be used.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Receives the processed share of the ballots, 0 to 1. It is called from the query's threads, in ascending
    /// order on each thread, and reports 1 at the end.</summary>
    public IProgress<double>? Progress { get; init; }

    internal Kernels.VectorPath Path { get; init; } = Kernels.VectorPaths.Best;
}
