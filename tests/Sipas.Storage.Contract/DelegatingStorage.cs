using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Collection;
using Sipas.Estimation;
using Sipas.Scoring;
using Sipas.Text;
using Sipas.Units;

namespace Sipas.Storage.Contract;

/// <summary>A storage that hands everything on to another; a test overrides what it wants to go wrong.</summary>
public abstract class DelegatingStorage(ISipasStorage inner) : ISipasStorage
{
    public virtual string Name => inner.Name;

    public virtual Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public virtual ValueSealer Sealer => inner.Sealer;

    public virtual IAsyncEnumerable<ValueOfBallot> ReadValuesAsync(ValueFilter filter, CancellationToken cancellationToken) => inner.ReadValuesAsync(filter, cancellationToken);

    public virtual Task<IReadOnlyList<ValueCount>> CountValuesAsync(ValueFilter filter, CancellationToken cancellationToken) => inner.CountValuesAsync(filter, cancellationToken);

    public virtual Task<long> EraseValuesAsync(ValueErasure erasure, CancellationToken cancellationToken) => inner.EraseValuesAsync(erasure, cancellationToken);

    public virtual Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<BallotDraft> drafts, bool allOrNothing, CancellationToken cancellationToken) =>
        inner.AppendAsync(drafts, allOrNothing, cancellationToken);

    public virtual IAsyncEnumerable<CountedBallot> ReadAsync(long afterSequence, CancellationToken cancellationToken) => inner.ReadAsync(afterSequence, cancellationToken);

    public virtual Task<long> LastSequenceAsync(CancellationToken cancellationToken) => inner.LastSequenceAsync(cancellationToken);

    public virtual Task<IReadOnlyDictionary<Guid, byte[]>> FindContentHashesAsync(IReadOnlyCollection<Guid> ballotIds, CancellationToken cancellationToken) => inner.FindContentHashesAsync(ballotIds, cancellationToken);

    public virtual Task<KeptBallot?> FindStandingAsync(Guid ballotId, CancellationToken cancellationToken) => inner.FindStandingAsync(ballotId, cancellationToken);

    public virtual Task<Receipt?> FindReceiptAsync(Guid ballotId, CancellationToken cancellationToken) => inner.FindReceiptAsync(ballotId, cancellationToken);

    public virtual Task<long> CountConflictsAsync(CancellationToken cancellationToken) => inner.CountConflictsAsync(cancellationToken);

    public virtual Task<UnitDirectory> ReadAsync(CancellationToken cancellationToken) => ((IUnitStore)inner).ReadAsync(cancellationToken);

    public virtual Task SaveAsync(IReadOnlyList<OrganisationUnit> units, CancellationToken cancellationToken) => inner.SaveAsync(units, cancellationToken);

    public virtual Task<IReadOnlyList<ListedSurveyDesign>> ReadDesignsAsync(CancellationToken cancellationToken) => inner.ReadDesignsAsync(cancellationToken);

    public virtual Task SaveDesignAsync(ListedSurveyDesign design, CancellationToken cancellationToken) => inner.SaveDesignAsync(design, cancellationToken);

    public virtual Task<LocalizedText?> ReadNoticeAsync(CancellationToken cancellationToken) => inner.ReadNoticeAsync(cancellationToken);

    public virtual Task<IReadOnlyList<UnitSuccession>> ReadSuccessionsAsync(CancellationToken cancellationToken) => inner.ReadSuccessionsAsync(cancellationToken);

    public virtual Task SaveSuccessionsAsync(IReadOnlyList<UnitSuccession> successions, CancellationToken cancellationToken) => inner.SaveSuccessionsAsync(successions, cancellationToken);

    public virtual Task SaveNoticeAsync(LocalizedText? notice, CancellationToken cancellationToken) => inner.SaveNoticeAsync(notice, cancellationToken);

    public virtual IAsyncEnumerable<KeptBallot> ReadKeptAsync(long afterSequence, CancellationToken cancellationToken) => inner.ReadKeptAsync(afterSequence, cancellationToken);

    public virtual Task<IReadOnlyList<ReceiptKey>> ReadKeysAsync(CancellationToken cancellationToken) => inner.ReadKeysAsync(cancellationToken);

    public virtual Task<IReadOnlyList<SurveyClosing>> ReadClosingsAsync(CancellationToken cancellationToken) => inner.ReadClosingsAsync(cancellationToken);

    public virtual Task<SurveyClosing> CloseAsync(string name, SurveyScope scope, CancellationToken cancellationToken) => inner.CloseAsync(name, scope, cancellationToken);

    public virtual Task AppendAuditAsync(string action, string detail, CancellationToken cancellationToken) => inner.AppendAuditAsync(action, detail, cancellationToken);

    public virtual Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(CancellationToken cancellationToken) => inner.ReadAuditAsync(cancellationToken);

    public virtual Task<IReadOnlyList<Device>> ReadDevicesAsync(CancellationToken cancellationToken) => inner.ReadDevicesAsync(cancellationToken);

    public virtual Task AddDeviceAsync(Device device, byte[] codeHash, DateTimeOffset codeEndsAt, CancellationToken cancellationToken) =>
        inner.AddDeviceAsync(device, codeHash, codeEndsAt, cancellationToken);

    public virtual Task RenewCodeAsync(string deviceCode, byte[] codeHash, DateTimeOffset codeEndsAt, CancellationToken cancellationToken) =>
        inner.RenewCodeAsync(deviceCode, codeHash, codeEndsAt, cancellationToken);

    public virtual Task<Device?> EnrolDeviceAsync(byte[] codeHash, byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.EnrolDeviceAsync(codeHash, secretHash, now, cancellationToken);

    public virtual Task RevokeDeviceAsync(string deviceCode, DateTimeOffset now, CancellationToken cancellationToken) => inner.RevokeDeviceAsync(deviceCode, now, cancellationToken);

    public virtual Task SetPhaseAsync(string deviceCode, PhaseChange change, CancellationToken cancellationToken) => inner.SetPhaseAsync(deviceCode, change, cancellationToken);

    public virtual Task SaveSignsAsync(IReadOnlyDictionary<string, DeviceSign> signs, CancellationToken cancellationToken) => inner.SaveSignsAsync(signs, cancellationToken);

    public virtual Task<SetAsideOutcome> SetAsideAsync(SetAsidePackage package, int maximumWaiting, CancellationToken cancellationToken) =>
        inner.SetAsideAsync(package, maximumWaiting, cancellationToken);

    public virtual Task<IReadOnlyList<SetAsideEntry>> ListSetAsideAsync(SetAsideKind kind, CancellationToken cancellationToken) => inner.ListSetAsideAsync(kind, cancellationToken);

    public virtual Task<(SetAsideEntry Entry, byte[] Body)?> FindSetAsideAsync(long number, CancellationToken cancellationToken) => inner.FindSetAsideAsync(number, cancellationToken);

    public virtual Task MarkReleasedAsync(long number, DateTimeOffset now, CancellationToken cancellationToken) => inner.MarkReleasedAsync(number, now, cancellationToken);

    public virtual Task<bool> IsSpentAsync(byte[] spentHash, CancellationToken cancellationToken) => inner.IsSpentAsync(spentHash, cancellationToken);
}
