namespace Sipas.Counting.Kernels;

internal readonly struct HighCodes : IMasking
{
    public static bool ByBlock => false;

    public static bool ByFourthPlane => true;
}
