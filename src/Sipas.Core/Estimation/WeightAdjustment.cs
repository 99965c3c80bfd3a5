namespace Sipas.Estimation;

/// <summary>A step that changes the weights of a design. Replication repeats it inside every replicate.</summary>
internal abstract class WeightAdjustment
{
    private protected WeightAdjustment()
    {
    }

    /// <summary>Name of the step in reports.</summary>
    public abstract string Name { get; }

    internal abstract AppliedAdjustment Apply(double[] weights);

    private protected static void ThrowIfLength(int count, double[] weights, string column)
    {
        ColumnLength.Require(count, weights.Length, "adjustment", column);
    }
}
