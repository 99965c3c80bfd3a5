using Sipas.Paper;
using Sipas.Quality;
using Sipas.Signals;

namespace Sipas.Storage;

/// <summary>Keeps what officers do with ballots beside the log: how their files are read, what is flagged and reviewed, paper on its way in, signals on their way out.</summary>
/// <remarks>None of it changes a ballot. A storage that keeps ballots need not keep this; the storages of this library do.</remarks>
public interface IDeskStorage : IImportMapStore, IQualityStore, IPaperStore, ISignalStore;

/// <summary>Remembers how the columns of files are read.</summary>
public interface IImportMapStore
{
    /// <summary>Finds the map that was used last for files with these columns.</summary>
    /// <param name="packId">The pack.</param>
    /// <param name="fingerprint">The columns' fingerprint.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The map as JSON; null when none is remembered.</returns>
    Task<string?> FindImportMapAsync(string packId, string fingerprint, CancellationToken cancellationToken);

    /// <summary>Remembers a map; the one that was remembered before is forgotten.</summary>
    /// <param name="packId">The pack.</param>
    /// <param name="fingerprint">The columns' fingerprint.</param>
    /// <param name="map">The map as JSON.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task SaveImportMapAsync(string packId, string fingerprint, string map, CancellationToken cancellationToken);
}

/// <summary>Keeps flags and reviews of ballots.</summary>
public interface IQualityStore
{
    /// <summary>
    /// Keeps the flags of a run and records it in the audit log. Flags of earlier runs that this one does not give again no longer hold, but stay in the
    /// store with the runs that gave them.
    /// </summary>
    /// <param name="rules">The rules as JSON.</param>
    /// <param name="lastSequence">The log's end.</param>
    /// <param name="ballotCount">Ballots that were looked at.</param>
    /// <param name="flags">The flags, each ballot and code once.</param>
    /// <param name="notices">The notices, each channel of a unit, last day and code once.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The run.</returns>
    Task<QualityRun> SaveFlagsAsync(
        string rules, long lastSequence, long ballotCount, IReadOnlyList<BallotFlag> flags, IReadOnlyList<GroupNotice> notices, CancellationToken cancellationToken);

    /// <summary>The last run; null before the first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<QualityRun?> FindLastRunAsync(CancellationToken cancellationToken);

    /// <summary>The flags of the last run in the order of the log, then of their codes.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<BallotFlag>> ReadFlagsAsync(CancellationToken cancellationToken);

    /// <summary>The notices of the last run by day, then by unit, questionnaire, channel and code.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(CancellationToken cancellationToken);

    /// <summary>Adds an entry to a ballot's review; the store adds the time of its own clock, and a record of audit.</summary>
    /// <param name="sequence">The ballot's number in the log.</param>
    /// <param name="decision">What is said.</param>
    /// <param name="comment">Why.</param>
    /// <param name="reviewer">Who.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task AppendReviewAsync(long sequence, ReviewDecision decision, string comment, string reviewer, CancellationToken cancellationToken);

    /// <summary>All reviews, oldest first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<BallotReview>> ReadReviewsAsync(CancellationToken cancellationToken);

    /// <summary>A number that rises with every run and every review; 0 before the first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> FlagVersionAsync(CancellationToken cancellationToken);
}

/// <summary>Keeps paper ballots until their batch is accepted.</summary>
public interface IPaperStore
{
    /// <summary>Opens a batch; the store adds the time of its own clock.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>False when a batch with this code is there already; nothing is written then.</returns>
    Task<bool> OpenBatchAsync(PaperBatch batch, CancellationToken cancellationToken);

    /// <summary>All batches, newest first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<PaperBatch>> ReadBatchesAsync(CancellationToken cancellationToken);

    /// <summary>Keeps one entry; what was keyed before for the same sheet and pass is replaced. The store adds the time of its own clock.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>False when the batch is accepted or unknown; nothing is written then.</returns>
    Task<bool> SaveEntryAsync(PaperEntry entry, CancellationToken cancellationToken);

    /// <summary>Removes a sheet with all its entries from a batch and writes an audit record. The store adds the time of its clock.</summary>
    /// <param name="batchCode">The batch.</param>
    /// <param name="ballotNumber">The sheet's number as its entries have it.</param>
    /// <param name="shownNumber">The number for the audit record, as it is printed.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>False if the batch is accepted or unknown, or has no such sheet; nothing is written then.</returns>
    Task<bool> WithdrawSheetAsync(string batchCode, string ballotNumber, string shownNumber, string reason, CancellationToken cancellationToken);

    /// <summary>The entries of a batch.</summary>
    /// <param name="batchCode">The batch.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<PaperEntry>> ReadEntriesAsync(string batchCode, CancellationToken cancellationToken);

    /// <summary>Writes down that a batch changed hands.</summary>
    /// <param name="handover">From whom to whom.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task AppendHandoverAsync(PaperHandover handover, CancellationToken cancellationToken);

    /// <summary>The hands a batch went through, oldest entry first.</summary>
    /// <param name="batchCode">The batch.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<PaperHandover>> ReadHandoversAsync(string batchCode, CancellationToken cancellationToken);

    /// <summary>Closes a batch whose ballots were appended; the store adds the time of its own clock, and a record of audit. A batch that is closed stays as it is.</summary>
    /// <param name="batchCode">The batch.</param>
    /// <param name="acceptedBy">Who accepted it; null where nobody is known.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task CloseBatchAsync(string batchCode, string? acceptedBy, CancellationToken cancellationToken);
}

/// <summary>Keeps signals until they arrived.</summary>
public interface ISignalStore
{
    /// <summary>How far the log has been watched; null before the first time.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long?> FindSignalWatermarkAsync(CancellationToken cancellationToken);

    /// <summary>Keeps deliveries and how far the log has been watched, together or not at all. A delivery that is kept already stays as it is.</summary>
    /// <param name="watermark">Number of the last ballot that was watched; a lower one than is kept changes nothing.</param>
    /// <param name="deliveries">New deliveries; may be empty.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task AppendSignalsAsync(long watermark, IReadOnlyList<SignalDelivery> deliveries, CancellationToken cancellationToken);

    /// <summary>Deliveries that have not arrived and are due, the longest due first.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<SignalDelivery>> ReadDueSignalsAsync(DateTimeOffset now, int most, CancellationToken cancellationToken);

    /// <summary>Keeps what became of a delivery.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task SaveSignalAsync(SignalDelivery delivery, CancellationToken cancellationToken);
}
