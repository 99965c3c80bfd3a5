namespace Sipas.Counting.Kernels;

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
