using Sipas.Ballots;

namespace Sipas.Aggregation;

/// <summary>Which ballots a query counts: those that meet every condition given. A condition left null admits all; an empty set admits none.</summary>
public sealed record BallotFilter
{
    /// <summary>The first day; null for no bound.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, itself included; null for no bound.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Positions of the units, for example those of a subtree. Units without ballots are no error.</summary>
    public IReadOnlyCollection<int>? Units { get; init; }

    /// <summary>Positions of the procedure fields.</summary>
    public IReadOnlyCollection<int>? ProcedureFields { get; init; }

    /// <summary>Collection modes; 0 stands for ballots that do not state one.</summary>
    public IReadOnlyCollection<CollectionMode>? Modes { get; init; }

    /// <summary>Selection bases; 0 stands for ballots that do not state one.</summary>
    public IReadOnlyCollection<SelectionBasis>? Bases { get; init; }

    /// <summary>True for flagged ballots only, false for the others only.</summary>
    public bool? Flagged { get; init; }

    /// <summary>Values of attributes, by the attribute's position in <see cref="ColumnSchema.Attributes"/>.</summary>
    public IReadOnlyDictionary<int, IReadOnlyCollection<byte>>? Attributes { get; init; }

    /// <summary>Codes of answers, by the item's position in the questionnaire: a ballot is admitted when its answer to each of these items is one of the codes.</summary>
    public IReadOnlyDictionary<int, IReadOnlyCollection<byte>>? Answers { get; init; }
}

/// <summary>How a query runs. None of it changes a count.</summary>
public sealed record QueryOptions
{
    internal static readonly QueryOptions Default = new();

    /// <summary>Threads at most, 1 by default. Each takes a range of units of about equally many ballots.</summary>
    public int DegreeOfParallelism { get; init; } = 1;

    /// <summary>Ends the query early; its result is then not to be used.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Told the share of the ballots that were passed, 0 to 1, from the query's threads, ascending on each thread; 1 at the end.</summary>
    public IProgress<double>? Progress { get; init; }

    internal Kernels.VectorPath Path { get; init; } = Kernels.VectorPaths.Best;
}
