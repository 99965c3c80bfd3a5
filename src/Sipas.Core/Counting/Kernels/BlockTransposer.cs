using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sipas.Counting.Kernels;

/// <summary>Converts the bytes of 64 ballots into bit planes and back, eight slots at a time.</summary>
/// <remarks>
/// The eight bytes of ballot 8g + r are stored in one word at index 8r + g (<see cref="IndexOf"/>). One vector therefore
/// contains the r-th ballot of every octet, and shifting the plane bits of the eight vectors together produces, in word g,
/// byte j = the bits of slot j of octet g. Transposing those 8 × 8 bytes yields the words of the plane.
/// </remarks>
internal static class BlockTransposer
{
    internal const int Ballots = 64;
    private const ulong LowBits = 0x0101010101010101;

    /// <summary>Returns the index of the word of a ballot, 0 to 63.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int IndexOf(int ballot) => ((ballot & 7) << 3) | (ballot >> 3);

    /// <summary>Reads one plane of eight slots.</summary>
    /// <param name="rows">64 words, one byte per slot, ordered by <see cref="IndexOf"/>.</param>
    /// <param name="plane">The bit of each byte, 0 to 7.</param>
    /// <param name="words">Receives the bits of the 64 ballots for each of the eight slots.</param>
    /// <param name="path">The vector path. All except the widest use the scalar implementation.</param>
    internal static void ToPlane(ReadOnlySpan<ulong> rows, int plane, Span<ulong> words, VectorPath path)
    {
        if (path == VectorPath.Vector512 && Avx512Vbmi.IsSupported)
        {
            ReadOnlySpan<Vector512<ulong>> octets = MemoryMarshal.Cast<ulong, Vector512<ulong>>(rows[..Ballots]);
            Vector512<ulong> gathered = Vector512<ulong>.Zero;
            for (int r = 0; r < octets.Length; r++)
            {
                gathered |= ((octets[r] >>> plane) & Vector512.Create(LowBits)) << r;
            }

            Vector512<byte> transposed = Avx512Vbmi.PermuteVar64x8(gathered.AsByte(), TransposedBytes);
            transposed.AsUInt64().CopyTo(words);
            return;
        }

        Span<ulong> octet = stackalloc ulong[8];
        octet.Clear();
        for (int i = 0; i < Ballots; i++)
        {
            octet[i & 7] |= ((rows[i] >> plane) & LowBits) << (i >> 3);
        }

        octet.CopyTo(words);
        TransposeBytes(words[..8]);
    }

    /// <summary>Writes one plane of eight slots into the bytes of 64 ballots: the inverse of <see cref="ToPlane"/>.</summary>
    /// <param name="words">The bits of the 64 ballots for each of eight slots.</param>
    /// <param name="plane">The bit of each byte, 0 to 7. Plane 0 clears the previous content of the bytes; the others add to it.</param>
    /// <param name="rows">64 words, ordered by <see cref="IndexOf"/>.</param>
    /// <param name="path">The vector path. All except the widest use the scalar implementation.</param>
    internal static void FromPlane(ReadOnlySpan<ulong> words, int plane, Span<ulong> rows, VectorPath path)
    {
        if (path == VectorPath.Vector512 && Avx512Vbmi.IsSupported)
        {
            // The transpose is its own inverse.
            Vector512<ulong> gathered = Avx512Vbmi.PermuteVar64x8(Vector512.Create(words).AsByte(), TransposedBytes).AsUInt64();
            Span<Vector512<ulong>> octets = MemoryMarshal.Cast<ulong, Vector512<ulong>>(rows[..Ballots]);
            for (int r = 0; r < octets.Length; r++)
            {
                Vector512<ulong> bits = ((gathered >>> r) & Vector512.Create(LowBits)) << plane;
                octets[r] = plane == 0 ? bits : octets[r] | bits;
            }

            return;
        }

        Span<ulong> octet = stackalloc ulong[8];
        words[..8].CopyTo(octet);
        TransposeBytes(octet);
        if (plane == 0)
        {
            rows[..Ballots].Clear();
        }

        for (int i = 0; i < Ballots; i++)
        {
            rows[i] |= ((octet[i & 7] >> (i >> 3)) & LowBits) << plane;
        }
    }

    private static Vector512<byte> TransposedBytes { get; } =
        Vector512.Create(Enumerable.Range(0, 64).Select(i => (byte)IndexOf(i)).ToArray());

    /// <summary>Transposes 8 × 8 bytes: three rounds that swap progressively smaller squares across the diagonal.</summary>
    private static void TransposeBytes(Span<ulong> m)
    {
        Swap(m, 4, 0x00000000FFFFFFFF);
        Swap(m, 2, 0x0000FFFF0000FFFF);
        Swap(m, 1, 0x00FF00FF00FF00FF);
    }

    private static void Swap(Span<ulong> m, int distance, ulong keep)
    {
        for (int i = 0; i < 8; i++)
        {
            if ((i & distance) == 0)
            {
                ulong low = m[i], high = m[i + distance];
                int shift = 8 * distance;
                m[i] = (low & keep) | ((high & keep) << shift);
                m[i + distance] = ((low >> shift) & keep) | (high & ~keep);
            }
        }
    }
}
