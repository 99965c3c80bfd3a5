namespace Sipas.Counting.Kernels;

internal readonly struct TwoCodes : IShape
{
    public static int Codes => 2;
}
