namespace Sipas.Estimation;

/// <summary>Sums of some units, in ascending order of the units.</summary>
internal sealed record SparseSums(int[] Units, double[] Sums)
{
    public static SparseSums None { get; } = new([], []);
}
