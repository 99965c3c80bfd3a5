using Sipas.Paper;
using Sipas.Quality;
using Sipas.Signals;

namespace Sipas.Storage;

/// <summary>
/// Stores administrative data outside the ballot log: import maps, flags and reviews, paper ballots being entered, and
/// outgoing low-rating alerts.
/// </summary>
/// <remarks>These calls never change a ballot. Optional for a ballot storage; the storages of this library implement it.</remarks>
public interface IDeskStorage : IImportMapStore, IQualityStore, IPaperStore, ISignalStore;

/// <summary>Stores how the columns of imported files are read.</summary>
public interface IImportMapStore
{
    /// <summary>Finds the map last used for files with these columns.</summary>
    /// <param name="packId">The pack.</param>
    /// <param name="fingerprint">Fingerprint of the columns.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The map as JSON; null when none is stored.</returns>
    Task<string?> FindImportMapAsync(string packId, string fingerprint, CancellationToken cancellationToken);

    /// <summary>Stores a map; it replaces the previous one.</summary>
    /// <param name="packId">The pack.</param>
    /// <param name="fingerprint">Fingerprint of the columns.</param>
    /// <param name="map">The map as JSON.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task SaveImportMapAsync(string packId, string fingerprint, string map, CancellationToken cancellationToken);
}

/// <summary>Stores flags and reviews of ballots.</summary>
public interface IQualityStore
{
    /// <summary>
    /// Stores the flags of a run and records the run in the audit log. Flags of earlier runs that this run does not
    /// repeat are no longer in force, but remain in the store with their runs.
    /// </summary>
    /// <param name="rules">The rules as JSON.</param>
    /// <param name="lastSequence">Last sequence number of the log.</param>
    /// <param name="ballotCount">Number of examined ballots.</param>
    /// <param name="flags">The flags; each combination of ballot and code once.</param>
    /// <param name="notices">The notices; each combination of a unit's channel, last day and code once.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The run.</returns>
    Task<QualityRun> SaveFlagsAsync(
        string rules, long lastSequence, long ballotCount, IReadOnlyList<BallotFlag> flags, IReadOnlyList<GroupNotice> notices, CancellationToken cancellationToken);

    /// <summary>Finds the last run; null before the first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<QualityRun?> FindLastRunAsync(CancellationToken cancellationToken);

    /// <summary>Reads the flags of the last run in log order, then by code.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<BallotFlag>> ReadFlagsAsync(CancellationToken cancellationToken);

    /// <summary>Reads the notices of the last run by day, then by unit, questionnaire, channel and code.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(CancellationToken cancellationToken);

    /// <summary>Adds an entry to the review of a ballot; the store adds the time of its clock and an audit record.</summary>
    /// <param name="sequence">Sequence number of the ballot.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="comment">The reason.</param>
    /// <param name="reviewer">The reviewer.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task AppendReviewAsync(long sequence, ReviewDecision decision, string comment, string reviewer, CancellationToken cancellationToken);

    /// <summary>Reads all reviews, oldest first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<BallotReview>> ReadReviewsAsync(CancellationToken cancellationToken);

    /// <summary>Returns a number that increases with every run and every review; 0 before the first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> FlagVersionAsync(CancellationToken cancellationToken);
}

/// <summary>Stores paper ballots until their batch is accepted.</summary>
public interface IPaperStore
{
    /// <summary>Opens a batch; the store adds the time of its clock.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>False when a batch with this code already exists; nothing is written in that case.</returns>
    Task<bool> OpenBatchAsync(PaperBatch batch, CancellationToken cancellationToken);

    /// <summary>Reads all batches, newest first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<PaperBatch>> ReadBatchesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Stores one entry; it replaces an earlier entry of the same sheet and pass. The store adds the time of its
    /// clock.
    /// </summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>False when the batch is accepted or unknown; nothing is written in that case.</returns>
    Task<bool> SaveEntryAsync(PaperEntry entry, CancellationToken cancellationToken);

    /// <summary>
    /// Removes a sheet with all its entries from a batch and writes an audit record. The store adds the time of its
    /// clock.
    /// </summary>
    /// <param name="batchCode">Code of the batch.</param>
    /// <param name="ballotNumber">Number of the sheet, as stored in its entries.</param>
    /// <param name="shownNumber">Printed number of the sheet, for the audit record.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>False if the batch is accepted or unknown, or has no such sheet; nothing is written in that case.</returns>
    Task<bool> WithdrawSheetAsync(string batchCode, string ballotNumber, string shownNumber, string reason, CancellationToken cancellationToken);

    /// <summary>Reads the entries of a batch.</summary>
    /// <param name="batchCode">Code of the batch.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<PaperEntry>> ReadEntriesAsync(string batchCode, CancellationToken cancellationToken);

    /// <summary>Records a handover of a batch.</summary>
    /// <param name="handover">The handover: giver and receiver.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task AppendHandoverAsync(PaperHandover handover, CancellationToken cancellationToken);

    /// <summary>Reads the handovers of a batch, oldest entry first.</summary>
    /// <param name="batchCode">Code of the batch.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<PaperHandover>> ReadHandoversAsync(string batchCode, CancellationToken cancellationToken);

    /// <summary>
    /// Closes a batch whose ballots were appended; the store adds the time of its clock and an audit record. A
    /// closed batch is not changed.
    /// </summary>
    /// <param name="batchCode">Code of the batch.</param>
    /// <param name="acceptedBy">The person who accepted it; null if unknown.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task CloseBatchAsync(string batchCode, string? acceptedBy, CancellationToken cancellationToken);
}

/// <summary>Stores low-rating alerts until they are delivered.</summary>
public interface ISignalStore
{
    /// <summary>Finds the sequence number up to which the log has been examined; null before the first time.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long?> FindSignalWatermarkAsync(CancellationToken cancellationToken);

    /// <summary>Stores deliveries and the watermark, together or not at all. An already stored delivery is not changed.</summary>
    /// <param name="watermark">Sequence number of the last examined ballot; a value below the stored one changes nothing.</param>
    /// <param name="deliveries">New deliveries; may be empty.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task AppendSignalsAsync(long watermark, IReadOnlyList<SignalDelivery> deliveries, CancellationToken cancellationToken);

    /// <summary>Reads undelivered deliveries that are due, the longest due first.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <param name="most">Maximum number of deliveries.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<SignalDelivery>> ReadDueSignalsAsync(DateTimeOffset now, int most, CancellationToken cancellationToken);

    /// <summary>Stores the result of a delivery attempt.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task SaveSignalAsync(SignalDelivery delivery, CancellationToken cancellationToken);
}
