using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Storage;

namespace Sipas.AspNetCore;

/// <summary>A storage that opens but cannot append.</summary>
internal sealed class FailingStorage(StoreUnavailability? reason, InMemoryStorage inner) : DelegatingStorage(inner), IDisposable
{
    public const string Secret = "Data Source=secret.db";

    public FailingStorage(StoreUnavailability? reason)
        : this(reason, new InMemoryStorage())
    {
    }

    public override string Name => "failing";

    public override IBallotStore Ballots => new FailingBallots(reason, inner.Ballots);

    public void Dispose() => inner.Dispose();

    private sealed class FailingBallots(StoreUnavailability? reason, IBallotStore inner) : DelegatingBallotStore(inner)
    {
        public override Task<IReadOnlyList<AppendOutcome>> AppendAsync(
            IReadOnlyList<PendingBallot> drafts, bool allOrNothing, CancellationToken cancellationToken) =>
            throw (reason is { } known ? new StoreUnavailableException(known) : new InvalidOperationException(Secret));

        internal override Task<IReadOnlyList<ReceiptKey>> ReadKeysAsync(CancellationToken cancellationToken) =>
            reason is { } known ? throw new StoreUnavailableException(known) : base.ReadKeysAsync(cancellationToken);
    }
}
