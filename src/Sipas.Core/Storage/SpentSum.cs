using System.Buffers.Binary;
using System.Security.Cryptography;
using Sipas.Ballots;

namespace Sipas.Storage;

/// <summary>How many tickets were spent, and a sum over their marks that does not depend on their order. Not safe for concurrent use.</summary>
/// <remarks>
/// Each mark gives 512 bytes: SHA-512 of a byte i and the mark, for i from 0 to 7, one after the other. The sum is of these as whole numbers, most
/// significant byte first, modulo 2^4096. With a sum of 256 bits, other marks of the same sum can be computed; with 4096 bits the best known way
/// takes 2^128 steps.
/// </remarks>
public sealed class SpentSum
{
    /// <summary>Bytes of the sum.</summary>
    public const int Size = 512;

    private readonly byte[] _sum = new byte[Size];

    /// <summary>Goes on from a sum that was kept.</summary>
    /// <param name="count">Its marks.</param>
    /// <param name="sum">Its bytes: <see cref="Size"/> of them.</param>
    /// <exception cref="ArgumentException">It has another size.</exception>
    public SpentSum(long count, ReadOnlySpan<byte> sum)
    {
        if (sum.Length != Size)
        {
            throw new ArgumentException("The sum has another size.", nameof(sum));
        }

        Count = count;
        sum.CopyTo(_sum);
    }

    /// <summary>The sum of no mark.</summary>
    public SpentSum()
    {
    }

    /// <summary>Marks in the sum.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a mark.</summary>
    /// <param name="mark">The mark as it is kept: any bytes.</param>
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

    /// <summary>The sum: <see cref="Size"/> bytes, most significant first.</summary>
    public byte[] ToBytes() => [.. _sum];

    /// <summary>SHA-256 of the sum: 64 lower-case hexadecimal digits.</summary>
    public string Digest() => HexText.Lower(SHA256.HashData(_sum));
}
