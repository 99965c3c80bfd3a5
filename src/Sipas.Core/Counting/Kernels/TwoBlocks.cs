namespace Sipas.Counting.Kernels;

internal readonly struct TwoBlocks : IBlockCount
{
    public static int Count => 2;
}
