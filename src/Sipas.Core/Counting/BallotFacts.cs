using Sipas.Ballots;

namespace Sipas.Counting;

/// <summary>The dimensions of a ballot other than its answers, as positions and codes. Counts can be broken down and
/// filtered by them.</summary>
/// <remarks>The default value is unit 0, service sector 0, mode and basis 0 (not stated), not flagged. Its day, 1 January of
/// year 1, is before the first day of most schemas.</remarks>
internal readonly record struct BallotFacts
{
    /// <summary>Position of the unit, from 0. The caller numbers the units. The same number must mean the same unit in all
    /// columns that are merged.</summary>
    public int Unit { get; init; }

    /// <summary>Day of the ballot.</summary>
    public DateOnly Day { get; init; }

    /// <summary>Position of the service sector, 0 … <see cref="ColumnSchema.MaximumProcedureFields"/> − 1. The caller
    /// numbers the sectors.</summary>
    public int ProcedureField { get; init; }

    /// <summary>Collection mode; 0 when not stated.</summary>
    public CollectionMode Mode { get; init; }

    /// <summary>Selection basis of the respondent; 0 when not stated.</summary>
    public SelectionBasis Basis { get; init; }

    /// <summary>Whether a quality check flagged the ballot.</summary>
    public bool Flagged { get; init; }

    /// <summary>Attributes of the respondent, in the order of <see cref="ColumnSchema.Attributes"/>.</summary>
    public RespondentAttributes Attributes { get; init; }
}
