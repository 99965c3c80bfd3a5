using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Sipas.Counting.Kernels;

/// <summary>Prefetches memory that will be read soon. Nothing is read, so an invalid address is harmless.</summary>
internal static class Prefetch
{
    // Only the address is used: nothing is read through it, so it may be past the end of the array, and the array may move meanwhile.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Read<T>(ref readonly T place)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in place)));
        }
    }
}
