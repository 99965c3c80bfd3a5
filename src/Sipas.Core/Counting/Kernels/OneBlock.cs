namespace Sipas.Counting.Kernels;

internal readonly struct OneBlock : IBlockCount
{
    public static int Count => 1;
}
