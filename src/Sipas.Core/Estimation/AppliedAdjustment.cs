namespace Sipas.Estimation;

internal sealed class AppliedAdjustment
{
    private readonly Action<double[]>? _residualise;

    private AppliedAdjustment(WeightAdjustment source, double[] weights, AdjustmentReport report, Action<double[]>? residualise)
    {
        Source = source;
        Weights = weights;
        Report = report;
        _residualise = residualise;
    }

    public WeightAdjustment Source { get; }

    public double[] Weights { get; }

    public AdjustmentReport Report { get; }

    public bool Residualises => _residualise is not null;

    /// <summary>Replaces linearised values u = w′ y by w′ e, where e is the residual of y; see docs/method/estimation.md.</summary>
    public void Residualise(double[] linearised) => _residualise?.Invoke(linearised);

    // residualValues replaces values y by the residuals of their regression with the previous weights; null when the
    // step does not affect linearisation.
    public static AppliedAdjustment Of(WeightAdjustment source, double[] before, double[] after, int iterations, double misfit,
        Action<double[]>? residualValues)
    {
        double smallest = double.PositiveInfinity;
        double largest = double.NegativeInfinity;
        long negative = 0;
        for (int row = 0; row < before.Length; row++)
        {
            if (before[row] > 0)
            {
                smallest = Math.Min(smallest, after[row] / before[row]);
                largest = Math.Max(largest, after[row] / before[row]);
                negative += after[row] < 0 ? 1 : 0;
            }
        }

        var report = new AdjustmentReport
        {
            Name = source.Name,
            Iterations = iterations,
            LargestMisfit = misfit,
            SmallestFactor = smallest,
            LargestFactor = largest,
            NegativeWeightCount = negative,
            KnownToLinearisation = residualValues is not null,
        };
        Action<double[]>? residualise = residualValues is null ? null : linearised =>
        {
            for (int row = 0; row < linearised.Length; row++)
            {
                linearised[row] = after[row] == 0 ? 0 : linearised[row] / after[row];
            }

            residualValues(linearised);
            for (int row = 0; row < linearised.Length; row++)
            {
                linearised[row] *= after[row];
            }
        };
        return new AppliedAdjustment(source, after, report, residualise);
    }

    internal static double RelativeMisfit(double achieved, double target) => Math.Abs(achieved - target) / (1 + Math.Abs(target));
}
