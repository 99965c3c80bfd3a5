namespace Sipas.Aggregation.Kernels;

internal readonly struct TwoBlocks : IBlockCount
{
    public static int Count => 2;
}
