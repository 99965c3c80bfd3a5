namespace Sipas.Limits;

/// <summary>A rate limit with a burst and a sustained rate. Not safe for concurrent use.</summary>
internal sealed class TokenBucket
{
    private readonly double _capacity;
    private readonly double _perSecond;
    private double _tokens;
    private long _countedAt;

    /// <summary>Creates a full bucket.</summary>
    /// <param name="capacity">Burst: 1 or more.</param>
    /// <param name="perSecond">Sustained requests per second, above 0.</param>
    /// <param name="now">Monotonic time in milliseconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public TokenBucket(double capacity, double perSecond, long now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        _capacity = _tokens = capacity;
        _perSecond = perSecond;
        _countedAt = now;
    }

    /// <summary>Counts one request.</summary>
    /// <param name="now">Time in milliseconds, not before that of the previous call.</param>
    /// <returns>0 when the request passes; otherwise the number of whole seconds, 1 or more, after which one will.</returns>
    public int Take(long now)
    {
        Refill(now);
        if (_tokens >= 1)
        {
            _tokens--;
            return 0;
        }

        return (int)Math.Clamp(Math.Ceiling((1 - _tokens) / _perSecond), 1, 3600);
    }

    /// <summary>Whether the bucket is full again, and so may be removed.</summary>
    /// <param name="now">Time in milliseconds.</param>
    public bool IsFull(long now)
    {
        Refill(now);
        return _tokens >= _capacity;
    }

    private void Refill(long now)
    {
        if (now > _countedAt)
        {
            _tokens = Math.Min(_capacity, _tokens + ((now - _countedAt) * _perSecond / 1000));
            _countedAt = now;
        }
    }
}
