using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Packs;

namespace Sipas.Surveys;

/// <summary>Counts the flagged ballots; recounts only when flags changed. Safe for concurrent use.</summary>
internal sealed class FlaggedCounts(IBallotStore store, MethodPackRegistry packs, IBallotFlags flags) : IDisposable
{
    private readonly SemaphoreSlim _counting = new(1, 1);
    private (long Version, LiveCube Counts)? _held;

    /// <summary>Returns the counts of the flagged ballots of the log that count.</summary>
    public async Task<LiveCube> CountAsync(CancellationToken cancellationToken)
    {
        await _counting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            long version = await flags.VersionAsync(cancellationToken).ConfigureAwait(false);
            if (_held?.Version != version)
            {
                var flagged = new HashSet<long>();
                await foreach (long sequence in flags.ReadFlaggedAsync(cancellationToken).ConfigureAwait(false))
                {
                    flagged.Add(sequence);
                }

                _held = (version, await CountAsync(store, packs, flagged, cancellationToken).ConfigureAwait(false));
            }

            return _held.Value.Counts;
        }
        finally
        {
            _counting.Release();
        }
    }

    /// <summary>Counts exactly these ballots of the log, if they count.</summary>
    public static async Task<LiveCube> CountAsync(IBallotStore store, MethodPackRegistry packs, IReadOnlySet<long> sequences,
        CancellationToken cancellationToken)
    {
        var counts = new LiveCube(packs);
        if (sequences.Count == 0)
        {
            return counts;
        }

        long last = sequences.Max();
        await foreach (CountedBallot ballot in store.ReadAsync(sequences.Min() - 1, cancellationToken).ConfigureAwait(false))
        {
            if (ballot.Sequence > last)
            {
                break;
            }

            if (sequences.Contains(ballot.Sequence))
            {
                counts.Apply([ballot]);
            }
        }

        return counts;
    }

    /// <inheritdoc/>
    public void Dispose() => _counting.Dispose();
}
