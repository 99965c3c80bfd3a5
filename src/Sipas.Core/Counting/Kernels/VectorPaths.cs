using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sipas.Counting.Kernels;

internal static class VectorPaths
{
    /// <summary>The widest path that this machine supports.</summary>
    internal static VectorPath Best { get; } =
        IsSupported(VectorPath.Vector512) ? VectorPath.Vector512
        : IsSupported(VectorPath.Vector256) ? VectorPath.Vector256
        : IsSupported(VectorPath.Vector128) ? VectorPath.Vector128
        : VectorPath.Scalar;

    internal static IEnumerable<VectorPath> Supported => Enum.GetValues<VectorPath>().Where(IsSupported);

    internal static bool IsSupported(VectorPath path) => path switch
    {
        VectorPath.Vector512 => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported,
        VectorPath.Vector256 => Avx2.IsSupported,
        VectorPath.Vector128 => Ssse3.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported,
        _ => true,
    };
}
