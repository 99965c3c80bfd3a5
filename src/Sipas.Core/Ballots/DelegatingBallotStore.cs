using Sipas.Receipts;

namespace Sipas.Ballots;

/// <summary>Base class for decorators of a ballot store: forwards every call. Override the members that differ.</summary>
/// <param name="inner">The inner store.</param>
public abstract class DelegatingBallotStore(IBallotStore inner) : IBallotStore
{
    /// <inheritdoc/>
    internal virtual ValueSealer Sealer => inner.Sealer;

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<AppendOutcome>> AppendAsync(
        IReadOnlyList<PendingBallot> drafts, bool allOrNothing, CancellationToken cancellationToken) =>
        inner.AppendAsync(drafts, allOrNothing, cancellationToken);

    /// <inheritdoc/>
    internal virtual IAsyncEnumerable<CountedBallot> ReadAsync(long afterSequence, CancellationToken cancellationToken) =>
        inner.ReadAsync(afterSequence, cancellationToken);

    /// <inheritdoc/>
    internal virtual IAsyncEnumerable<LoggedBallot> ReadLoggedAsync(long afterSequence, CancellationToken cancellationToken) =>
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
    internal virtual Task<IReadOnlyList<ReceiptKey>> ReadKeysAsync(CancellationToken cancellationToken) =>
        inner.ReadKeysAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<long> CountConflictsAsync(CancellationToken cancellationToken) => inner.CountConflictsAsync(cancellationToken);

    ValueSealer IBallotStore.Sealer => Sealer;

    IAsyncEnumerable<CountedBallot> IBallotStore.ReadAsync(long afterSequence, CancellationToken cancellationToken) =>
        ReadAsync(afterSequence, cancellationToken);

    IAsyncEnumerable<LoggedBallot> IBallotStore.ReadLoggedAsync(long afterSequence, CancellationToken cancellationToken) =>
        ReadLoggedAsync(afterSequence, cancellationToken);

    Task<IReadOnlyList<ReceiptKey>> IBallotStore.ReadKeysAsync(CancellationToken cancellationToken) =>
        ReadKeysAsync(cancellationToken);
}
