using Sipas.Mathematics;

namespace Sipas.Estimation;

/// <summary>Variance between replicates: the influences are deviations times the square root of their scale.</summary>
internal sealed class ReplicateVariance(SurveyDesign design) : VarianceEngine
{
    public override VarianceKind Kind => VarianceKind.Replication;

    public override int CountDegreesOfFreedom(bool[] active) => design.CountDegreesOfFreedom(active);

    public override bool ShareUnits(bool[] first, bool[] second) => design.ShareUnits(first, second);

    public override bool ShareStrataOnly(bool[] first, bool[] second) => design.ShareStrataOnly(first, second);

    protected override double CovarianceOfUnits(Influence a, Influence b)
    {
        var sum = new ExactSum();
        for (int i = 0; i < a.Sums.Length; i++)
        {
            sum.Add(a.Sums[i] * b.Sums[i]);
        }

        return sum.ToDouble();
    }
}
