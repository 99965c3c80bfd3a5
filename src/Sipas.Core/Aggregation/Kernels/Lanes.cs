using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Sipas.Aggregation.Kernels;

/// <summary>Vector register operations used by the kernels: several adjacent 64-bit lanes, each a word of a different item.</summary>
internal interface ILanes<T>
    where T : struct, ILanes<T>
{
    static abstract int Count { get; }

    static abstract T Load(ref readonly ulong source, nuint index);

    static abstract T Broadcast(ulong word);

    static abstract T And(T a, T b);

    static abstract T AndNot(T a, T b);

    static abstract T Or(T a, T b);

    static abstract T Xor3(T a, T b, T c);

    /// <summary>Returns the bits that are set in two or three of the operands.</summary>
    static abstract T Majority(T a, T b, T c);

    static abstract T Add(T a, T b);

    static abstract T Subtract(T a, T b);

    static abstract T Double(T a);

    /// <summary>Returns the number of set bits of each lane.</summary>
    static abstract T PopCount(T a);

    /// <summary>Returns the number of set bits of each byte.</summary>
    static abstract T PopCountBytes(T a);

    /// <summary>Adds byte by byte.</summary>
    static abstract T AddBytes(T a, T b);

    /// <summary>Returns the sum of the eight bytes of each lane.</summary>
    static abstract T SumBytes(T a);

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
    public static Lanes256 AndNot(Lanes256 a, Lanes256 b) => new(Vector256.AndNot(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Or(Lanes256 a, Lanes256 b) => new(a._v | b._v);

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
    public static Lanes256 PopCountBytes(Lanes256 a)
    {
        Vector256<byte> table = Vector256.Create(
            (byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
            0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        Vector256<byte> nibble = Vector256.Create((byte)0x0F);
        Vector256<byte> low = a._v.AsByte() & nibble;
        Vector256<byte> high = (a._v >>> 4).AsByte() & nibble;
        return new((Avx2.Shuffle(table, low) + Avx2.Shuffle(table, high)).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 PopCount(Lanes256 a) => SumBytes(PopCountBytes(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 AddBytes(Lanes256 a, Lanes256 b) => new((a._v.AsByte() + b._v.AsByte()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SumBytes(Lanes256 a) => new(Avx2.SumAbsoluteDifferences(a._v.AsByte(), Vector256<byte>.Zero).AsUInt64());

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
    public static Lanes128 AndNot(Lanes128 a, Lanes128 b) => new(Vector128.AndNot(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Or(Lanes128 a, Lanes128 b) => new(a._v | b._v);

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
    public static Lanes128 PopCountBytes(Lanes128 a)
    {
        if (AdvSimd.Arm64.IsSupported)
        {
            return new(AdvSimd.PopCount(a._v.AsByte()).AsUInt64());
        }

        Vector128<byte> table = Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        Vector128<byte> nibble = Vector128.Create((byte)0x0F);
        Vector128<byte> low = a._v.AsByte() & nibble;
        Vector128<byte> high = (a._v >>> 4).AsByte() & nibble;
        return new((Ssse3.Shuffle(table, low) + Ssse3.Shuffle(table, high)).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 PopCount(Lanes128 a) => SumBytes(PopCountBytes(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AddBytes(Lanes128 a, Lanes128 b) => new((a._v.AsByte() + b._v.AsByte()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SumBytes(Lanes128 a) =>
        new(AdvSimd.Arm64.IsSupported
            ? AdvSimd.AddPairwiseWidening(AdvSimd.AddPairwiseWidening(AdvSimd.AddPairwiseWidening(a._v.AsByte())))
            : Sse2.SumAbsoluteDifferences(a._v.AsByte(), Vector128<byte>.Zero).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 a, ref ulong target, nuint index) => a._v.StoreUnsafe(ref target, index);
}
