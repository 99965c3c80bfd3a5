namespace Sipas.Paper;

/// <summary>Stores paper ballots until their batch is accepted.</summary>
internal interface IPaperStore
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
    Task<bool> WithdrawSheetAsync(string batchCode, string ballotNumber, string shownNumber, string reason,
        CancellationToken cancellationToken);

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
