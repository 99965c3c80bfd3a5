using Sipas.Ballots;

namespace Sipas.Aggregation;

/// <summary>Where a ballot counts.</summary>
/// <param name="UnitCode">The unit that is rated.</param>
/// <param name="Basis">Sampled or self-selected.</param>
/// <param name="Mode">How it was collected.</param>
/// <param name="Month">Year × 100 + month in Vietnam, for example 202611.</param>
public readonly record struct CellKey(string UnitCode, SelectionBasis Basis, CollectionMode Mode, int Month)
{
    /// <summary>The cell of a ballot.</summary>
    /// <param name="unitCode">The unit.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="countedOn">The day it counts for, in Vietnam.</param>
    public static CellKey Of(string unitCode, SelectionBasis basis, CollectionMode mode, DateOnly countedOn) =>
        new(unitCode, basis, mode, (countedOn.Year * 100) + countedOn.Month);
}

/// <summary>What counting needs of a stored ballot.</summary>
/// <param name="Sequence">Number in the store's log, rising.</param>
/// <param name="Layout">The questionnaire it answers.</param>
/// <param name="Key">Where it counts.</param>
/// <param name="Codes">One code per item in questionnaire order.</param>
public readonly record struct CountedBallot(long Sequence, Questionnaires.AnswerLayout Layout, CellKey Key, ReadOnlyMemory<byte> Codes)
{
    /// <summary>The day it counts for, in Vietnam; a day of <see cref="Key"/>'s month.</summary>
    public DateOnly Day { get; init; } = new(Key.Month / 100, Key.Month % 100, 1);

    /// <summary>Who stands for it.</summary>
    public CollectionChannel Channel { get; init; }

    /// <summary>Code of the administrative procedure; null when it was not stated.</summary>
    public string? ProcedureCode { get; init; }

    /// <summary>Number of the first ballot whose place this one takes, itself or through corrections in between; 0 for none. Whoever counted that one counts anew: it is no longer among what a store gives.</summary>
    public long Replaces { get; init; }
}
