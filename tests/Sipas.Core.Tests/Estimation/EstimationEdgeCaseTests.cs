using Sipas.Problems;

namespace Sipas.Estimation;

public class EstimationEdgeCaseTests
{
    private static readonly string[] Strata = ["A", "A", "A", "A", "B", "B", "B", "B"];
    private static readonly string[] Units = ["a1", "a1", "a2", "a2", "b1", "b1", "b2", "b2"];
    private static readonly double[] Weights = [2, 2, 3, 3, 4, 4, 5, 5];

    private static SurveyDesign Design(double? population = null, double[]? weights = null) => SurveyDesign.Create(new DesignColumns
    {
        Stages = [new DesignStage { Strata = Strata, Units = Units, PopulationCounts = population is { } n ? Sample.Fill(8, n) : null }],
        Weights = weights ?? Weights,
    });

    [Fact]
    public void Estimate_EmptyDomain_HasNoMeanAndTotalZero()
    {
        RowSet none = RowSet.Where("none", new bool[8]);
        EstimateSet set = Estimator
            .Estimate(Design(), [Statistic.Mean("m", Weights, none), Statistic.Total("t", Weights, none),
                Statistic.Ratio("r", Weights, Weights, none)]);

        Assert.Equal((0L, null, null, 0), (set[0].RowCount, set[0].Value, set[0].StandardError, set[0].DegreesOfFreedom));
        Assert.Equal((0L, 0.0), (set[1].RowCount, set[1].Value));
        Assert.Null(set[2].Value);
        Assert.Null(set[0].ConfidenceInterval());
        Assert.Null(ShareIntervals.Of(set[0]).Limits);
        Assert.Null(set.Covariance(0, 1));
        Assert.Null(set.Difference(0, 1).Value);
        Assert.Equal(Reliability.Suppress, new ReliabilityRules().Judge(set[0], ShareIntervals.Of(set[0])));
    }

    [Fact]
    public void Estimate_OneUnitHoldsTheDomain_HasAnErrorAndNoInterval()
    {
        Estimate one = Estimator.Estimate(Design(),
            Statistic.Mean("m", new double[] { 1, 2, 3, 4, 5, 6, 7, 8 },
                RowSet.Where("one", [true, false, false, false, false, false, false, false])));

        Assert.Equal(1, one.Value);
        Assert.Equal(0, one.DegreesOfFreedom);
        Assert.Null(one.ConfidenceInterval());
        Assert.Null(one.Test());
        Assert.Null(one.DesignEffectWithReplacement);
    }

    [Fact]
    public void Estimate_Census_HasNoErrorAndAPointInterval()
    {
        Estimate share = Estimator.Estimate(Design(population: 2), Statistic.Share("s", new double[] { 1, 0, 1, 1, 0, 1, 1, 1 }));

        Assert.True(share.IsCensus);
        Assert.Equal(0, share.StandardError);
        Assert.Equal(share.Value, ShareIntervals.Of(share).Limits!.Value.Lower);
        Assert.Equal(0, ShareIntervals.Of(share).Limits!.Value.Width);
    }

    [Theory]
    [InlineData(ShareIntervalMethod.KornGraubardCapped)]
    [InlineData(ShareIntervalMethod.Beta)]
    [InlineData(ShareIntervalMethod.Logit)]
    [InlineData(ShareIntervalMethod.Wilson)]
    [InlineData(ShareIntervalMethod.AgrestiCoull)]
    [InlineData(ShareIntervalMethod.Arcsine)]
    [InlineData(ShareIntervalMethod.Wald)]
    public void ShareIntervals_AllOrNoneSatisfied_AreOneSided(ShareIntervalMethod method)
    {
        SurveyDesign design = Design();
        Interval all = ShareIntervals.Of(Estimator.Estimate(design, Statistic.Share("all", Sample.Fill(8, 1))), method).Limits!.Value;
        Interval none = ShareIntervals.Of(Estimator.Estimate(design, Statistic.Share("none", Sample.Fill(8, 0))), method).Limits!.Value;

        // n = 8, df = 2: n* = 8 (t₇/t₂)² with t from printed tables, 2.364624 and 4.302653.
        Assert.Equal(Math.Pow(0.025, 1 / (8 * Math.Pow(2.364624 / 4.302653, 2))), all.Lower, 1e-6);
        Assert.Equal(1, all.Upper);
        Assert.Equal(0, none.Lower);
        Assert.Equal(1 - all.Lower, none.Upper, 1e-12);
    }

    [Fact]
    public void ShareIntervals_UnitsAllAlike_UseTheRowsAndSaySo()
    {
        ShareInterval flat = ShareIntervals
            .Of(Estimator.Estimate(Design(weights: Sample.Fill(8, 1)), Statistic.Share("half", new double[] { 1, 0, 1, 0, 1, 0, 1, 0 })));

        Assert.True(flat.NoVariationBetweenUnits);
        Assert.Equal(8, flat.EffectiveSampleSize);
        Assert.InRange(flat.Limits!.Value.Lower, 0.01, 0.2);
    }

    [Fact]
    public void Estimate_MissingValue_LeavesOnlyItsOwnStatistic()
    {
        double[] y = [1, double.NaN, 3, 4, 5, 6, 7, 8];
        EstimateSet set = Estimator.Estimate(Design(), [Statistic.Mean("y", y), Statistic.Mean("w", Weights)]);

        Assert.Equal((7L, 1L), (set[0].RowCount, set[0].MissingCount));
        Assert.Equal((8L, 0L), (set[1].RowCount, set[1].MissingCount));
    }

    [Fact]
    public void Estimate_AllValuesEqual_HasExactlyNoErrorAndNoDesignEffect()
    {
        SurveyDesign design = Design(weights: [0.1, 0.7, 1.3, 2.9, 3.3, 0.2, 11.7, 5.5]);
        Estimate mean = Estimator.Estimate(design, Statistic.Mean("y", Sample.Fill(8, 0.1)));

        Assert.Equal(0.1, mean.Value!.Value, 1e-16);
        Assert.Equal(0, mean.StandardError);
        Assert.Null(mean.DesignEffectWithReplacement);
        Assert.Null(mean.DesignEffectWithoutReplacement);
    }

    [Fact]
    public void DesignEffect_RescaledWeights_HasNoReferenceWithoutReplacement()
    {
        Estimate mean = Estimator.Estimate(Design(weights: Sample.Fill(8, 1)),
            Statistic.Mean("y", new double[] { 1, 2, 3, 4, 5, 6, 7, 9 }));

        Assert.NotNull(mean.DesignEffectWithReplacement);
        Assert.Null(mean.DesignEffectWithoutReplacement);
    }

    [Fact]
    public void Estimate_RowOfWeightZero_IsNotCountedButItsUnitIs()
    {
        double[] y = [1, 2, 3, 4, 5, 6, 7, 8];
        Estimate zero = Estimator.Estimate(Design(weights: [2, 2, 3, 3, 4, 4, 0, 0]), Statistic.Mean("y", y));

        Assert.Equal(6, zero.RowCount);
        Assert.Equal(1, zero.DegreesOfFreedom);
        Estimate domain = Estimator
            .Estimate(Design(), Statistic.Mean("y", y, RowSet.Where("first six", [true, true, true, true, true, true, false, false])));
        Assert.Equal(domain.StandardError!.Value, zero.StandardError!.Value, 1e-12);
    }

    [Fact]
    public void Weights_LeftOut_AreMadeOfTheFractionsOfAllStages()
    {
        SurveyDesign design = SurveyDesign.Create(new DesignColumns
        {
            Stages =
            [
                new DesignStage { Strata = Strata, Units = Units, PopulationCounts = Sample.Fill(8, 10) },
                new DesignStage { SamplingFractions = Sample.Fill(8, 0.25) },
            ],
        });

        Assert.All(design.Weights.ToArray(), w => Assert.Equal(20, w, 1e-12));
        Assert.Equal(VarianceKind.MultiStage, design.VarianceKind);
    }

    [Fact]
    public void Adjust_SingleUnitForATotal_ComparesWithTheMeanOfAllUnits()
    {
        SurveyDesign design = SurveyDesign.Create(
            new DesignColumns { Stages = [new DesignStage { Strata = ["A", "A", "B"], Units = ["1", "2", "3"] }], Weights = [1, 1, 1] },
            new DesignOptions { SingleUnit = SingleUnitPolicy.Adjust });

        // Sums 1, 3 and 8, mean 4: stratum A gives 2 (1 + 1) = 4, the lonely unit (8 − 4)² = 16.
        Assert.Equal(20, Estimator.Estimate(design, Statistic.Total("t", new double[] { 1, 3, 8 })).Variance!.Value, 1e-12);
    }

    [Fact]
    public void Level_InPercent_IsRefused()
    {
        Estimate mean = Estimator.Estimate(Design(), Statistic.Mean("y", Weights));
        Assert.Throws<ArgumentOutOfRangeException>(() => mean.ConfidenceInterval(95));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            ShareIntervals.Of(Estimator.Estimate(Design(), Statistic.Share("s", Sample.Fill(8, 1))), level: 1));
    }

    [Fact]
    public void Estimate_ColumnThatCannotBe_IsRefused()
    {
        double[] y = [0, 1, 1, 5, 0, 1, 1, 1];
        Assert.Throws<ArgumentException>(() => Estimator.Estimate(Design(), Statistic.Share("s", y)));
        Assert.Throws<ArgumentException>(() => Estimator.Estimate(Design(), Statistic.Mean("m", y.AsMemory(1))));
        Assert.Throws<ArgumentException>(() => Estimator.Estimate(Design(), Statistic.Mean("m", Sample.Fill(8, double.PositiveInfinity))));
        Assert.Throws<ArgumentException>(() =>
            Estimator.Estimate(Design(), Statistic.Mean("m", y, RowSet.Where("longer", [.. Enumerable.Repeat(true, 9)]))));
        SurveyDesign other = Sample.Draw(1).Design();
        Assert.Throws<ArgumentException>(() =>
            ReplicateEstimator.Estimate(Design(), [Statistic.Mean("m", y)], ReplicatePlan.JackknifeN(other)));
        Assert.Throws<ArgumentException>(() => Estimator.Estimate(Design(), Statistic.Ratio("r", y, Sample.Fill(7, 1))));
    }

    [Fact]
    public void Judge_ThresholdsOfNchs_PublishReviewSuppress()
    {
        var rules = new ReliabilityRules();
        Assert.Equal(Reliability.Publish, rules.Judge(Of(0.9, 100, 20), With(0.86, 0.93)));
        Assert.Equal(Reliability.Review, rules.Judge(Of(0.9, 100, 7), With(0.86, 0.93)));
        Assert.Equal(Reliability.Suppress, rules.Judge(Of(0.9, 29, 20), With(0.86, 0.93)));
        Assert.Equal(Reliability.Suppress, rules.Judge(Of(0.5, 100, 20), With(0.35, 0.65)));
        Assert.Equal(Reliability.Suppress, rules.Judge(Of(0.05, 100, 20), With(0.01, 0.09)));
        Assert.Equal(Reliability.Publish, rules.Judge(Of(0.01, 1000, 20), With(0.001, 0.05)));

        static Estimate Of(double share, long n, int df) => new()
        {
            Name = "s",
            Kind = StatisticKind.Share,
            Value = share,
            Variance = 0.001,
            DegreesOfFreedom = df,
            RowCount = n,
            ObservationCount = n,
            MissingCount = 0,
            WeightSum = n,
        };

        static ShareInterval With(double lower, double upper) =>
            new() { Method = ShareIntervalMethod.KornGraubardCapped, Level = 0.95, Limits = new Interval(lower, upper) };
    }

    [Fact]
    public void Replicates_StatisticUndefinedInOne_HasAnEstimateAndNoVariance()
    {
        SurveyDesign design = Design();
        Statistic inOneUnit = Statistic.Mean("m", new double[] { 1, 2, 3, 4, 5, 6, 7, 8 },
            RowSet.Where("one unit", [true, true, false, false, false, false, false, false]));
        Estimate estimate = ReplicateEstimator.Estimate(design, [inOneUnit], ReplicatePlan.JackknifeN(design))[0];

        Assert.Equal(1.5, estimate.Value);
        Assert.Null(estimate.StandardError);
        Assert.Null(estimate.ConfidenceInterval());
    }

    [Fact]
    public void Replicates_NonresponseRedoneInside_DifferFromTakingTheFactorsAsGiven()
    {
        ResponseStatus[] statuses = [.. Enumerable.Range(0, 8)
            .Select(row => row is 1 or 6 ? ResponseStatus.Nonrespondent : ResponseStatus.Respondent)];
        SurveyDesign design = Design().Adjust(new NonresponseAdjustment(["x", "x", "x", "x", "y", "y", "y", "y"], statuses));
        Statistic total = Statistic.Total("t", new double[] { 1, 9, 3, 4, 5, 6, 7, 8 });

        double linear = Estimator.Estimate(design, total).StandardError!.Value;
        double replicated = ReplicateEstimator.Estimate(design, [total], ReplicatePlan.JackknifeN(design))[0].StandardError!.Value;
        Assert.True(replicated > 0 && Math.Abs(replicated - linear) > 1e-6 * linear);
    }

    [Fact]
    public void LaterStagesIgnored_OnlyTheFirstStageHasAPopulation_IsSaid()
    {
        var first = new DesignStage { Strata = Strata, Units = Units, PopulationCounts = Sample.Fill(8, 2) };
        SurveyDesign design = SurveyDesign.Create(new DesignColumns { Stages = [first, new DesignStage()], Weights = Weights });

        Assert.True(design.LaterStagesIgnored);
        Assert.False(design.IsCensus);
        Assert.False(Design().LaterStagesIgnored);
    }

    [Fact]
    public void Quantiles_RuleSchoolAndExtremes_FollowTheirDefinition()
    {
        SurveyDesign design = Design(weights: Sample.Fill(8, 1));
        double[] y = [1, 2, 3, 4, 5, 6, 7, 8];
        Assert.Equal(4, Quantiles.Estimate(design, y, 0.5).Value);
        Assert.Equal(4.5, Quantiles.Estimate(design, y, 0.5, rule: QuantileRule.School).Value);
        Assert.Null(Quantiles.Estimate(design, y, 0.99).Limits);
        Assert.Null(Quantiles.Estimate(design, Sample.Fill(8, double.NaN), 0.5).Value);
    }

    [Fact]
    public void ScaleReliability_TooFewOrConstantItems_IsRefusedOrUndefined()
    {
        double[] y = [1, 2, 3, 4, 5, 4, 3, 2];
        SipasException error = Assert.Throws<SipasException>(() => ScaleReliability.Of([("k1", y)]));
        Assert.Equal(ProblemCodes.ScaleTooShort, error.Problems[0].Code);
        ScaleReliability constant = ScaleReliability.Of([("k1", Sample.Fill(8, 4)), ("k2", Sample.Fill(8, 5))]);
        Assert.Null(constant.Alpha);
        Assert.Null(constant.StandardisedAlpha);
        Assert.Equal(1, ScaleReliability.Of([("k1", y), ("k2", y)]).Alpha!.Value, 1e-12);
        Assert.Equal(ScaleReliability.Of([("k1", y), ("k2", Weights)]).Alpha!.Value,
            ScaleReliability.Of([("k1", y), ("k2", Weights)], Sample.Fill(8, 3)).Alpha!.Value, 1e-12);
    }

    [Fact]
    public void ImportancePerformance_OnTheLine_CountsAsHigh()
    {
        ImportancePerformance grid = ImportancePerformance.Of([("a", 1, 1), ("b", 0, 0), ("c", 0.5, 0.5), ("d", null, 0.5)]);
        Assert.Equal([ImportanceQuadrant.KeepUp, ImportanceQuadrant.LowPriority, ImportanceQuadrant.KeepUp, null],
            grid.Points.Select(point => point.Quadrant));
    }
}
