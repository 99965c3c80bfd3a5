using System.Globalization;
using System.Text;
using Sipas.Ballots;
using Sipas.Storage;

namespace OwnStore;

/// <summary>Stores ballots in another storage and writes number and content hash of each into a separate file, on
/// another disk, before their receipts are returned: a witness that no account with rights on the database can change
/// unnoticed.</summary>
public sealed class WitnessedStorage : DelegatingStorage, IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ISipasStorage _inner;
    private readonly WitnessedBallots _ballots;
    private readonly FileStream _witness;
    private long _last;

    /// <param name="inner">The storage of the ballots; it is disposed together with this one.</param>
    /// <param name="path">The witness file; new lines are appended.</param>
    public WitnessedStorage(ISipasStorage inner, string path)
        : base(inner)
    {
        _inner = inner;
        _ballots = new WitnessedBallots(this, inner.Ballots);
        _last = File.Exists(path)
            ? File.ReadLines(path).Select(line => long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)).LastOrDefault() : 0;
        _witness = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
    }

    public override IBallotStore Ballots => _ballots;

    public void Dispose()
    {
        _witness.Dispose();
        _writing.Dispose();
        (_inner as IDisposable)?.Dispose();
    }

    // All committed ballots are written in the log's order, including those that a concurrent call appended: a stop in
    // between leaves nothing out.
    private async Task WitnessAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            await foreach (StoredBallot ballot in Log.ReadStoredAsync(_last, CancellationToken.None).ConfigureAwait(false))
            {
                string line = string.Create(CultureInfo.InvariantCulture,
                    $"{ballot.Sequence} {Convert.ToHexString(ballot.ContentHash.Span)}\n");
                _witness.Write(Encoding.ASCII.GetBytes(line));
                _last = ballot.Sequence;
            }

            _witness.Flush(flushToDisk: true);
        }
        finally
        {
            _writing.Release();
        }
    }

    private sealed class WitnessedBallots(WitnessedStorage storage, IBallotStore inner) : DelegatingBallotStore(inner)
    {
        public override async Task<IReadOnlyList<AppendOutcome>> AppendAsync(
            IReadOnlyList<PendingBallot> drafts, bool allOrNothing, CancellationToken cancellationToken)
        {
            IReadOnlyList<AppendOutcome> outcomes = await base.AppendAsync(drafts, allOrNothing, cancellationToken).ConfigureAwait(false);
            if (outcomes.Any(outcome => outcome.Sequence > Volatile.Read(ref storage._last)))
            {
                await storage.WitnessAsync().ConfigureAwait(false);
            }

            return outcomes;
        }
    }
}
