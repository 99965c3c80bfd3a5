namespace Sipas.Counting.Kernels;

internal readonly struct ThreeBlocks : IBlockCount
{
    public static int Count => 3;
}
