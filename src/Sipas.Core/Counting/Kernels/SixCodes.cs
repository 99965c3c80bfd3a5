namespace Sipas.Counting.Kernels;

internal readonly struct SixCodes : IShape
{
    public static int Codes => 6;
}
