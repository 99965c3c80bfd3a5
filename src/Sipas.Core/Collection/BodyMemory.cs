namespace Sipas.Collection;

/// <summary>Memory for request bodies that are being read: bounded together, with a share for senders that show a credential. Safe for concurrent use.</summary>
public sealed class BodyMemory
{
    private readonly object _gate = new();
    private readonly long _most;
    private readonly long _mostOpen;
    private long _held;
    private long _heldOpen;

    /// <summary>Makes the memory, of which nothing is held.</summary>
    /// <param name="bytes">Most bytes that are held together: 1 or more.</param>
    /// <param name="reservedShare">Share of the bytes that senders without a credential never get: 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public BodyMemory(long bytes, double reservedShare)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        if (!(reservedShare is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(reservedShare));
        }

        _most = bytes;
        _mostOpen = bytes - (long)(bytes * reservedShare);
    }

    /// <summary>Bytes that are held now.</summary>
    public long Held
    {
        get
        {
            lock (_gate)
            {
                return _held;
            }
        }
    }

    /// <summary>Holds bytes, if they are free.</summary>
    /// <param name="bytes">The bytes: 0 or more.</param>
    /// <param name="hasCredential">Whether the sender showed a credential that was checked.</param>
    /// <returns>True if the bytes are held; then <see cref="Release"/> must follow with the same arguments.</returns>
    public bool TryHold(long bytes, bool hasCredential)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        lock (_gate)
        {
            if (_held + bytes > _most || (!hasCredential && _heldOpen + bytes > _mostOpen))
            {
                return false;
            }

            Add(bytes, hasCredential);
            return true;
        }
    }

    /// <summary>Releases bytes that were held.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="hasCredential">As they were held.</param>
    public void Release(long bytes, bool hasCredential)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        lock (_gate)
        {
            Add(-bytes, hasCredential);
        }
    }

    private void Add(long bytes, bool hasCredential)
    {
        _held += bytes;
        _heldOpen += hasCredential ? 0 : bytes;
    }
}
