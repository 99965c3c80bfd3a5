using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Packs;

namespace Sipas.Surveys;

/// <summary>Counts the flagged ballots; recounts only when flags changed or a ballot was corrected. Safe for concurrent use.</summary>
internal sealed class FlaggedCounts(MethodPackRegistry packs, IBallotFlags flags) : ILogConsumer, IDisposable
{
    private volatile Held? _held;

    /// <inheritdoc/>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <inheritdoc/>
    public long Watermark => _held?.Watermark ?? 0;

    /// <inheritdoc/>
    public bool IsNeeded => _held?.Flagged.Count > 0;

    /// <inheritdoc/>
    public async Task<bool> StartsAgainAsync(CancellationToken cancellationToken) =>
        await flags.VersionAsync(cancellationToken).ConfigureAwait(false) != _held?.Version;

    /// <inheritdoc/>
    public void Append(IReadOnlyList<CountedBallot> ballots) => _held!.Add(ballots);

    /// <inheritdoc/>
    public async Task<ILogRestart> RestartAsync(CancellationToken cancellationToken)
    {
        long version = await flags.VersionAsync(cancellationToken).ConfigureAwait(false);
        var flagged = new HashSet<long>();
        await foreach (long sequence in flags.ReadFlaggedAsync(cancellationToken).ConfigureAwait(false))
        {
            flagged.Add(sequence);
        }

        return new Held(this, packs, version, flagged);
    }

    /// <summary>Returns the counts of the flagged ballots of the log that count.</summary>
    /// <param name="follower">Reads the log if flags changed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<LiveCube> CountAsync(LogFollower follower, CancellationToken cancellationToken)
    {
        await Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Ballots appended since have no flags before the next run, so only a change of flags needs a reading.
            if (await StartsAgainAsync(cancellationToken).ConfigureAwait(false))
            {
                await follower.ReadAsync(this, restart: false, null, cancellationToken).ConfigureAwait(false);
            }

            return _held!.Counts;
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Turn.Dispose();

    private sealed class Held(FlaggedCounts counts, MethodPackRegistry packs, long version, HashSet<long> flagged) : ILogRestart
    {
        public long Version => version;

        public HashSet<long> Flagged => flagged;

        public LiveCube Counts { get; } = new(packs);

        public long Watermark { get; private set; }

        public void Add(IReadOnlyList<CountedBallot> ballots)
        {
            if (ballots.Count > 0)
            {
                Counts.Apply(ballots.Where(ballot => flagged.Contains(ballot.Sequence)));
                Watermark = ballots[^1].Sequence;
            }
        }

        public void Complete() => counts._held = this;
    }
}
