using System.Buffers.Binary;
using System.Security.Cryptography;
using Sipas.Common;

namespace Sipas.Log;

/// <summary>
/// The number of spent tickets, and a sum over their hashes that does not depend on their order. Not safe for
/// concurrent use.
/// </summary>
/// <remarks>
/// Each hash is expanded to 512 bytes: the concatenation, for i from 0 to 7, of the SHA-512 of a byte i and the hash.
/// The sum adds these as integers, most significant byte first, modulo 2^4096. With a sum of 256 bits, other hashes
/// with the same sum can be computed; with 4096 bits the best known method takes 2^128 steps.
/// </remarks>
internal sealed class SpentSum
{
    /// <summary>Size of the sum in bytes.</summary>
    public const int Size = 512;

    private readonly byte[] _sum = new byte[Size];

    /// <summary>Resumes from a stored sum.</summary>
    /// <param name="count">Number of hashes in the sum.</param>
    /// <param name="sum">Bytes of the sum: <see cref="Size"/> of them.</param>
    /// <exception cref="ArgumentException">The sum has another size.</exception>
    public SpentSum(long count, ReadOnlySpan<byte> sum)
    {
        if (sum.Length != Size)
        {
            throw new ArgumentException("The sum has another size.", nameof(sum));
        }

        Count = count;
        sum.CopyTo(_sum);
    }

    /// <summary>Creates an empty sum.</summary>
    public SpentSum()
    {
    }

    /// <summary>Number of hashes in the sum.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a hash.</summary>
    /// <param name="mark">The hash as stored: any bytes.</param>
    public void Add(ReadOnlySpan<byte> mark)
    {
        Span<byte> wide = stackalloc byte[Size];
        byte[] named = new byte[mark.Length + 1];
        mark.CopyTo(named.AsSpan(1));
        for (int i = 0; i < Size / SHA512.HashSizeInBytes; i++)
        {
            named[0] = (byte)i;
            SHA512.HashData(named, wide.Slice(i * SHA512.HashSizeInBytes, SHA512.HashSizeInBytes));
        }

        ulong carry = 0;
        for (int at = Size - sizeof(ulong); at >= 0; at -= sizeof(ulong))
        {
            UInt128 digit = BinaryPrimitives.ReadUInt64BigEndian(_sum.AsSpan(at));
            digit += BinaryPrimitives.ReadUInt64BigEndian(wide[at..]);
            digit += carry;
            BinaryPrimitives.WriteUInt64BigEndian(_sum.AsSpan(at), (ulong)digit);
            carry = (ulong)(digit >> 64);
        }

        Count++;
    }

    /// <summary>Returns the sum: <see cref="Size"/> bytes, most significant first.</summary>
    public byte[] ToBytes() => [.. _sum];

    /// <summary>Computes the SHA-256 of the sum: 64 lower-case hexadecimal digits.</summary>
    public string Digest() => Hex.Lower(SHA256.HashData(_sum));
}
