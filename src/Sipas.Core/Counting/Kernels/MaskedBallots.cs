namespace Sipas.Counting.Kernels;

internal readonly struct MaskedBallots : IMasking
{
    public static bool ByBlock => true;

    public static bool ByFourthPlane => false;
}
