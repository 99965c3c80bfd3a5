using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Storage;
using Sipas.Text;
using Sipas.Units;

namespace Sipas.AspNetCore;

/// <summary>A storage that opens but cannot append.</summary>
internal sealed class FailingStorage(StoreUnavailability? reason) : ISipasStorage, IDisposable
{
    public const string Secret = "Data Source=secret.db";

    private readonly InMemoryStorage _inner = new();

    public string Name => "failing";

    public Task OpenAsync(CancellationToken cancellationToken) => _inner.OpenAsync(cancellationToken);

    public Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<BallotDraft> drafts, bool allOrNothing, CancellationToken cancellationToken) =>
        throw (reason is { } known ? new StoreUnavailableException(known) : new InvalidOperationException(Secret));

    public IAsyncEnumerable<CountedBallot> ReadAsync(long afterSequence, CancellationToken cancellationToken) => _inner.ReadAsync(afterSequence, cancellationToken);

    public Task<long> LastSequenceAsync(CancellationToken cancellationToken) => _inner.LastSequenceAsync(cancellationToken);

    public Task<Receipt?> FindReceiptAsync(Guid ballotId, CancellationToken cancellationToken) => _inner.FindReceiptAsync(ballotId, cancellationToken);

    public Task<long> CountConflictsAsync(CancellationToken cancellationToken) => _inner.CountConflictsAsync(cancellationToken);

    public Task<UnitDirectory> ReadAsync(CancellationToken cancellationToken) => _inner.ReadAsync(cancellationToken);

    public Task SaveAsync(IReadOnlyList<OrganisationUnit> units, CancellationToken cancellationToken) => _inner.SaveAsync(units, cancellationToken);

    public Task<LocalizedText?> ReadNoticeAsync(CancellationToken cancellationToken) => _inner.ReadNoticeAsync(cancellationToken);

    public Task SaveNoticeAsync(LocalizedText? notice, CancellationToken cancellationToken) => _inner.SaveNoticeAsync(notice, cancellationToken);

    public ValueSealer Sealer => _inner.Sealer;

    public IAsyncEnumerable<ValueOfBallot> ReadValuesAsync(ValueFilter filter, CancellationToken cancellationToken) => _inner.ReadValuesAsync(filter, cancellationToken);

    public Task<IReadOnlyList<ValueCount>> CountValuesAsync(ValueFilter filter, CancellationToken cancellationToken) => _inner.CountValuesAsync(filter, cancellationToken);

    public Task<long> EraseValuesAsync(ValueErasure erasure, CancellationToken cancellationToken) => _inner.EraseValuesAsync(erasure, cancellationToken);

    public IAsyncEnumerable<KeptBallot> ReadKeptAsync(long afterSequence, CancellationToken cancellationToken) => _inner.ReadKeptAsync(afterSequence, cancellationToken);

    public Task<IReadOnlyList<ReceiptKey>> ReadKeysAsync(CancellationToken cancellationToken) =>
        reason is { } known ? throw new StoreUnavailableException(known) : _inner.ReadKeysAsync(cancellationToken);

    public Task<IReadOnlyList<SurveyClosing>> ReadClosingsAsync(CancellationToken cancellationToken) => _inner.ReadClosingsAsync(cancellationToken);

    public Task<SurveyClosing> CloseAsync(string name, SurveyScope scope, CancellationToken cancellationToken) => _inner.CloseAsync(name, scope, cancellationToken);

    public Task AppendAuditAsync(string action, string detail, CancellationToken cancellationToken) => _inner.AppendAuditAsync(action, detail, cancellationToken);

    public Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(CancellationToken cancellationToken) => _inner.ReadAuditAsync(cancellationToken);

    public void Dispose() => _inner.Dispose();
}
