namespace Sipas.Limits;

/// <summary>
/// A token bucket per credential. Safe for concurrent use. Removes buckets that are full again, so that memory depends
/// on the number of active credentials and not on all credentials ever seen.
/// </summary>
/// <typeparam name="TKey">Type of the key of a credential.</typeparam>
internal sealed class RateLimiter<TKey>
    where TKey : notnull
{
    private const int SweepFrom = 1024;

    private readonly Dictionary<TKey, TokenBucket> _buckets = [];
    private readonly double _capacity;
    private readonly double _perSecond;
    private readonly TimeProvider _clock;
    private int _sweepAt = SweepFrom;

    /// <summary>Creates a limiter.</summary>
    /// <param name="capacity">Burst of one credential: 1 or more.</param>
    /// <param name="perSecond">Sustained requests per second of one credential, above 0.</param>
    /// <param name="clock">The clock; its timestamps are used, not the wall-clock time.</param>
    public RateLimiter(double capacity, double perSecond, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        _capacity = capacity;
        _perSecond = perSecond;
        _ = new TokenBucket(capacity, perSecond, 0);
    }

    /// <summary>Counts one request of a credential.</summary>
    /// <param name="key">The credential.</param>
    /// <returns>0 when the request passes; otherwise the number of whole seconds after which one will.</returns>
    public int Take(TKey key)
    {
        long now = (long)_clock.GetElapsedTime(0).TotalMilliseconds;
        lock (_buckets)
        {
            if (!_buckets.TryGetValue(key, out TokenBucket? bucket))
            {
                Sweep(now);
                _buckets.Add(key, bucket = new TokenBucket(_capacity, _perSecond, now));
            }

            return bucket.Take(now);
        }
    }

    private void Sweep(long now)
    {
        if (_buckets.Count < _sweepAt)
        {
            return;
        }

        foreach (TKey full in _buckets.Where(pair => pair.Value.IsFull(now)).Select(pair => pair.Key).ToArray())
        {
            _buckets.Remove(full);
        }

        _sweepAt = Math.Max(SweepFrom, _buckets.Count * 2);
    }
}
