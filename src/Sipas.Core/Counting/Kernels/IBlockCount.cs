namespace Sipas.Counting.Kernels;

/// <summary>The number of blocks counted by a kernel for few blocks.</summary>
internal interface IBlockCount
{
    static abstract int Count { get; }
}
