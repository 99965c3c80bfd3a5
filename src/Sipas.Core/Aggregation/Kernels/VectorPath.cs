using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sipas.Aggregation.Kernels;

/// <summary>Implementations of bit counting, from scalar to the widest vector.</summary>
internal enum VectorPath
{
    /// <summary>One word at a time: the reference implementation.</summary>
    Scalar,

    /// <summary>Two lanes at a time: SSSE3 or ARM64.</summary>
    Vector128,

    /// <summary>Four lanes at a time: AVX2.</summary>
    Vector256,

    /// <summary>Eight lanes at a time: AVX-512BW.</summary>
    Vector512,
}

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
