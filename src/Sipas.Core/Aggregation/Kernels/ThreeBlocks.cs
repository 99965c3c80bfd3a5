namespace Sipas.Aggregation.Kernels;

internal readonly struct ThreeBlocks : IBlockCount
{
    public static int Count => 3;
}
