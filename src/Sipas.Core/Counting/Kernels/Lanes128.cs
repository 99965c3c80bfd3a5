using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Sipas.Counting.Kernels;

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
