namespace Sipas.Aggregation.Kernels;

internal readonly struct SixCodes : IShape
{
    public static int Codes => 6;
}
