namespace Sipas.Limits;

/// <summary>
/// Memory budget for request bodies being read: one total limit, with a share reserved for senders with a credential.
/// Safe for concurrent use.
/// </summary>
internal sealed class BodyMemory
{
    private readonly object _gate = new();
    private readonly long _maximum;
    private readonly long _maxOpen;
    private long _held;
    private long _heldOpen;

    /// <summary>Creates an unused budget.</summary>
    /// <param name="bytes">Maximum number of bytes held in total: 1 or more.</param>
    /// <param name="reservedShare">Share of the bytes that is not available to senders without a credential: 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public BodyMemory(long bytes, double reservedShare)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        if (!(reservedShare is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(reservedShare));
        }

        _maximum = bytes;
        _maxOpen = bytes - (long)(bytes * reservedShare);
    }

    /// <summary>Number of bytes held now.</summary>
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

    /// <summary>Holds bytes, if they are available.</summary>
    /// <param name="bytes">Number of bytes: 0 or more.</param>
    /// <param name="hasCredential">Whether the sender has a checked credential.</param>
    /// <returns>True if the bytes are held; <see cref="Release"/> must follow with the same arguments.</returns>
    public bool TryHold(long bytes, bool hasCredential)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        lock (_gate)
        {
            if (_held + bytes > _maximum || (!hasCredential && _heldOpen + bytes > _maxOpen))
            {
                return false;
            }

            Add(bytes, hasCredential);
            return true;
        }
    }

    /// <summary>Releases held bytes.</summary>
    /// <param name="bytes">Number of bytes.</param>
    /// <param name="hasCredential">The value with which they were held.</param>
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
