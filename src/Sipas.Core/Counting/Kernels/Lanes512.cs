using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sipas.Counting.Kernels;

/// <summary>Eight lanes: AVX-512.</summary>
internal readonly struct Lanes512(Vector512<ulong> v) : ILanes<Lanes512>
{
    private readonly Vector512<ulong> _v = v;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref readonly ulong source, nuint index) => new(Vector512.LoadUnsafe(in source, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Broadcast(ulong word) => new(Vector512.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 And(Lanes512 a, Lanes512 b) => new(a._v & b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 AndNot(Lanes512 a, Lanes512 b) => new(Vector512.AndNot(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Or(Lanes512 a, Lanes512 b) => new(a._v | b._v);

    // The control byte of a ternary operation is its truth table: 0x96 is the parity of three bits, 0xE8 their majority.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Xor3(Lanes512 a, Lanes512 b, Lanes512 c) => new(Avx512F.TernaryLogic(a._v, b._v, c._v, 0x96));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Majority(Lanes512 a, Lanes512 b, Lanes512 c) => new(Avx512F.TernaryLogic(a._v, b._v, c._v, 0xE8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Add(Lanes512 a, Lanes512 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Subtract(Lanes512 a, Lanes512 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Double(Lanes512 a) => new(a._v + a._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 PopCountBytes(Lanes512 a)
    {
        // The number of set bits per nibble, as a table for the byte shuffle. Written inline: the compiler does not inline
        // it if it is in a property.
        Vector512<byte> table = Vector512.Create(
            (byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
            0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
            0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
            0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        Vector512<byte> nibble = Vector512.Create((byte)0x0F);
        Vector512<byte> low = a._v.AsByte() & nibble;
        Vector512<byte> high = (a._v >>> 4).AsByte() & nibble;
        return new((Avx512BW.Shuffle(table, low) + Avx512BW.Shuffle(table, high)).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 PopCount(Lanes512 a) => SumBytes(PopCountBytes(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 AddBytes(Lanes512 a, Lanes512 b) => new((a._v.AsByte() + b._v.AsByte()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SumBytes(Lanes512 a) => new(Avx512BW.SumAbsoluteDifferences(a._v.AsByte(), Vector512<byte>.Zero).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 a, ref ulong target, nuint index) => a._v.StoreUnsafe(ref target, index);
}
