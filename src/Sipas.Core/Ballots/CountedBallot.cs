using Sipas.Packs;

namespace Sipas.Ballots;

/// <summary>The part of a stored ballot that counting needs.</summary>
/// <param name="Sequence">Sequence number in the store's log, ascending.</param>
/// <param name="Layout">The questionnaire it answers.</param>
/// <param name="Key">The cell in which it is counted.</param>
/// <param name="Codes">One code per item in questionnaire order.</param>
internal readonly record struct CountedBallot(long Sequence, AnswerLayout Layout, CellKey Key, ReadOnlyMemory<byte> Codes)
{
    /// <summary>The day for which it counts, in Vietnam time; a day of <see cref="Key"/>'s month.</summary>
    public DateOnly Day { get; init; } = new(Key.Month / 100, Key.Month % 100, 1);

    /// <summary>The collection channel of the ballot.</summary>
    public CollectionChannel Channel { get; init; }

    /// <summary>Code of the administrative procedure; null when not stated.</summary>
    public string? ProcedureCode { get; init; }

    /// <summary>Sequence number of the first ballot that this one replaces, directly or through intermediate corrections; 0
    /// for none. A consumer that has counted the replaced ballot must recount: the store no longer returns it.</summary>
    public long Replaces { get; init; }
}
