using Sipas.Mathematics;

namespace Sipas.Estimation;

public class IntervalGoldenTests
{
    [Theory]
    [InlineData(ShareIntervalMethod.Logit, "logit")]
    [InlineData(ShareIntervalMethod.Beta, "beta")]
    [InlineData(ShareIntervalMethod.Arcsine, "asin")]
    [InlineData(ShareIntervalMethod.Wald, "mean")]
    [InlineData(ShareIntervalMethod.KornGraubardCapped, "capped")]
    [InlineData(ShareIntervalMethod.Wilson, "wilson")]
    [InlineData(ShareIntervalMethod.AgrestiCoull, "agresti")]
    public void Of_EveryMethod_AgreesWithR(ShareIntervalMethod method, string name)
    {
        SurveyDesign design = Golden.Design("A");
        Check(Estimator.Estimate(design, Statistic.Share("b1", Golden.Numbers("A", "b1"))), $"ci.{name}");
        Check(Estimator.Estimate(design, Statistic.Share("b1", Golden.Numbers("A", "b1"), Golden.Domain("A", "unit", "U3"))),
            $"ci.{name}.U3");

        void Check(Estimate estimate, string golden)
        {
            double[] expected = Golden.Case(golden, "limits");
            Interval limits = ShareIntervals.Of(estimate, method).Limits!.Value;
            Golden.Close(expected[0], limits.Lower, 1e-9, golden);
            Golden.Close(expected[1], limits.Upper, 1e-9, golden);
        }
    }

    [Fact]
    public void ConfidenceInterval_OfAMean_AgreesWithR()
    {
        Interval limits = Estimator.Estimate(Golden.Design("A"), Statistic.Mean("k1", Golden.Numbers("A", "k1")))
            .ConfidenceInterval()!.Value;
        double[] expected = Golden.Case("ci.t.k1", "limits");
        Golden.Close(expected[0], limits.Lower, 1e-9, "t");
        Golden.Close(expected[1], limits.Upper, 1e-9, "t");
    }

    [Theory]
    [InlineData("quantile.0.25", 0.25)]
    [InlineData("quantile.0.5", 0.5)]
    [InlineData("quantile.0.8", 0.8)]
    [InlineData("quantile.U2", 0.5)]
    public void Quantiles_WithoutTies_AgreeWithR(string name, double probability)
    {
        RowSet? domain = name == "quantile.U2" ? Golden.Domain("A", "unit", "U2") : null;
        QuantileEstimate quantile = Quantiles.Estimate(Golden.Design("A"), Golden.Numbers("A", "income"), probability, domain);

        Golden.Close(Golden.Case(name, "value")[0], quantile.Value, 1e-9, name);
        double[] limits = Golden.Case(name, "limits");
        Golden.Close(limits[0], quantile.Limits!.Value.Lower, 1e-9, name);
        Golden.Close(limits[1], quantile.Limits!.Value.Upper, 1e-9, name);
        if (domain is null)
        {
            Golden.Close(Golden.Case(name, "se")[0], quantile.StandardError, 1e-8, name);
        }
    }

    [Fact]
    public void BetaQuantile_FromFewToAMillion_IsWhereTheDistributionFunctionSays()
    {
        foreach (double n in new[] { 1.5, 30, 4_000, 1_000_000 })
        {
            foreach (double share in new[] { 0.0005, 0.1, 0.5, 0.93, 0.9995 })
            {
                foreach (double probability in new[] { 0.005, 0.025, 0.5, 0.975 })
                {
                    double x = Distributions.BetaQuantile(probability, (n * share) + 1, n * (1 - share));
                    double Distribution(double at) =>
                        at <= 0 ? 0 : at >= 1 ? 1 : MathNet.Numerics.SpecialFunctions.BetaRegularized((n * share) + 1, n * (1 - share), at);
                    Assert.InRange(probability, Distribution(x - 1e-10), Distribution(x + 1e-10));
                }
            }
        }

        Assert.Equal(0, Distributions.BetaQuantile(0.025, 0, 5));
        Assert.Equal(1, Distributions.BetaQuantile(0.975, 5, 0));
    }

    [Fact]
    public void Distributions_TailsAndQuantiles_AgreeWithR()
    {
        (double P, double Df)[] quantiles = [(.975, 1), (.975, 2), (.975, 3), (.975, 7), (.975, 14.5), (.975, 199), (.9999, 1), (.9999, 3),
            (.9999, 7), (.6, 5)];
        double[] expected = Golden.Case("t.quantile", "x");
        Assert.All(quantiles, (q, i) => Golden.Close(expected[i], Distributions.StudentQuantile(q.P, q.Df), 1e-11, $"t({q.Df})"));
        (double T, double Df)[] tails = [(.3, 3), (2, 7), (8, 11), (40, 20)];
        expected = Golden.Case("t.tail", "x");
        Assert.All(tails, (x, i) => Assert.Equal(1, Distributions.StudentTwoSided(x.T, x.Df) / expected[i], 1e-9));
        (double F, double A, double B)[] fishers = [(.5, 1.7, 11), (3, 3, 40), (40, 2.2, 60)];
        expected = Golden.Case("f.tail", "x");
        Assert.All(fishers, (x, i) => Assert.Equal(1, Distributions.FisherUpper(x.F, x.A, x.B) / expected[i], 1e-9));
        (double X, double Df)[] squares = [(.5, 1), (9, 4), (90, 6)];
        expected = Golden.Case("chi.tail", "x");
        Assert.All(squares, (x, i) => Assert.Equal(1, Distributions.ChiSquareUpper(x.X, x.Df) / expected[i], 1e-9));
    }
}
