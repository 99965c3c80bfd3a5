namespace Sipas.Estimation;

/// <summary>Variance of estimates from independent samples: each influence is the standard error at the position of its sample.</summary>
internal sealed class IndependentVariance(int[] degreesOfFreedom) : VarianceEngine
{
    public override VarianceKind Kind => VarianceKind.UltimateCluster;

    public override int CountDegreesOfFreedom(bool[] active)
    {
        long sum = 0;
        for (int i = 0; i < active.Length; i++)
        {
            sum += active[i] ? degreesOfFreedom[i] : 0;
        }

        return (int)Math.Min(int.MaxValue, sum);
    }

    protected override double CovarianceOfUnits(Influence a, Influence b)
    {
        double covariance = 0;
        for (int i = 0; i < a.Sums.Length; i++)
        {
            covariance += a.Sums[i] * b.Sums[i];
        }

        return covariance;
    }
}
