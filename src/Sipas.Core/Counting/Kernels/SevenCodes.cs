namespace Sipas.Counting.Kernels;

internal readonly struct SevenCodes : IShape
{
    public static int Codes => 7;
}
