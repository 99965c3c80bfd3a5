using FsCheck.Xunit;
using Sipas.Mathematics;

namespace Sipas.Estimation;

public class EstimationPropertyTests
{
    private static bool Near(double? a, double? b, double tolerance = 1e-9) =>
        (a is null && b is null)
        || (a is { } x && b is { } y && Math.Abs(x - y) <= tolerance * Math.Max(1, Math.Max(Math.Abs(x), Math.Abs(y))));

    private static bool Same(Estimate a, Estimate b) =>
        Near(a.Value, b.Value) && Near(a.StandardError, b.StandardError) && a.DegreesOfFreedom == b.DegreesOfFreedom
        && a.RowCount == b.RowCount;

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 40)]
    public bool Mean_OfADomain_IsTheRatioOfTwoTotals(ulong seed)
    {
        Sample s = Sample.Draw(seed);
        double[] inDomain = [.. s.Groups.Select((g, i) => g == "G1" && !double.IsNaN(s.Y[i]) ? 1.0 : 0.0)];
        double[] ofDomain = [.. s.Y.Select((y, i) => inDomain[i] == 1 ? y : 0)];
        EstimateSet totals = Estimator.Estimate(s.Design(),
            [Statistic.Ratio("r", ofDomain, inDomain), Statistic.Mean("m", s.Y, RowSet.By(s.Groups).First(g => g.Name == "G1"))]);
        return Near(totals[0].Value, totals[1].Value) && Near(totals[0].StandardError, totals[1].StandardError);
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 30)]
    public bool JackknifeN_OfATotal_IsTheLinearisedVariance(ulong seed)
    {
        Sample s = Sample.Draw(seed);
        SurveyDesign design = s.Design(populationOfUnits: 17);
        Statistic total = Statistic.Total("t", s.Y);
        return Near(Estimator.Estimate(design, total).StandardError,
            ReplicateEstimator.Estimate(design, [total], ReplicatePlan.JackknifeN(design))[0].StandardError);
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 30)]
    public bool PostStratification_IsLinearCalibrationOnDummies(ulong seed)
    {
        Sample s = Sample.Draw(seed);
        var populations = new Dictionary<string, double> { ["G0"] = 500, ["G1"] = 700, ["G2"] = 650 };
        SurveyDesign post = s.Design().Adjust(new PostStratification(s.Groups, populations));
        SurveyDesign calibrated = s.Design()
            .Adjust(new Calibration([.. populations.Keys.Select(g => s.Groups.Select(its => its == g ? 1.0 : 0.0).ToArray())],
                [.. populations.Values]));
        Statistic mean = Statistic.Mean("m", s.Y);
        return Enumerable.Range(0, s.Rows).All(i => Near(post.Weights[i], calibrated.Weights[i]))
            && Same(Estimator.Estimate(post, mean), Estimator.Estimate(calibrated, mean));
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 30)]
    public bool Domain_EqualToEverything_ChangesNothing(ulong seed)
    {
        Sample s = Sample.Draw(seed);
        RowSet all = RowSet.Where("all", [.. s.Groups.Select(_ => true)]);
        return new[] { Statistic.Mean("m", s.Y), Statistic.Total("t", s.Y), Statistic.Ratio("r", s.Y, s.X) }
            .All(statistic => Estimator.Estimate(s.Design(), statistic)
                == Estimator.Estimate(s.Design(), statistic with { Domain = all }) with { Domain = null });
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 25)]
    public bool Estimate_RowsInAnyOrderAndAnyThreads_IsTheSameToTheLastBit(ulong seed)
    {
        Sample s = Sample.Draw(seed);
        int[] order = [.. Enumerable.Range(0, s.Rows)];
        var random = new SeededGenerator(seed);
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = random.NextBelow(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return Bits(s, threads: 1).SequenceEqual(Bits(s.Reorder(order), threads: 2))
            && Bits(s, threads: 8).SequenceEqual(Bits(s, threads: 1));
    }

    // Estimates, errors and covariances under a finite population, a raked and calibrated design, and the jackknife.
    private static IEnumerable<long> Bits(Sample s, int threads)
    {
        var options = new EstimationOptions { MaxDegreeOfParallelism = threads };
        SurveyDesign twoStages = SurveyDesign.Create(new DesignColumns
        {
            Stages = [s.Columns(17).Stages[0], new DesignStage { PopulationCounts = Sample.Fill(s.Rows, 60) }],
            Weights = s.Weights,
        });
        SurveyDesign raked = s.Design()
            .Adjust(new Raking([new("g", s.Groups, new Dictionary<string, double> { ["G0"] = 500, ["G1"] = 700, ["G2"] = 650 })]))
            .Adjust(new Calibration([Sample.Fill(s.Rows, 1), s.X], [1850, 5600], CalibrationFunction.Raking));
        Statistic[] statistics = [.. RowSet.By(s.Groups)
            .SelectMany(g => new[] { Statistic.Mean("m", s.Y, g), Statistic.Total("t", s.Y, g), Statistic.Ratio("r", s.Y, s.X, g) })];
        EstimateSet[] sets =
        [
            Estimator.Estimate(twoStages, statistics, options), Estimator.Estimate(raked, statistics, options),
            ReplicateEstimator.Estimate(raked, statistics, ReplicatePlan.JackknifeN(raked), options: options),
        ];
        return sets.SelectMany(set =>
            set.Estimates.SelectMany(e =>
                new[] { e.Value, e.Variance, e.DesignEffectWithReplacement, set.Covariance(0, 4), set.Difference(0, 3).Variance }))
            .Select(value => BitConverter.DoubleToInt64Bits(value ?? double.NaN));
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 40)]
    public bool Share_InOnePass_IsTheMeanInTwoPasses(ulong seed)
    {
        Sample s = Sample.Draw(seed, strata: 3, units: 3, rows: 25);
        double[] y = [.. s.Y.Select((v, i) => double.IsNaN(v) ? v : s.X[i] >= 3 ? 1.0 : 0.0)];
        return RowSet.By(s.Groups).Prepend(null).All(domain =>
        {
            EstimateSet set = Estimator.Estimate(s.Design(), [Statistic.Share("s", y, domain), Statistic.Mean("m", y, domain)]);
            return set[0].Value == set[1].Value && Same(set[0], set[1])
                && Near(set[0].DesignEffectWithReplacement, set[1].DesignEffectWithReplacement)
                && set[0].MissingCount == set[1].MissingCount && set[0].WeightSum == set[1].WeightSum
                && Near(set.Covariance(0, 1), set[0].Variance);
        });
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 20)]
    public bool Share_WithRowsWithoutWeight_IsTheMeanInTwoPasses(ulong seed)
    {
        Sample s = Sample.Draw(seed, strata: 3, units: 3, rows: 25);
        s = s with { Weights = [.. s.Weights.Select((w, i) => i % 4 == 1 ? 0 : w)] };
        double[] y = [.. s.Y.Select((v, i) => double.IsNaN(v) ? v : s.X[i] >= 3 ? 1.0 : 0.0)];
        EstimateSet set = Estimator.Estimate(s.Design(), [Statistic.Share("s", y), Statistic.Mean("m", y)]);
        return set[0].Value == set[1].Value && Same(set[0], set[1]) && set[0].MissingCount == set[1].MissingCount
            && set[0].WeightSum == set[1].WeightSum;
    }

    // A numerator that is no whole number goes the way of two passes; the ratio then is that many times smaller.
    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 40)]
    public bool Ratio_OfCountsInOnePass_IsTheRatioInTwoPasses(ulong seed)
    {
        const double scale = 0.37;
        Sample s = Sample.Draw(seed, strata: 3, units: 3, rows: 25);
        double[] valid = [.. s.Y.Select((v, i) => double.IsNaN(v) ? v : s.X[i])];
        double[] satisfied = [.. s.Y.Select((v, i) => double.IsNaN(v) ? v : Math.Min(s.X[i], Math.Floor(v / 2)))];
        return RowSet.By(s.Groups).Prepend(null).All(domain =>
        {
            EstimateSet set = Estimator
                .Estimate(s.Design(), [Statistic.Ratio("r", satisfied, valid, domain),
                    Statistic.Ratio("p", satisfied.Select(x => x * scale).ToArray(), valid, domain)]);
            return Near(set[0].Value * scale, set[1].Value) && Near(set[0].StandardError * scale, set[1].StandardError)
                && Near(set[0].DesignEffectWithReplacement, set[1].DesignEffectWithReplacement)
                && (set[0].RowCount, set[0].MissingCount, set[0].DegreesOfFreedom, set[0].ObservationCount)
                == (set[1].RowCount, set[1].MissingCount, set[1].DegreesOfFreedom, set[1].ObservationCount)
                && Near(set.Covariance(0, 1), set[0].Variance * scale);
        });
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 10)]
    public bool Ratio_OfCountsThatAreProportionalInEveryRow_HasNoErrorAndNoDesignEffect(ulong seed)
    {
        Sample s = Sample.Draw(seed, strata: 3, units: 3, rows: 25, missing: 0);
        Estimate third = Estimator.Estimate(s.Design(), Statistic.Ratio("r", s.X, s.X.Select(x => 3 * x).ToArray()));
        return Near(third.Value, 1 / 3.0) && third is { StandardError: 0, DesignEffectWithReplacement: null, IsCensus: false };
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 30)]
    public bool Weights_Scaled_LeaveMeansAlone(ulong seed)
    {
        Sample s = Sample.Draw(seed);
        Sample scaled = s with { Weights = [.. s.Weights.Select(w => w * 0.137)] };
        return Same(Estimator.Estimate(s.Design(), Statistic.Mean("m", s.Y)),
            Estimator.Estimate(scaled.Design(), Statistic.Mean("m", s.Y)));
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 30)]
    public bool DesignEffect_OfASimpleRandomSample_IsOne(ulong seed)
    {
        Sample s = Sample.Draw(seed, missing: 0);
        SurveyDesign design = SurveyDesign
            .Create(new DesignColumns { Stages = [new DesignStage { PopulationCounts = Sample.Fill(s.Rows, 1000) }] });
        Estimate mean = Estimator.Estimate(design, Statistic.Mean("m", s.Y));
        return Near(mean.DesignEffectWithoutReplacement, 1) && Near(mean.DesignEffectWithReplacement, 1 - (s.Rows / 1000.0));
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 30)]
    public bool Combine_Difference_IsTheVarianceOfBothLessTwiceTheCovariance(ulong seed)
    {
        Sample s = Sample.Draw(seed);
        EstimateSet set = Estimator.Estimate(s.Design(), [.. RowSet.By(s.Groups).Select(g => Statistic.Mean("m", s.Y, g))]);
        return Near(set.Difference(0, 1).Variance, set[0].Variance + set[1].Variance - (2 * set.Covariance(0, 1)));
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 20)]
    public bool Calibration_QuantityCalibratedTo_HasNoError(ulong seed)
    {
        Sample s = Sample.Draw(seed);
        foreach (CalibrationFunction function in new[] { CalibrationFunction.Linear, CalibrationFunction.Raking })
        {
            SurveyDesign design = s.Design().Adjust(new Calibration([Sample.Fill(s.Rows, 1), s.X], [1400, 4300], function));
            Estimate total = Estimator.Estimate(design, Statistic.Total("x", s.X));
            if (!Near(total.Value, 4300) || total.StandardError != 0)
            {
                return false;
            }
        }

        return true;
    }

    [Property]
    public bool ExactSum_AnyOrderAndParts_IsTheSameToTheLastBit(double[] values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        var halves = new ExactSum();
        var rest = new ExactSum();
        for (int i = 0; i < finite.Length; i++)
        {
            (i % 2 == 0 ? halves : rest).Add(finite[i]);
        }

        halves.Add(rest);
        double whole = ExactSum.Of(finite);
        return whole == ExactSum.Of([.. Enumerable.Reverse(finite)]) && whole == halves.ToDouble()
            && ExactSum.Of([.. finite, .. finite.Select(x => -x)]) == 0;
    }

    [Fact]
    public void ExactSum_IsCorrectlyRounded()
    {
        Assert.Equal(1.0, ExactSum.Of([1e100, 1.0, -1e100]));
        Assert.Equal(0.6, ExactSum.Of([0.1, 0.2, 0.3]));
        Assert.Equal(1 + Math.Pow(2, -52), ExactSum.Of([1, Math.Pow(2, -53), Math.Pow(2, -105)]));
        Assert.Equal(1, ExactSum.Of([1, Math.Pow(2, -53)]));
        Assert.Equal(-double.Epsilon, ExactSum.Of([double.Epsilon, -2 * double.Epsilon]));
        Assert.Equal(double.MaxValue, ExactSum.Of([double.MaxValue, double.MaxValue, -double.MaxValue]));
        Assert.True(double.IsNaN(ExactSum.Of([double.PositiveInfinity, double.NegativeInfinity])));
        Assert.Equal((decimal)0.1 * 100_000, (decimal)ExactSum.Of(Sample.Fill(100_000, 0.1)));
    }
}
