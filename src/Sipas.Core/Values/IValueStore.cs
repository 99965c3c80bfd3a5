using Sipas.Scoring;

namespace Sipas.Values;

/// <summary>Reads and erases the answers to number, text and date questions. They are written with their ballot.</summary>
internal interface IValueStore
{
    /// <summary>Reads values in log order, then in questionnaire order; values of late ballots are skipped.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    IAsyncEnumerable<ValueOfBallot> ReadValuesAsync(ValueFilter filter, CancellationToken cancellationToken);

    /// <summary>Counts values; texts never leave the store through this method. Values of late ballots are skipped.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>
    /// For each question, a row per number or day, one row for its texts, and one row for erased values; in no
    /// particular order.
    /// </returns>
    Task<IReadOnlyList<ValueCount>> CountValuesAsync(ValueFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// Erases values and their salts, also of late ballots and of closed surveys. Commitments are retained, so every
    /// hash, chain, root and receipt remains valid. The erasure is recorded in the audit log.
    /// </summary>
    /// <param name="erasure">The selection.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Number of erased values; 0 when there were none, and no audit record is written.</returns>
    Task<long> EraseValuesAsync(ValueErasure erasure, CancellationToken cancellationToken);

    /// <summary>Counts the values that would be erased.</summary>
    /// <param name="erasure">The selection.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> CountErasableAsync(ValueErasure erasure, CancellationToken cancellationToken);
}
