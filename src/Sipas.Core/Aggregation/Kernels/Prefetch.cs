using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Sipas.Aggregation.Kernels;

/// <summary>Tells the processor what will be read soon. Nothing is read, so a wrong address does no harm.</summary>
internal static class Prefetch
{
    // An address only: nothing is read through it, so it may lie behind the array, and the array may move meanwhile.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Read<T>(ref readonly T place)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in place)));
        }
    }
}
