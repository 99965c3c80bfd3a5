namespace Sipas.Counting.Kernels;

internal readonly struct AllBallots : IMasking
{
    public static bool ByBlock => false;

    public static bool ByFourthPlane => false;
}
