using System.Globalization;
using System.Text;
using Sipas.Storage;

namespace OwnStore;

/// <summary>Keeps ballots in another storage and writes number and content hash of each into a file of its own, on another disk, before their receipts are given: a witness that nobody with rights on the database can change unseen.</summary>
public sealed class WitnessedStorage : DelegatingStorage, IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ISipasStorage _inner;
    private readonly FileStream _witness;
    private long _last;

    /// <param name="inner">The storage that keeps the ballots; it is disposed of with this one.</param>
    /// <param name="path">The witness file; it goes on where it ended.</param>
    public WitnessedStorage(ISipasStorage inner, string path)
        : base(inner)
    {
        _inner = inner;
        _last = File.Exists(path) ? File.ReadLines(path).Select(line => long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)).LastOrDefault() : 0;
        _witness = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
    }

    public override async Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<BallotDraft> drafts, bool allOrNothing, CancellationToken cancellationToken)
    {
        IReadOnlyList<AppendOutcome> outcomes = await base.AppendAsync(drafts, allOrNothing, cancellationToken).ConfigureAwait(false);
        if (outcomes.Any(outcome => outcome.Sequence > Volatile.Read(ref _last)))
        {
            await WitnessAsync().ConfigureAwait(false);
        }

        return outcomes;
    }

    public void Dispose()
    {
        _witness.Dispose();
        _writing.Dispose();
        (_inner as IDisposable)?.Dispose();
    }

    // What was committed is written in the log's order, also what another call of the same moment appended: a stop in between leaves nothing out.
    private async Task WitnessAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            await foreach (Sipas.Ballots.KeptBallot ballot in ReadKeptAsync(_last, CancellationToken.None).ConfigureAwait(false))
            {
                string line = string.Create(CultureInfo.InvariantCulture, $"{ballot.Sequence} {Convert.ToHexString(ballot.ContentHash.Span)}\n");
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
}
