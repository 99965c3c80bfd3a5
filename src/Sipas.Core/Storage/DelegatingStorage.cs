using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Collection;
using Sipas.Estimation;
using Sipas.Paper;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Questionnaires;
using Sipas.Scoring;
using Sipas.Alerts;
using Sipas.Text;
using Sipas.Units;

namespace Sipas.Storage;

/// <summary>Base class for storage decorators: forwards every call to another storage. Override the members that differ.</summary>
/// <param name="inner">The inner storage. Its creator disposes it.</param>
/// <remarks>
/// Calls for administrative data (flags, reviews, paper, alerts) are forwarded when the inner storage supports them; otherwise they
/// throw <c>QLT0205</c>.
/// </remarks>
public abstract class DelegatingStorage(ISipasStorage inner) : ISipasStorage, IOfficeStorage, ICorrectionStore
{
    private IOfficeStorage InnerOffice => inner as IOfficeStorage
        ?? throw new SipasException(new Problem(ProblemCodes.OfficeStorageMissing, value: inner.Name));

    private ICorrectionStore InnerCorrections => inner as ICorrectionStore
        ?? throw new SipasException(new Problem(ProblemCodes.OfficeStorageMissing, value: inner.Name));

    /// <inheritdoc/>
    public virtual string Name => inner.Name;

    /// <inheritdoc/>
    public virtual Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual IReadOnlyList<Problem> Warnings => inner.Warnings;

    /// <inheritdoc/>
    public virtual ValueSealer Sealer => inner.Sealer;

    /// <inheritdoc/>
    public virtual byte[]? DeriveKey(string purpose) => inner.DeriveKey(purpose);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<ValueOfBallot> ReadValuesAsync(ValueFilter filter, CancellationToken cancellationToken) =>
        inner.ReadValuesAsync(filter, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<ValueCount>> CountValuesAsync(ValueFilter filter, CancellationToken cancellationToken) =>
        inner.CountValuesAsync(filter, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<long> EraseValuesAsync(ValueErasure erasure, CancellationToken cancellationToken) =>
        inner.EraseValuesAsync(erasure, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<long> CountErasableAsync(ValueErasure erasure, CancellationToken cancellationToken) =>
        inner.CountErasableAsync(erasure, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<AppendOutcome>> AppendAsync(
        IReadOnlyList<PendingBallot> drafts, bool allOrNothing, CancellationToken cancellationToken) =>
        inner.AppendAsync(drafts, allOrNothing, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<CountedBallot> ReadAsync(long afterSequence, CancellationToken cancellationToken) =>
        inner.ReadAsync(afterSequence, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<LoggedBallot> ReadLoggedAsync(long afterSequence, CancellationToken cancellationToken) =>
        inner.ReadLoggedAsync(afterSequence, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<long> LastSequenceAsync(CancellationToken cancellationToken) => inner.LastSequenceAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyDictionary<Guid, byte[]>> FindContentHashesAsync(
        IReadOnlyCollection<Guid> ballotIds, CancellationToken cancellationToken) =>
            inner.FindContentHashesAsync(ballotIds, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StoredBallot?> FindCurrentAsync(Guid ballotId, CancellationToken cancellationToken) =>
        inner.FindCurrentAsync(ballotId, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<Receipt?> FindReceiptAsync(Guid ballotId, CancellationToken cancellationToken) =>
        inner.FindReceiptAsync(ballotId, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<long> CountConflictsAsync(CancellationToken cancellationToken) => inner.CountConflictsAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UnitDirectory> ReadAsync(CancellationToken cancellationToken) => ((IUnitStore)inner).ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task SaveAsync(IReadOnlyList<OrganisationUnit> units, CancellationToken cancellationToken) =>
        inner.SaveAsync(units, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<SampledSurveyDesign>> ReadDesignsAsync(CancellationToken cancellationToken) =>
        inner.ReadDesignsAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task SaveDesignAsync(SampledSurveyDesign design, CancellationToken cancellationToken) =>
        inner.SaveDesignAsync(design, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<LocalizedText?> ReadNoticeAsync(CancellationToken cancellationToken) => inner.ReadNoticeAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<UnitSuccession>> ReadSuccessionsAsync(CancellationToken cancellationToken) =>
        inner.ReadSuccessionsAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task SaveSuccessionsAsync(IReadOnlyList<UnitSuccession> successions, CancellationToken cancellationToken) =>
        inner.SaveSuccessionsAsync(successions, cancellationToken);

    /// <inheritdoc/>
    public virtual Task SaveNoticeAsync(LocalizedText? notice, CancellationToken cancellationToken) =>
        inner.SaveNoticeAsync(notice, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<StoredBallot> ReadStoredAsync(long afterSequence, CancellationToken cancellationToken) =>
        inner.ReadStoredAsync(afterSequence, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken) => inner.ReadHeadAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StoreCondition> CheckConditionAsync(CancellationToken cancellationToken) =>
        inner.CheckConditionAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<ReceiptKey>> ReadKeysAsync(CancellationToken cancellationToken) =>
        inner.ReadKeysAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<SurveyClosing>> ReadClosingsAsync(CancellationToken cancellationToken) =>
        inner.ReadClosingsAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<SurveyClosing> CloseAsync(string name, SurveyScope scope, CancellationToken cancellationToken) =>
        inner.CloseAsync(name, scope, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<StoredPack>> ReadPacksAsync(CancellationToken cancellationToken) =>
        inner.ReadPacksAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<(StoredPack Entry, byte[] Content)?> FindPackAsync(
        string packId, string version, CancellationToken cancellationToken) => inner.FindPackAsync(packId, version, cancellationToken);

    /// <inheritdoc/>
    public virtual Task SavePacksAsync(IReadOnlyList<MethodPack> packs, CancellationToken cancellationToken) =>
        inner.SavePacksAsync(packs, cancellationToken);

    /// <inheritdoc/>
    public virtual Task AppendAuditAsync(string action, string detail, CancellationToken cancellationToken) =>
        inner.AppendAuditAsync(action, detail, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(CancellationToken cancellationToken) =>
        inner.ReadAuditAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<Device>> ReadDevicesAsync(CancellationToken cancellationToken) =>
        inner.ReadDevicesAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task AddDeviceAsync(Device device, byte[] codeHash, DateTimeOffset codeEndsAt, CancellationToken cancellationToken) =>
        inner.AddDeviceAsync(device, codeHash, codeEndsAt, cancellationToken);

    /// <inheritdoc/>
    public virtual Task RenewCodeAsync(string deviceCode, byte[] codeHash, DateTimeOffset codeEndsAt,
        CancellationToken cancellationToken) =>
        inner.RenewCodeAsync(deviceCode, codeHash, codeEndsAt, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<Device?> EnrolDeviceAsync(byte[] codeHash, byte[] secretHash, DateTimeOffset now,
        CancellationToken cancellationToken) =>
        inner.EnrolDeviceAsync(codeHash, secretHash, now, cancellationToken);

    /// <inheritdoc/>
    public virtual Task RevokeDeviceAsync(string deviceCode, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.RevokeDeviceAsync(deviceCode, now, cancellationToken);

    /// <inheritdoc/>
    public virtual Task SetPhaseAsync(string deviceCode, PhaseChange change, CancellationToken cancellationToken) =>
        inner.SetPhaseAsync(deviceCode, change, cancellationToken);

    /// <inheritdoc/>
    public virtual Task SaveSignsAsync(IReadOnlyDictionary<string, DeviceStatus> signs, CancellationToken cancellationToken) =>
        inner.SaveSignsAsync(signs, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<HeldSubmissionOutcome> HoldAsync(HeldSubmission package, int maximumWaiting, CancellationToken cancellationToken) =>
        inner.HoldAsync(package, maximumWaiting, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<HeldSubmissionEntry>> ListHeldAsync(HeldSubmissionKind kind, CancellationToken cancellationToken) =>
        inner.ListHeldAsync(kind, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<(HeldSubmissionEntry Entry, byte[] Body)?> FindHeldAsync(long number, CancellationToken cancellationToken) =>
        inner.FindHeldAsync(number, cancellationToken);

    /// <inheritdoc/>
    public virtual Task MarkReleasedAsync(long number, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.MarkReleasedAsync(number, now, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<long> EraseHeldAsync(HeldSubmissionKind kind, DateTimeOffset receivedBefore, DateTimeOffset now,
        CancellationToken cancellationToken) =>
        inner.EraseHeldAsync(kind, receivedBefore, now, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<bool> IsSpentAsync(byte[] spentHash, CancellationToken cancellationToken) =>
        inner.IsSpentAsync(spentHash, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<bool> EnterCorrectionAsync(PendingCorrection correction, int maximum, CancellationToken cancellationToken) =>
        InnerCorrections.EnterCorrectionAsync(correction, maximum, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<PendingCorrection>> ReadCorrectionsAsync(int maximum, CancellationToken cancellationToken) =>
        InnerCorrections.ReadCorrectionsAsync(maximum, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<PendingCorrection?> FindCorrectionAsync(string id, CancellationToken cancellationToken) =>
        InnerCorrections.FindCorrectionAsync(id, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<bool> DecideCorrectionAsync(string id, CorrectionDecision decision, string decidedBy,
        CancellationToken cancellationToken) =>
        InnerCorrections.DecideCorrectionAsync(id, decision, decidedBy, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<string?> FindImportMapAsync(string packId, string fingerprint, CancellationToken cancellationToken) =>
        InnerOffice.FindImportMapAsync(packId, fingerprint, cancellationToken);

    /// <inheritdoc/>
    public virtual Task SaveImportMapAsync(string packId, string fingerprint, string map, CancellationToken cancellationToken) =>
        InnerOffice.SaveImportMapAsync(packId, fingerprint, map, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<QualityRun> SaveFlagsAsync(
        string rules, long lastSequence, long ballotCount, IReadOnlyList<BallotFlag> flags, IReadOnlyList<GroupNotice> notices,
        CancellationToken cancellationToken) =>
        InnerOffice.SaveFlagsAsync(rules, lastSequence, ballotCount, flags, notices, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(CancellationToken cancellationToken) =>
        InnerOffice.ReadNoticesAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<QualityRun?> FindLastRunAsync(CancellationToken cancellationToken) =>
        InnerOffice.FindLastRunAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<BallotFlag>> ReadFlagsAsync(CancellationToken cancellationToken) =>
        InnerOffice.ReadFlagsAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task AppendReviewAsync(long sequence, ReviewDecision decision, string comment, string reviewer,
        CancellationToken cancellationToken) =>
        InnerOffice.AppendReviewAsync(sequence, decision, comment, reviewer, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<BallotReview>> ReadReviewsAsync(CancellationToken cancellationToken) =>
        InnerOffice.ReadReviewsAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<long> FlagVersionAsync(CancellationToken cancellationToken) => InnerOffice.FlagVersionAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<bool> OpenBatchAsync(PaperBatch batch, CancellationToken cancellationToken) =>
        InnerOffice.OpenBatchAsync(batch, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<PaperBatch>> ReadBatchesAsync(CancellationToken cancellationToken) =>
        InnerOffice.ReadBatchesAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<bool> SaveEntryAsync(PaperEntry entry, CancellationToken cancellationToken) =>
        InnerOffice.SaveEntryAsync(entry, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<bool> WithdrawSheetAsync(string batchCode, string ballotNumber, string shownNumber, string reason,
        CancellationToken cancellationToken) =>
        InnerOffice.WithdrawSheetAsync(batchCode, ballotNumber, shownNumber, reason, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<PaperEntry>> ReadEntriesAsync(string batchCode, CancellationToken cancellationToken) =>
        InnerOffice.ReadEntriesAsync(batchCode, cancellationToken);

    /// <inheritdoc/>
    public virtual Task AppendHandoverAsync(PaperHandover handover, CancellationToken cancellationToken) =>
        InnerOffice.AppendHandoverAsync(handover, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<PaperHandover>> ReadHandoversAsync(string batchCode, CancellationToken cancellationToken) =>
        InnerOffice.ReadHandoversAsync(batchCode, cancellationToken);

    /// <inheritdoc/>
    public virtual Task CloseBatchAsync(string batchCode, string? acceptedBy, CancellationToken cancellationToken) =>
        InnerOffice.CloseBatchAsync(batchCode, acceptedBy, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<long?> FindAlertWatermarkAsync(CancellationToken cancellationToken) =>
        InnerOffice.FindAlertWatermarkAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task AppendAlertsAsync(long watermark, IReadOnlyList<AlertDelivery> deliveries, CancellationToken cancellationToken) =>
        InnerOffice.AppendAlertsAsync(watermark, deliveries, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<AlertDelivery>> ReadDueAlertsAsync(
        DateTimeOffset now, int maximum, CancellationToken cancellationToken) =>
            InnerOffice.ReadDueAlertsAsync(now, maximum, cancellationToken);

    /// <inheritdoc/>
    public virtual Task SaveAlertAsync(AlertDelivery delivery, CancellationToken cancellationToken) =>
        InnerOffice.SaveAlertAsync(delivery, cancellationToken);
}
