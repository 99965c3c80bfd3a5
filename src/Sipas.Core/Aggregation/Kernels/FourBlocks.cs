namespace Sipas.Aggregation.Kernels;

internal readonly struct FourBlocks : IBlockCount
{
    public static int Count => 4;
}
