namespace Sipas.Counting.Kernels;

internal readonly struct MaskedHighCodes : IMasking
{
    public static bool ByBlock => true;

    public static bool ByFourthPlane => true;
}
