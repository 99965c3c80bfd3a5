using System.Security.Cryptography;
using System.Text;

namespace Sipas.Ballots;

/// <summary>UTF-8 lines that are hashed: written straight as bytes, for every ballot passes here.</summary>
internal struct Utf8Lines
{
    private byte[] _bytes = new byte[512];
    private int _length;

    public Utf8Lines()
    {
    }

    /// <summary>Adds bytes as they are.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Adds a name, a value and a line feed.</summary>
    public void Add(ReadOnlySpan<byte> name, string? value)
    {
        Add(name);
        value ??= "";
        Reserve(Encoding.UTF8.GetMaxByteCount(value.Length) + 1);
        _length += Encoding.UTF8.GetBytes(value, _bytes.AsSpan(_length));
        _bytes[_length++] = (byte)'\n';
    }

    /// <summary>SHA-256 of what was added: 32 bytes.</summary>
    public readonly byte[] Hash() => SHA256.HashData(_bytes.AsSpan(0, _length));

    public readonly byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    private void Reserve(int more)
    {
        if (_length + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
        }
    }
}
