namespace Sipas.Collection;

/// <summary>A token bucket for each credential. Safe for concurrent use; forgets buckets that are full again, so that memory follows who is busy and not who was ever seen.</summary>
/// <typeparam name="TKey">What names a credential.</typeparam>
public sealed class RateLimiter<TKey>
    where TKey : notnull
{
    private const int SweepFrom = 1024;

    private readonly Dictionary<TKey, TokenBucket> _buckets = [];
    private readonly double _capacity;
    private readonly double _perSecond;
    private readonly TimeProvider _clock;
    private int _sweepAt = SweepFrom;

    /// <summary>Makes a limiter.</summary>
    /// <param name="capacity">Requests of one credential that pass at once: 1 or more.</param>
    /// <param name="perSecond">Requests of one credential a second in the long run, above 0.</param>
    /// <param name="clock">Its time stamps count; the wall clock does not.</param>
    public RateLimiter(double capacity, double perSecond, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        _capacity = capacity;
        _perSecond = perSecond;
        _ = new TokenBucket(capacity, perSecond, 0);
    }

    /// <summary>Credentials that are remembered now.</summary>
    public int Count
    {
        get
        {
            lock (_buckets)
            {
                return _buckets.Count;
            }
        }
    }

    /// <summary>Takes one request of a credential.</summary>
    /// <param name="key">The credential.</param>
    /// <returns>0 when it passes; otherwise whole seconds after which one will.</returns>
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
