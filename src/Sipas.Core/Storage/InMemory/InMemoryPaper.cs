using Sipas.Audit;
using Sipas.Paper;

namespace Sipas.Storage.InMemory;

/// <summary>Batches of paper ballots, their entries and handovers.</summary>
internal sealed class InMemoryPaper(InMemorySession session, InMemoryAudit audit) : IPaperStore
{
    private readonly Dictionary<string, PaperBatch> _batches = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Batch, string Number, KeyingPass Pass), PaperEntry> _entries = [];
    private readonly List<PaperHandover> _handovers = [];

    /// <inheritdoc/>
    public Task<bool> OpenBatchAsync(PaperBatch batch, CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            if (!_batches.TryAdd(batch.Code, batch with { OpenedAt = session.Now }))
            {
                return false;
            }

            audit.Record(AuditActions.BatchOpened, AuditActions.DetailOf(batch.Code, batch.UnitCode, batch.SheetCount));
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PaperBatch>> ReadBatchesAsync(CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<PaperBatch>>(() =>
            [.. _batches.Values.OrderByDescending(batch => batch.OpenedAt).ThenByDescending(batch => batch.Code, StringComparer.Ordinal)],
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> SaveEntryAsync(PaperEntry entry, CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            if (_batches.GetValueOrDefault(entry.BatchCode) is not { AcceptedAt: null })
            {
                return false;
            }

            _entries[(entry.BatchCode, entry.BallotNumber, entry.Pass)] = entry with { KeyedAt = session.Now };
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> WithdrawSheetAsync(string batchCode, string ballotNumber, string shownNumber, string reason,
        CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            (string Batch, string Number, KeyingPass Pass)[] keys =
                [.. _entries.Keys.Where(key => key.Batch == batchCode && key.Number == ballotNumber)];
            if (keys.Length == 0 || _batches.GetValueOrDefault(batchCode) is not { AcceptedAt: null })
            {
                return false;
            }

            Array.ForEach(keys, key => _entries.Remove(key));
            audit.Record(AuditActions.SheetWithdrawn, AuditActions.DetailOf(batchCode, shownNumber, keys.Length, reason));
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PaperEntry>> ReadEntriesAsync(string batchCode, CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<PaperEntry>>(
        () => [.. _entries.Values.Where(entry => entry.BatchCode == batchCode).OrderBy(entry => entry.BallotNumber, StringComparer.Ordinal)
            .ThenBy(entry => entry.Pass)], cancellationToken);

    /// <inheritdoc/>
    public Task AppendHandoverAsync(PaperHandover handover, CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            _handovers.Add(handover);
            audit.Record(AuditActions.BatchHandedOver, handover.AuditDetail());
            return handover;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PaperHandover>> ReadHandoversAsync(string batchCode, CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<PaperHandover>>(
            () => [.. _handovers.Where(handover => handover.BatchCode == batchCode)], cancellationToken);

    /// <inheritdoc/>
    public Task CloseBatchAsync(string batchCode, string? acceptedBy, CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            if (_batches.GetValueOrDefault(batchCode) is { AcceptedAt: null } batch)
            {
                _batches[batchCode] = batch with { AcceptedAt = session.Now, AcceptedBy = acceptedBy };
                bool byAccounts = _entries.Values.Where(entry => entry.BatchCode == batchCode).All(entry => entry.ByAccount);
                audit.Record(AuditActions.BatchAccepted, AuditActions.DetailOf(batch.Code, batch.UnitCode, batch.SheetCount, byAccounts));
            }

            return true;
        },
        cancellationToken);
}
