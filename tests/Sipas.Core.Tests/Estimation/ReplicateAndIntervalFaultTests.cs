using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>Half-samples of finite populations, replicates that cannot be made, intervals at the edge, strata whose
/// labels hold separators.</summary>
public class ReplicateAndIntervalFaultTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void F6_HalfSamples_KnowTheFinitePopulationOfTheFirstStage(double fay)
    {
        Sample sample = Sample.Draw(61, strata: 5, units: 2, missing: 0);
        double[] populations = [.. sample.Strata.Select(stratum => stratum == "H0" ? 2.0 : 4 + (stratum[1] - '0'))];
        foreach (SurveyDesign design in new[] { sample.Design(4),
            SurveyDesign.Create(new DesignColumns {
                Stages = [new DesignStage { Strata = sample.Strata, Units = sample.Units, PopulationCounts = populations }],
                Weights = sample.Weights }) })
        {
            Statistic[] statistics = [Statistic.Total("y", sample.Y),
                .. RowSet.By(sample.Groups).Select(domain => Statistic.Total("y", sample.Y, domain))];
            EstimateSet halves = ReplicateEstimator.Estimate(design, statistics, ReplicatePlan.HalfSamples(design, fay));
            EstimateSet taylor = Estimator.Estimate(design, statistics);
            for (int i = 0; i < statistics.Length; i++)
            {
                Golden.Close(taylor[i].StandardError!.Value, halves[i].StandardError, 1e-9, $"total {i}");
            }
        }
    }

    [Fact]
    public void F6_HalfSamples_OfTwoOfFourUnits_AreSmallerByTheRootOfTwo()
    {
        Sample sample = Sample.Draw(67, strata: 3, units: 2, missing: 0);
        Estimate Half(SurveyDesign design) =>
            ReplicateEstimator.Estimate(design, [Statistic.Total("y", sample.Y)], ReplicatePlan.HalfSamples(design))[0];
        Golden.Close(Half(sample.Design()).StandardError!.Value / Math.Sqrt(2), Half(sample.Design(4)).StandardError, 1e-9, "two of four");
    }

    [Fact]
    public void F6_HalfSamples_LeaveOutStrataThatWereTakenWhole()
    {
        var columns = new DesignColumns
        {
            Stages = [new DesignStage { Strata = ["A", "A", "A", "B", "B"], Units = ["1", "2", "3", "4", "5"],
                PopulationCounts = [3.0, 3, 3, 10, 10] }],
            Weights = [1.0, 1, 1, 5, 5],
        };
        var design = SurveyDesign.Create(columns);
        Statistic[] total = [Statistic.Total("y", new[] { 1.0, 2, 3, 4, 6 })];
        Golden.Close(Estimator.Estimate(design, total)[0].StandardError!.Value,
            ReplicateEstimator.Estimate(design, total, ReplicatePlan.HalfSamples(design))[0].StandardError, 1e-12, "total");
        Assert.Equal("EST0301", Assert.Throws<SipasException>(() =>
            ReplicatePlan.HalfSamples(
                SurveyDesign.Create(columns
                    with
                { Stages = [columns.Stages[0] with { PopulationCounts = [4.0, 4, 4, 10, 10] }] }))).Problems[0].Code);
    }

    [Fact]
    public void F6_Jackknife_WhoseOneUnitHoldsACell_NamesUnitAndCell()
    {
        Sample sample = Sample.Draw(71, strata: 2, units: 3, rows: 4, missing: 0);
        string[] cells = [.. sample.Units.Select(unit => unit == "C004" ? "rare" : "common")];
        SurveyDesign design = sample.Design()
            .Adjust(new PostStratification(cells, new Dictionary<string, double> { ["rare"] = 100, ["common"] = 900 }));
        SipasException error = Assert.Throws<SipasException>(() =>
            ReplicateEstimator.Estimate(design, [Statistic.Mean("y", sample.Y)], ReplicatePlan.JackknifeN(design)));
        Problem problem = Assert.Single(error.Problems);
        Assert.Equal((ProblemCodes.ReplicateImpossible, "H1 / C004", "cells: rare", ProblemCodes.CellWithoutSample),
            (problem.Code, problem.Place, problem.Value, problem.Allowed));
        Assert.Contains("without the unit 'H1 / C004'", problem.Message.En, StringComparison.Ordinal);
        Assert.Equal(100, Estimator
            .Estimate(design, Statistic.Total("n", Sample.Fill(sample.Rows, 1), RowSet.By(cells)[1])).Value!.Value, 1e-9);
    }

    [Fact]
    public void F6_HalfSample_WithoutAClassOfRespondents_IsNamedByItsNumber()
    {
        Sample sample = Sample.Draw(73, strata: 2, units: 2, rows: 4, missing: 0);
        string[] classes = [.. sample.Units.Select(unit => unit == "C000" ? "a" : "b")];
        SurveyDesign design = sample.Design()
            .Adjust(new NonresponseAdjustment(classes, [.. classes.Select(_ => ResponseStatus.Respondent)]));
        SipasException error = Assert.Throws<SipasException>(() =>
            ReplicateEstimator.Estimate(design, [Statistic.Mean("y", sample.Y)], ReplicatePlan.HalfSamples(design)));
        Assert.All(error.Problems,
            problem => Assert.Equal((ProblemCodes.HalfSampleImpossible, "a", ProblemCodes.ClassWithoutRespondent),
                (problem.Code, problem.Value, problem.Allowed)));
        Assert.Equal(["2", "4"], error.Problems.Select(problem => problem.Place));
    }

    [Theory]
    [InlineData(ShareIntervalMethod.AgrestiCoull)]
    [InlineData(ShareIntervalMethod.Beta)]
    [InlineData(ShareIntervalMethod.KornGraubardCapped)]
    [InlineData(ShareIntervalMethod.Logit)]
    [InlineData(ShareIntervalMethod.Wilson)]
    [InlineData(ShareIntervalMethod.Arcsine)]
    public void F6_LimitsOfShares_LieInTheUnitInterval(ShareIntervalMethod method)
    {
        foreach (int communes in new[] { 2, 3, 12 })
        {
            foreach (int satisfied in Enumerable.Range(0, 31))
            {
                Interval limits = ShareIntervals.Of(Share(communes, satisfied, 30, weightOfLast: 1), method).Limits!.Value;
                Assert.True(limits.Lower is >= 0 and <= 1 && limits.Upper >= limits.Lower && limits.Upper <= 1,
                    $"{method}, {satisfied} of 30 in {communes}: {limits}");
                Assert.True(limits.Width > 0.01, $"{method}, {satisfied} of 30 in {communes}: {limits}");
            }
        }
    }

    [Theory]
    [InlineData(ShareIntervalMethod.AgrestiCoull)]
    [InlineData(ShareIntervalMethod.Beta)]
    [InlineData(ShareIntervalMethod.KornGraubardCapped)]
    [InlineData(ShareIntervalMethod.Logit)]
    [InlineData(ShareIntervalMethod.Wilson)]
    [InlineData(ShareIntervalMethod.Arcsine)]
    [InlineData(ShareIntervalMethod.Wald)]
    public void F6_ShareThatOneRowOfTinyWeightKeepsFromOne_IsNoCertainty(ShareIntervalMethod method)
    {
        double atOne = ShareIntervals.Of(Share(6, 60, 60, 1), method).Limits!.Value.Lower;
        foreach (double weight in new[] { 1e-9, 1e-6, 1e-4 })
        {
            Estimate estimate = Share(6, 59, 60, weight);
            Assert.InRange(estimate.Value!.Value, 0.999998, 1 - 1e-12);
            Interval limits = ShareIntervals.Of(estimate, method).Limits!.Value;
            Golden.Close(atOne, limits.Lower, 1e-4, $"{method} at weight {weight}");
        }

        if (method is not ShareIntervalMethod.Wald)
        {
            foreach (double weight in new[] { 0.01, 0.1, 0.5 })
            {
                Assert.True(ShareIntervals.Of(Share(6, 59, 60, weight), method).Limits!.Value.Width > 0.02, $"{method} at weight {weight}");
            }
        }
    }

    [Fact]
    public void F6_StagesWhoseLabelsHoldSeparators_StayApart()
    {
        // ("X / Y", "Z") and ("X", "Y / Z"), and a label that holds the character by which labels were once joined.
        DesignColumns columns = new()
        {
            Stages =
            [
                new DesignStage { Strata = ["X / Y", "X / Y", "X", "X", "X\u001fY", "X\u001fY"],
                    Units = ["Z", "Z2", "Y / Z", "Z3", "1", "2"] },
            ],
            Weights = Sample.Fill(6, 1),
        };
        var design = SurveyDesign.Create(columns, new DesignOptions { UnitLabelsRepeat = true });
        Assert.Equal((3, 6), (design.StratumCount, design.PrimaryUnitCount));
        DesignColumns repeated = columns
            with
        {
            Stages = [new DesignStage { Strata = ["A", "A\u001fB", "A", "A\u001fB"], Units = ["B\u001fC", "C", "D", "D"] }],
            Weights = Sample.Fill(4, 1)
        };
        Assert.Equal(4, SurveyDesign
            .Create(repeated, new DesignOptions
            {
                UnitLabelsRepeat = true,
                CollapseStrata = new Dictionary<string, string> { ["A\u001fB"] = "A" }
            }).PrimaryUnitCount);
    }

    [Fact]
    public void F6_FirstStageTakenWhole_OneUnitAStratum_SaysToGiveTheUnitsAsStrata()
    {
        Sample sample = Sample.Draw(79, strata: 4, units: 1, rows: 8, missing: 0);
        DesignColumns columns = new()
        {
            Stages = [new DesignStage { Strata = sample.Strata, Units = sample.Units, PopulationCounts = Sample.Fill(sample.Rows, 1) },
                new DesignStage { PopulationCounts = Sample.Fill(sample.Rows, 80) }],
        };
        var design = SurveyDesign.Create(columns);
        Assert.Equal(0, design.DegreesOfFreedom);
        Problem warning = Assert.Single(design.Warnings);
        Assert.Equal((ProblemCodes.FirstStageIsStrata, ProblemSeverity.Warning), (warning.Code, warning.Severity));
        Assert.Contains("as the strata", warning.Message.En, StringComparison.Ordinal);
        var strata = SurveyDesign
            .Create(new DesignColumns
            {
                Stages = [new DesignStage { Strata = sample.Units, PopulationCounts = Sample.Fill(sample.Rows, 80) }]
            });
        Assert.Empty(strata.Warnings);
        Assert.Equal(28, strata.DegreesOfFreedom);
        Golden.Close(Estimator.Estimate(design, Statistic.Mean("y", sample.Y)).StandardError!.Value,
            Estimator.Estimate(strata, Statistic.Mean("y", sample.Y)).StandardError, 1e-12, "the same error");
    }

    // Satisfied answers spread over communes, the last answer (dissatisfied, where there is one) with its own weight.
    private static Estimate Share(int communes, int satisfied, int n, double weightOfLast)
    {
        double[] answers = [.. Enumerable.Range(0, n).Select(i => i < satisfied ? 1.0 : 0.0)];
        double[] weights = Sample.Fill(n, 1);
        weights[^1] = weightOfLast;
        var design = SurveyDesign
            .Create(new DesignColumns
            {
                Stages = [new DesignStage { Units = [.. Enumerable.Range(0, n).Select(i => $"C{i % communes}")] }],
                Weights = weights
            });
        return Estimator.Estimate(design, Statistic.Share("s", answers));
    }
}
