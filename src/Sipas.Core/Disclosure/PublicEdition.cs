using System.Runtime.CompilerServices;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Estimation;
using Sipas.Packs;
using Sipas.Surveys;

namespace Sipas.Disclosure;

/// <summary>The counts of the published ballots, until the next batch. Safe for concurrent use.</summary>
internal sealed class PublicEdition
{
    private readonly IBallotStore _log;
    private readonly SequenceSet _shown;
    private readonly long _last;
    private readonly SemaphoreSlim _reading;
    private StoredColumns? _columns;

    private PublicEdition(
        IBallotStore log, ISurveyDesignStore designs, MethodPackRegistry packs, ServiceSectors fields, SequenceSet shown, long last,
            long version,
        SemaphoreSlim reading)
    {
        (_log, _shown, _last, Version, _reading) = (log, shown, last, version, reading);
        Counts = new LiveCube(packs, fields);
        Sampled = new SampledBallots(designs, packs);
        Packs = packs;
    }

    /// <summary>Version of the ledger from which it was created.</summary>
    public long Version { get; }

    /// <summary>The counts.</summary>
    public LiveCube Counts { get; }

    /// <summary>The sums for margins of error. They never read the log directly.</summary>
    public SampledBallots Sampled { get; }

    private MethodPackRegistry Packs { get; }

    /// <summary>Counts the published ballots.</summary>
    // The semaphore belongs to the caller, because a view may still use an edition that was replaced.
    public static async Task<PublicEdition> OfAsync(
        IBallotStore log, ISurveyDesignStore designs, MethodPackRegistry packs, ServiceSectors fields, BatchLedger ledger,
            SemaphoreSlim reading,
        CancellationToken cancellationToken)
    {
        var edition = new PublicEdition(log, designs, packs, fields, ledger.Shown(), ledger.Sequence, ledger.Version, reading);
        await foreach (CountedBallot ballot in edition.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            CountedBallot[] one = [ballot];
            edition.Counts.Apply(one);
            edition.Sampled.Append(one);
        }

        return edition;
    }

    /// <summary>Returns the published ballots as columns, which are read on first use.</summary>
    public async Task<StoredColumns> ColumnsAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _columns ??= await StoredColumns.OfAsync(Packs, ReadAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async IAsyncEnumerable<CountedBallot> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (LoggedBallot ballot in _log.ReadLoggedAsync(0, cancellationToken).ConfigureAwait(false))
        {
            if (ballot.Counted.Sequence > _last)
            {
                yield break;
            }

            if (_shown.Contains(ballot.Counted.Sequence))
            {
                yield return ballot.Counted;
            }
        }
    }
}
