namespace Sipas.Collection;

/// <summary>A limit of rate: so many requests at once, and so many a second in the long run. Not safe for concurrent use.</summary>
public sealed class TokenBucket
{
    private readonly double _capacity;
    private readonly double _perSecond;
    private double _tokens;
    private long _countedAt;

    /// <summary>Makes a full bucket.</summary>
    /// <param name="capacity">Requests that pass at once: 1 or more.</param>
    /// <param name="perSecond">Requests a second in the long run, above 0.</param>
    /// <param name="now">Time in milliseconds that never steps back.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range stated for it.</exception>
    public TokenBucket(double capacity, double perSecond, long now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        _capacity = _tokens = capacity;
        _perSecond = perSecond;
        _countedAt = now;
    }

    /// <summary>Takes one request.</summary>
    /// <param name="now">Time in milliseconds, not before that of the last call.</param>
    /// <returns>0 when it passes; otherwise whole seconds, 1 or more, after which one will.</returns>
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

    /// <summary>Whether it is full again, and so may be forgotten.</summary>
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
