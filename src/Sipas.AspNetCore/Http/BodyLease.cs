using Sipas.Limits;

namespace Sipas.AspNetCore.Http;

/// <summary>Memory that one body holds until its response is complete.</summary>
internal sealed class BodyLease(BodyMemory memory, bool hasCredential) : IDisposable
{
    private long _held;

    /// <summary>Allocates a larger buffer with the same content.</summary>
    /// <param name="buffer">The buffer; it grows only if the memory is free, and then the old one is released.</param>
    /// <param name="bytes">Size of the new buffer.</param>
    public bool TryGrow(ref byte[] buffer, int bytes)
    {
        if (!memory.TryHold(bytes, hasCredential))
        {
            return false;
        }

        Array.Resize(ref buffer, bytes);
        memory.Release(_held, hasCredential);
        _held = bytes;
        return true;
    }

    public void Dispose()
    {
        memory.Release(_held, hasCredential);
        _held = 0;
    }
}
