namespace Sipas.Counting.Kernels;

internal readonly struct FourCodes : IShape
{
    public static int Codes => 4;
}
