using Sipas.Paper;
using Sipas.Quality;
using Sipas.Alerts;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Counting;

namespace Sipas.Storage;

public sealed partial class InMemoryStorage
{
    private readonly Dictionary<(string, string), string> _maps = [];
    private readonly List<BallotReview> _reviews = [];
    private readonly Dictionary<string, PaperBatch> _batches = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Batch, string Number, KeyingPass Pass), PaperEntry> _entries = [];
    private readonly List<PaperHandover> _handovers = [];
    private readonly Dictionary<(string, string), AlertDelivery> _deliveries = [];
    private QualityRun? _run;
    private IReadOnlyList<BallotFlag> _flags = [];
    private IReadOnlyList<GroupNotice> _notices = [];
    private long? _alertWatermark;

    /// <inheritdoc/>
    public Task<string?> FindImportMapAsync(string packId, string fingerprint, CancellationToken cancellationToken) =>
        Locked(() => _maps.GetValueOrDefault((packId, fingerprint)), cancellationToken);

    /// <inheritdoc/>
    public Task SaveImportMapAsync(string packId, string fingerprint, string map, CancellationToken cancellationToken) =>
        Locked(() => _maps[(packId, fingerprint)] = map, cancellationToken);

    /// <inheritdoc/>
    public Task<QualityRun> SaveFlagsAsync(
        string rules, long lastSequence, long ballotCount, IReadOnlyList<BallotFlag> flags, IReadOnlyList<GroupNotice> notices,
        CancellationToken cancellationToken) => Locked(
        () =>
        {
            _notices = GroupNotice.InOrder(notices);
            _flags = [.. flags.OrderBy(flag => flag.Sequence).ThenBy(flag => flag.Code, StringComparer.Ordinal)];
            long flagged = flags.Select(flag => flag.Sequence).Distinct().LongCount();
            _run = new QualityRun((_run?.Number ?? 0) + 1, Now(), rules, lastSequence, ballotCount, flagged);
            Record(AuditActions.QualityRun, _run.AuditDetail(), "quality_run", "quality_notice", "ballot_flag");
            return _run;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<QualityRun?> FindLastRunAsync(CancellationToken cancellationToken) => Locked(() => _run, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BallotFlag>> ReadFlagsAsync(CancellationToken cancellationToken) => Locked(() => _flags, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(CancellationToken cancellationToken) =>
        Locked(() => _notices, cancellationToken);

    /// <inheritdoc/>
    public Task AppendReviewAsync(long sequence, ReviewDecision decision, string comment, string reviewer,
        CancellationToken cancellationToken) => Locked(
        () =>
        {
            var review = new BallotReview(sequence, decision, comment, reviewer, Now());
            _reviews.Add(review);
            Record(AuditActions.BallotReviewed, review.AuditDetail(), "ballot_review");
            return review;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BallotReview>> ReadReviewsAsync(CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<BallotReview>>(() => [.. _reviews], cancellationToken);

    /// <inheritdoc/>
    public Task<long> FlagVersionAsync(CancellationToken cancellationToken) =>
        Locked(() => (_run?.Number ?? 0) + _reviews.Count, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> OpenBatchAsync(PaperBatch batch, CancellationToken cancellationToken) => Locked(
        () =>
        {
            if (!_batches.TryAdd(batch.Code, batch with { OpenedAt = Now() }))
            {
                return false;
            }

            Record(AuditActions.BatchOpened, AuditActions.DetailOf(batch.Code, batch.UnitCode, batch.SheetCount));
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PaperBatch>> ReadBatchesAsync(CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<PaperBatch>>(() =>
            [.. _batches.Values.OrderByDescending(batch => batch.OpenedAt).ThenByDescending(batch => batch.Code, StringComparer.Ordinal)],
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> SaveEntryAsync(PaperEntry entry, CancellationToken cancellationToken) => Locked(
        () =>
        {
            if (_batches.GetValueOrDefault(entry.BatchCode) is not { AcceptedAt: null })
            {
                return false;
            }

            _entries[(entry.BatchCode, entry.BallotNumber, entry.Pass)] = entry with { KeyedAt = Now() };
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> WithdrawSheetAsync(string batchCode, string ballotNumber, string shownNumber, string reason,
        CancellationToken cancellationToken) => Locked(
        () =>
        {
            (string Batch, string Number, KeyingPass Pass)[] keys =
                [.. _entries.Keys.Where(key => key.Batch == batchCode && key.Number == ballotNumber)];
            if (keys.Length == 0 || _batches.GetValueOrDefault(batchCode) is not { AcceptedAt: null })
            {
                return false;
            }

            Array.ForEach(keys, key => _entries.Remove(key));
            Record(AuditActions.SheetWithdrawn, AuditActions.DetailOf(batchCode, shownNumber, keys.Length, reason));
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PaperEntry>> ReadEntriesAsync(string batchCode, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<PaperEntry>>(
        () => [.. _entries.Values.Where(entry => entry.BatchCode == batchCode).OrderBy(entry => entry.BallotNumber, StringComparer.Ordinal)
            .ThenBy(entry => entry.Pass)], cancellationToken);

    /// <inheritdoc/>
    public Task AppendHandoverAsync(PaperHandover handover, CancellationToken cancellationToken) => Locked(
        () =>
        {
            _handovers.Add(handover);
            Record(AuditActions.BatchHandedOver, handover.AuditDetail());
            return handover;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PaperHandover>> ReadHandoversAsync(string batchCode, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<PaperHandover>>(() => [.. _handovers.Where(handover => handover.BatchCode == batchCode)], cancellationToken);

    /// <inheritdoc/>
    public Task CloseBatchAsync(string batchCode, string? acceptedBy, CancellationToken cancellationToken) => Locked(
        () =>
        {
            if (_batches.GetValueOrDefault(batchCode) is { AcceptedAt: null } batch)
            {
                _batches[batchCode] = batch with { AcceptedAt = Now(), AcceptedBy = acceptedBy };
                bool byAccounts = _entries.Values.Where(entry => entry.BatchCode == batchCode).All(entry => entry.ByAccount);
                Record(AuditActions.BatchAccepted, AuditActions.DetailOf(batch.Code, batch.UnitCode, batch.SheetCount, byAccounts));
            }

            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindAlertWatermarkAsync(CancellationToken cancellationToken) => Locked(() => _alertWatermark, cancellationToken);

    /// <inheritdoc/>
    public Task AppendAlertsAsync(long watermark, IReadOnlyList<AlertDelivery> deliveries, CancellationToken cancellationToken) => Locked(
        () =>
        {
            foreach (AlertDelivery delivery in deliveries)
            {
                _deliveries.TryAdd((delivery.AlertId, delivery.Target), delivery);
            }

            return _alertWatermark = Math.Max(watermark, _alertWatermark ?? watermark);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AlertDelivery>> ReadDueAlertsAsync(DateTimeOffset now, int maximum, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<AlertDelivery>>(
            () => [.. _deliveries.Values.Where(delivery => delivery.SentAt is null && delivery.DueAt <= now)
                .OrderBy(delivery => delivery.DueAt).ThenBy(delivery => delivery.AlertId, StringComparer.Ordinal)
                .ThenBy(delivery => delivery.Target, StringComparer.Ordinal).Take(maximum)],
            cancellationToken);

    /// <inheritdoc/>
    public Task SaveAlertAsync(AlertDelivery delivery, CancellationToken cancellationToken) =>
        Locked(() => _deliveries[(delivery.AlertId, delivery.Target)] = delivery, cancellationToken);

    private DateTimeOffset Now() => Iso8601.CutToMilliseconds(_clock.GetUtcNow().ToUniversalTime());

    private Task<T> Locked<T>(Func<T> action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(action());
        }
    }
}
