using System.Runtime.Intrinsics;
using FsCheck.Xunit;
using Sipas.Mathematics;

namespace Sipas.Estimation;

public class WholeWeightsTests
{
    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 300)]
    public bool ToDouble_SumsAndMultiples_AreTheExactSumsOfTheWeights(ulong seed)
    {
        var random = new SeededGenerator(seed);
        int magnitude = random.NextBelow(20);
        double[] weights = [.. Enumerable.Range(0, 1 + random.NextBelow(200))
            .Select(_ => random.NextBelow(5) == 0 ? 0 : Math.ScaleB(0.5 + random.NextShare(), random.NextBelow(magnitude + 1)))];
        int[] places = [.. Enumerable.Range(0, weights.Length)];
        WholeWeights? whole = WholeWeights.Of(places, places, weights);
        if (whole is null)
        {
            return weights.All(weight => weight == 0);
        }

        uint factor = (uint)random.NextBelow(WholeWeights.LargestFactor + 1);
        Vector128<long> sum = whole.Halves.Aggregate(default(Vector128<long>), (a, b) => a + b);
        var oracle = new ExactSum();
        foreach (double weight in weights)
        {
            oracle.Add(weight);
        }

        var multiple = new ExactSum();
        for (uint i = 0; i < factor; i++)
        {
            multiple.Add(oracle);
        }

        return whole.Rows.SequenceEqual(places.Where(i => weights[i] != 0)) && whole.Units.SequenceEqual(whole.Rows)
            && whole.ToDouble(whole.Join(sum), new ExactSum()) == oracle.ToDouble()
            && whole.ToDouble(whole.Join(sum) * factor, new ExactSum()) == multiple.ToDouble();
    }

    [Theory]
    [InlineData(1, -1)]
    [InlineData(1e-300, 1e300)]
    [InlineData(1, 1e-20)]
    [InlineData(1, double.Epsilon)]
    [InlineData(1e290, 1e290)]
    [InlineData(0, 0)]
    public void Of_WeightsThatDoNotFit_IsNull(double first, double second) => Assert.Null(WholeWeights.Of([0, 1], [0, 0], [first, second]));

    // Weights of very different size are summed in two passes: the same share.
    [Fact]
    public void Share_WeightsOfVeryDifferentSize_IsStillTheMean()
    {
        Sample s = Sample.Draw(7, strata: 3, units: 3, rows: 25, missing: 0);
        s = s with { Weights = [.. s.Weights.Select((w, i) => i % 2 == 0 ? w : w * 1e-15)] };
        double[] y = [.. s.X.Select(x => x >= 3 ? 1.0 : 0)];
        EstimateSet set = Estimator.Estimate(s.Design(), [Statistic.Share("s", y), Statistic.Mean("m", y)]);

        Assert.Equal(set[1].Value, set[0].Value);
        Assert.Equal(set[1].StandardError!.Value, set[0].StandardError!.Value, 12);
    }
}
