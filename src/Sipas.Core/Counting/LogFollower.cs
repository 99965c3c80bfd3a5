using Sipas.Ballots;

namespace Sipas.Counting;

/// <summary>
/// Reads the ballot log for its consumers. One reading serves all consumers that are at the same place; when a correction
/// replaced a ballot, one reading from the start serves all of them. Safe for concurrent use.
/// </summary>
/// <remarks>
/// A consumer that is further behind reads in its own turn, so that it delays no other. A consumer whose turn is taken does
/// not join a reading; it follows when it is next asked.
/// </remarks>
/// <param name="log">The log.</param>
/// <param name="consumers">The consumers.</param>
internal sealed class LogFollower(IBallotStore log, IReadOnlyList<ILogConsumer> consumers)
{
    private const int BlockSize = 4096;

    /// <summary>Brings a consumer up to date.</summary>
    /// <param name="leader">The consumer.</param>
    /// <param name="read">Receives the sequence number of the last ballot read, after each block and at the end; null for none.</param>
    /// <param name="cancellationToken">Cancels, also between two blocks; ballots added before are retained.</param>
    public async Task FollowAsync(ILogConsumer leader, Action<long>? read, CancellationToken cancellationToken)
    {
        await leader.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ReadAsync(leader, restart: false, read, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            leader.Turn.Release();
        }
    }

    /// <summary>Brings a consumer up to date that the caller holds in turn.</summary>
    /// <param name="leader">The consumer.</param>
    /// <param name="restart">Whether a ballot that was added no longer counts.</param>
    /// <param name="read">As for <see cref="FollowAsync"/>.</param>
    /// <param name="cancellationToken">As for <see cref="FollowAsync"/>.</param>
    public async Task ReadAsync(ILogConsumer leader, bool restart, Action<long>? read, CancellationToken cancellationToken)
    {
        var reading = new Dictionary<ILogConsumer, ILogRestart?>();
        try
        {
            bool again = restart || await leader.StartsAgainAsync(cancellationToken).ConfigureAwait(false);
            reading[leader] = again ? await leader.RestartAsync(cancellationToken).ConfigureAwait(false) : null;
            long from = again ? 0 : leader.Watermark;
            await JoinAsync(reading, from, restart, cancellationToken).ConfigureAwait(false);
            while (!await ReadAsync(reading, from, read, cancellationToken).ConfigureAwait(false))
            {
                await JoinAsync(reading, from: 0, restart: true, cancellationToken).ConfigureAwait(false);
                foreach (ILogConsumer consumer in reading.Keys.ToArray())
                {
                    reading[consumer] = await consumer.RestartAsync(cancellationToken).ConfigureAwait(false);
                }

                from = 0;
            }

            foreach (ILogRestart? complete in reading.Values)
            {
                complete?.Complete();
            }
        }
        finally
        {
            foreach (ILogConsumer joined in reading.Keys.Where(consumer => consumer != leader))
            {
                joined.Turn.Release();
            }
        }
    }

    // Adds the consumers that this reading can serve and that no one else serves now.
    private async Task JoinAsync(
        Dictionary<ILogConsumer, ILogRestart?> reading, long from, bool restart, CancellationToken cancellationToken)
    {
        foreach (ILogConsumer other in consumers.Where(other => !reading.ContainsKey(other) && other.IsNeeded))
        {
            if (!(restart || from == 0 || other.Watermark == from) || !other.Turn.Wait(0, CancellationToken.None))
            {
                continue;
            }

            try
            {
                bool again = restart || await other.StartsAgainAsync(cancellationToken).ConfigureAwait(false);
                if (restart || (again ? from == 0 : other.Watermark == from))
                {
                    reading[other] = again ? await other.RestartAsync(cancellationToken).ConfigureAwait(false) : null;
                }
            }
            finally
            {
                if (!reading.ContainsKey(other))
                {
                    other.Turn.Release();
                }
            }
        }
    }

    // Returns false if a correction replaced a ballot that was added before this reading.
    private async Task<bool> ReadAsync(
        Dictionary<ILogConsumer, ILogRestart?> reading, long from, Action<long>? read, CancellationToken cancellationToken)
    {
        long last = from;
        var block = new List<CountedBallot>(BlockSize);
        await foreach (CountedBallot ballot in log.ReadAsync(from, cancellationToken).ConfigureAwait(false))
        {
            if (ballot.Replaces > 0 && ballot.Replaces <= from)
            {
                return false;
            }

            block.Add(ballot);
            last = ballot.Sequence;
            if (block.Count == BlockSize)
            {
                Add();
                read?.Invoke(last);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        Add();
        read?.Invoke(last);
        return true;

        void Add()
        {
            foreach ((ILogConsumer consumer, ILogRestart? restart) in reading)
            {
                if (restart is null)
                {
                    consumer.Append(block);
                }
                else
                {
                    restart.Add(block);
                }
            }

            block.Clear();
        }
    }
}
