namespace Sipas.Counting.Kernels;

internal readonly struct EightCodes : IShape
{
    public static int Codes => 8;
}
