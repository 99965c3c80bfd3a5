using System.Security.Cryptography;
using System.Text;

namespace Sipas.Common;

/// <summary>Builds UTF-8 lines for hashing. They are written directly as bytes, on the stack as long as they fit, because
/// this code runs for every ballot.</summary>
/// <param name="room">Initial buffer.</param>
internal ref struct Utf8Lines(Span<byte> room)
{
    /// <summary>A buffer size that is sufficient for the lines of nearly all ballots.</summary>
    public const int Usual = 768;

    private Span<byte> _bytes = room;
    private int _length;

    /// <summary>The bytes written so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _bytes[.._length];

    /// <summary>Adds bytes unchanged.</summary>
    public void Add(scoped ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes[_length..]);
        _length += bytes.Length;
    }

    /// <summary>Adds a name, a value and a line feed.</summary>
    public void Add(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<char> value)
    {
        Add(name);
        Reserve(Encoding.UTF8.GetMaxByteCount(value.Length) + 1);
        _length += Encoding.UTF8.GetBytes(value, _bytes[_length..]);
        _bytes[_length++] = (byte)'\n';
    }

    /// <summary>Adds a name, an id in lower case with hyphens, and a line feed.</summary>
    public void Add(scoped ReadOnlySpan<byte> name, Guid value)
    {
        Span<char> text = stackalloc char[36];
        value.TryFormat(text, out _);
        Add(name, text);
    }

    /// <summary>Adds a name, a time as written by <see cref="Iso8601.Write(DateTimeOffset)"/>, and a line feed.</summary>
    public void Add(scoped ReadOnlySpan<byte> name, DateTimeOffset value)
    {
        Span<char> text = stackalloc char[Iso8601.Length];
        Iso8601.Write(value, text);
        Add(name, text);
    }

    /// <summary>Returns the SHA-256 of the bytes written: 32 bytes.</summary>
    public readonly byte[] Hash() => SHA256.HashData(Written);

    private void Reserve(int more)
    {
        if (_length + more > _bytes.Length)
        {
            byte[] wider = new byte[Math.Max(_bytes.Length * 2, _length + more)];
            Written.CopyTo(wider);
            _bytes = wider;
        }
    }
}
