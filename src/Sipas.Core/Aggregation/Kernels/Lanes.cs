using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Sipas.Aggregation.Kernels;

/// <summary>Some 64-bit lanes side by side, each a word of another item: what a kernel needs of a vector register.</summary>
internal interface ILanes<T>
    where T : struct, ILanes<T>
{
    static abstract int Count { get; }

    static abstract T Load(ref readonly ulong source, nuint index);

    static abstract T Broadcast(ulong word);

    static abstract T And(T a, T b);

    static abstract T Xor3(T a, T b, T c);

    /// <summary>The bits that two or three of the operands have.</summary>
    static abstract T Majority(T a, T b, T c);

    static abstract T Add(T a, T b);

    static abstract T Subtract(T a, T b);

    static abstract T Double(T a);

    /// <summary>The number of set bits of each lane.</summary>
    static abstract T PopCount(T a);

    static abstract void Store(T a, ref ulong target, nuint index);
}

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
    public static Lanes512 PopCount(Lanes512 a)
    {
        // The set bits of each nibble, as a table for the byte shuffle. Written out here: behind a property the compiler stops inlining it.
        Vector512<byte> table = Vector512.Create(
            (byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
            0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
            0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
            0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        Vector512<byte> nibble = Vector512.Create((byte)0x0F);
        Vector512<byte> low = a._v.AsByte() & nibble;
        Vector512<byte> high = (a._v >>> 4).AsByte() & nibble;
        Vector512<byte> counts = Avx512BW.Shuffle(table, low) + Avx512BW.Shuffle(table, high);
        return new(Avx512BW.SumAbsoluteDifferences(counts, Vector512<byte>.Zero).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 a, ref ulong target, nuint index) => a._v.StoreUnsafe(ref target, index);
}

/// <summary>Four lanes: AVX2.</summary>
internal readonly struct Lanes256(Vector256<ulong> v) : ILanes<Lanes256>
{
    private readonly Vector256<ulong> _v = v;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref readonly ulong source, nuint index) => new(Vector256.LoadUnsafe(in source, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Broadcast(ulong word) => new(Vector256.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 And(Lanes256 a, Lanes256 b) => new(a._v & b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Xor3(Lanes256 a, Lanes256 b, Lanes256 c) => new(a._v ^ b._v ^ c._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Majority(Lanes256 a, Lanes256 b, Lanes256 c) => new((a._v & b._v) | (c._v & (a._v ^ b._v)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Add(Lanes256 a, Lanes256 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Subtract(Lanes256 a, Lanes256 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Double(Lanes256 a) => new(a._v + a._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 PopCount(Lanes256 a)
    {
        Vector256<byte> table = Vector256.Create(
            (byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
            0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        Vector256<byte> nibble = Vector256.Create((byte)0x0F);
        Vector256<byte> low = a._v.AsByte() & nibble;
        Vector256<byte> high = (a._v >>> 4).AsByte() & nibble;
        Vector256<byte> counts = Avx2.Shuffle(table, low) + Avx2.Shuffle(table, high);
        return new(Avx2.SumAbsoluteDifferences(counts, Vector256<byte>.Zero).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 a, ref ulong target, nuint index) => a._v.StoreUnsafe(ref target, index);
}

/// <summary>Two lanes: ARM64 with its byte count, SSSE3 with the nibble table.</summary>
internal readonly struct Lanes128(Vector128<ulong> v) : ILanes<Lanes128>
{
    private readonly Vector128<ulong> _v = v;

    public static int Count => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref readonly ulong source, nuint index) => new(Vector128.LoadUnsafe(in source, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(ulong word) => new(Vector128.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 And(Lanes128 a, Lanes128 b) => new(a._v & b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Xor3(Lanes128 a, Lanes128 b, Lanes128 c) => new(a._v ^ b._v ^ c._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Majority(Lanes128 a, Lanes128 b, Lanes128 c) => new((a._v & b._v) | (c._v & (a._v ^ b._v)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Add(Lanes128 a, Lanes128 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Subtract(Lanes128 a, Lanes128 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Double(Lanes128 a) => new(a._v + a._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 PopCount(Lanes128 a)
    {
        if (AdvSimd.Arm64.IsSupported)
        {
            Vector128<byte> bytes = AdvSimd.PopCount(a._v.AsByte());
            return new(AdvSimd.AddPairwiseWidening(AdvSimd.AddPairwiseWidening(AdvSimd.AddPairwiseWidening(bytes))));
        }

        Vector128<byte> table = Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        Vector128<byte> nibble = Vector128.Create((byte)0x0F);
        Vector128<byte> low = a._v.AsByte() & nibble;
        Vector128<byte> high = (a._v >>> 4).AsByte() & nibble;
        Vector128<byte> counts = Ssse3.Shuffle(table, low) + Ssse3.Shuffle(table, high);
        return new(Sse2.SumAbsoluteDifferences(counts, Vector128<byte>.Zero).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 a, ref ulong target, nuint index) => a._v.StoreUnsafe(ref target, index);
}
