namespace Sipas.Counting.Kernels;

internal readonly struct FourBlocks : IBlockCount
{
    public static int Count => 4;
}
