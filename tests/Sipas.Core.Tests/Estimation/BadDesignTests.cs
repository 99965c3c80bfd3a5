using Sipas.Problems;

namespace Sipas.Estimation;

public class BadDesignTests
{
    private static readonly string[] Strata = ["A", "A", "B", "B"];
    private static readonly string[] Units = ["1", "2", "3", "4"];
    private static readonly double[] Ones = [1, 1, 1, 1];

    private static Problem Refused(DesignStage stage, double[]? weights = null, DesignOptions? options = null) =>
        Assert.Single(Assert.Throws<SipasException>(() =>
            SurveyDesign.Create(new DesignColumns { Stages = [stage], Weights = weights }, options)).Problems);

    private static void Names(Problem problem, string code, string place, string? value)
    {
        Assert.Equal((code, place, value), (problem.Code, problem.Place, problem.Value));
        Assert.Contains(place, problem.Message.En, StringComparison.Ordinal);
        Assert.Contains(place, problem.Message.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_UnitInTwoStrata_NamesUnitAndStrata()
    {
        var stage = new DesignStage { Strata = Strata, Units = ["1", "2", "2", "4"] };
        Names(Refused(stage, Ones), ProblemCodes.DesignUnitInTwoStrata, "2", "A, B");
        Assert.Equal(4, SurveyDesign.Create(new DesignColumns { Stages = [stage], Weights = Ones },
            new DesignOptions { UnitLabelsRepeat = true }).PrimaryUnitCount);
    }

    [Fact]
    public void Create_WeightMissingNegativeOrInfinite_NamesRowStratumAndValue()
    {
        var stage = new DesignStage { Strata = Strata, Units = Units };
        Problem missing = Refused(stage, [1, 1, double.NaN, 1]);
        Names(missing, ProblemCodes.DesignWeightMissing, "row 3", null);
        Assert.Equal("B", missing.Allowed);
        Names(Refused(stage, [1, -2.5, 1, 1]), ProblemCodes.DesignWeightMalformed, "row 2", "-2.5");
        Names(Refused(stage, [1, 1, 1, double.PositiveInfinity]), ProblemCodes.DesignWeightMalformed, "row 4", "Infinity");
        Assert.Equal(ProblemCodes.DesignWeightsZero, Refused(stage, [0, 0, 0, 0]).Code);
        Assert.Equal(ProblemCodes.DesignNoWeights, Refused(stage).Code);
    }

    [Fact]
    public void Create_PopulationBelowSample_NamesStratumAndCounts()
    {
        Problem problem = Refused(new DesignStage { Strata = Strata, Units = Units, PopulationCounts = [5, 5, 1, 1] }, Ones);
        Names(problem, ProblemCodes.DesignSampleAbovePopulation, "B", "2");
        Assert.Equal("1", problem.Allowed);
    }

    [Fact]
    public void Create_FractionOutsideRangeOrVarying_NamesStratumAndValue()
    {
        Assert.Equal([ProblemCodes.DesignFractionRange, ProblemCodes.DesignFractionRange],
            Assert.Throws<SipasException>(() => SurveyDesign.Create(new DesignColumns
            {
                Stages = [new DesignStage { Strata = Strata, Units = Units, SamplingFractions = [0.5, 0.5, 1.5, 1.5] }],
            })).Problems.Select(problem => problem.Code));
        Names(Refused(new DesignStage { Strata = Strata, Units = Units, SamplingFractions = [0.5, 0.5, 0.2, 0.3] }),
            ProblemCodes.DesignPopulationVaries, "B", "0.3");
        Assert.Equal(ProblemCodes.DesignPopulationMalformed,
            Refused(new DesignStage { Strata = Strata, Units = Units, PopulationCounts = [9, 9, 9, double.NaN] }).Code);
        Assert.Equal(ProblemCodes.DesignPopulationTwice,
            Refused(new DesignStage { Strata = Strata, Units = Units, PopulationCounts = Ones, SamplingFractions = Ones }).Code);
    }

    [Fact]
    public void Create_LabelsMissingOrColumnsUneven_NamesRowOrColumn()
    {
        Names(Refused(new DesignStage { Strata = ["A", "", "B", "B"], Units = Units }, Ones), ProblemCodes.DesignStratumMissing,
            "row 2", "1");
        Names(Refused(new DesignStage { Strata = Strata, Units = ["1", "2", "3", ""] }, Ones), ProblemCodes.DesignUnitMissing,
            "row 4", "1");
        Assert.Equal(ProblemCodes.DesignColumnLength, Refused(new DesignStage { Strata = Strata, Units = ["1", "2", "3"] }, Ones).Code);
        Assert.Equal(ProblemCodes.DesignEmpty, Refused(new DesignStage { Units = [] }, []).Code);
    }

    [Fact]
    public void Create_StratumWithOneUnit_IsRefusedByName()
    {
        var stage = new DesignStage { Strata = ["A", "A", "B", "C"], Units = ["1", "2", "3", "4"] };
        SipasException error = Assert.Throws<SipasException>(() =>
            SurveyDesign.Create(new DesignColumns { Stages = [stage], Weights = Ones }));
        Assert.Equal([("B", "3"), ("C", "4")], error.Problems.Select(problem => (problem.Place, problem.Value)));
        Assert.Equal(2, SurveyDesign.Create(
            new DesignColumns { Stages = [stage], Weights = Ones },
            new DesignOptions { CollapseStrata = new Dictionary<string, string> { ["C"] = "B" } }).StratumCount);
    }

    private static SurveyDesign Good =>
        SurveyDesign.Create(new DesignColumns { Stages = [new DesignStage { Strata = Strata, Units = Units }], Weights = Ones });

    private static Problem RefusedAdjustment(Func<WeightAdjustment> adjustment) =>
        Assert.Single(Assert.Throws<SipasException>(() => Good.Adjust(adjustment())).Problems);

    [Fact]
    public void Nonresponse_ClassWithoutRespondentOrUnknownCode_IsRefusedByName()
    {
        Names(RefusedAdjustment(() =>
            new NonresponseAdjustment(["x", "x", "y", "y"],
                [ResponseStatus.Respondent, ResponseStatus.Nonrespondent, ResponseStatus.Nonrespondent, ResponseStatus.Unknown])),
            ProblemCodes.ClassWithoutRespondent, "y", null);
        Problem code = RefusedAdjustment(() =>
            new NonresponseAdjustment(Strata, ["R", "N", "??", "R"],
                new Dictionary<string, ResponseStatus> { ["R"] = ResponseStatus.Respondent, ["N"] = ResponseStatus.Nonrespondent }));
        Assert.Equal((ProblemCodes.StatusUnmapped, "??"), (code.Code, code.Value));
    }

    [Fact]
    public void Nonresponse_FactorsKeepTheTotalAndIneligiblesTheirShare()
    {
        SurveyDesign design = Good
            .Adjust(new NonresponseAdjustment(["x", "x", "x", "x"],
                [ResponseStatus.Respondent, ResponseStatus.Nonrespondent, ResponseStatus.Ineligible, ResponseStatus.Unknown]));

        // Known 3 of 4: f₁ = 4/3; answered 1 of 2: f₂ = 2.
        Assert.Equal([8.0 / 3, 0, 4.0 / 3, 0], design.Weights.ToArray().Select(w => Math.Round(w, 12))
            .Zip([8.0 / 3, 0, 4.0 / 3, 0], (w, e) => Math.Abs(w - e) < 1e-11 ? e : w));
        Assert.False(design.Adjustments[0].KnownToLinearisation);
    }

    [Fact]
    public void PostStratification_CellsThatDoNotMatch_AreRefusedByName()
    {
        Names(RefusedAdjustment(() => new PostStratification(Strata, new Dictionary<string, double> { ["A"] = 1, ["B"] = 2, ["C"] = 3 })),
            ProblemCodes.CellWithoutSample, "cells: C", "3");
        Names(RefusedAdjustment(() => new PostStratification(Strata, new Dictionary<string, double> { ["A"] = 1 })),
            ProblemCodes.CellWithoutPopulation, "cells: B", "2");
        Names(RefusedAdjustment(() => new PostStratification(Strata, new Dictionary<string, double> { ["A"] = 1, ["B"] = -1 })),
            ProblemCodes.CellPopulationMalformed, "cells: B", "-1");
        Assert.Equal(0.5, Good.Adjust(
            new PostStratification(Strata, new Dictionary<string, double> { ["A"] = 1, ["B"] = 2, ["C"] = 3 }, partial: true)).Weights[0]);
    }

    [Fact]
    public void Raking_MarginsThatDisagreeOrNeverMeet_AreRefused()
    {
        Problem disagree = RefusedAdjustment(() =>
            new Raking([new("area", Strata, new Dictionary<string, double> { ["A"] = 5, ["B"] = 5 }),
                new("sex", ["f", "m", "f", "m"], new Dictionary<string, double> { ["f"] = 5, ["m"] = 6 })]));
        Assert.Equal((ProblemCodes.MarginsDisagree, "area, sex", "11", "10"),
            (disagree.Code, disagree.Place, disagree.Value, disagree.Allowed));
        Problem never = RefusedAdjustment(() =>
            new Raking([new("area", Strata, new Dictionary<string, double> { ["A"] = 5, ["B"] = 5 }),
                new("same", Strata, new Dictionary<string, double> { ["A"] = 4, ["B"] = 6 })], 50));
        Assert.Equal(ProblemCodes.AdjustmentNotConverged, never.Code);
    }

    [Fact]
    public void Calibration_ImpossibleTotalsOrBounds_AreRefused()
    {
        Assert.Equal(ProblemCodes.CalibrationInfeasible,
            RefusedAdjustment(() => new Calibration([Ones], [40], CalibrationFunction.Logit, new Interval(0.5, 2))).Code);
        Assert.Equal(ProblemCodes.CalibrationInfeasible,
            RefusedAdjustment(() => new Calibration([Ones], [40], CalibrationFunction.Linear, new Interval(0.5, 2))).Code);
        Assert.Equal(ProblemCodes.CalibrationInfeasible, RefusedAdjustment(() => new Calibration([Ones, Ones], [5, 6])).Code);
        Assert.Equal(ProblemCodes.CalibrationBounds,
            RefusedAdjustment(() => new Calibration([Ones], [4], CalibrationFunction.Linear, new Interval(1.1, 2))).Code);
        Assert.Equal(ProblemCodes.CalibrationBounds, RefusedAdjustment(() => new Calibration([Ones], [4], CalibrationFunction.Logit)).Code);
        Assert.Equal(ProblemCodes.CalibrationValueMissing, RefusedAdjustment(() => new Calibration([[1, double.NaN, 1, 1]], [4])).Code);
        SurveyDesign negative = Good.Adjust(new Calibration([Ones, [0, 1, 2, 3]], [4, 16]));
        Assert.True(negative.Adjustments[0].NegativeWeightCount > 0 && negative.Adjustments[0].SmallestFactor < 0);
        Assert.Equal(ProblemCodes.AdjustmentNegativeWeights,
            Assert.Throws<SipasException>(() => negative.Adjust(new WeightTrimming(2))).Problems[0].Code);
    }

    [Fact]
    public void Trimming_EverythingAboveTheCap_IsRefused() =>
    Assert.Equal(ProblemCodes.TrimmingImpossible, RefusedAdjustment(() => new WeightTrimming(0.5)).Code);

    [Fact]
    public void ReplicatePlan_DesignThatDoesNotFit_NamesTheStratum()
    {
        SurveyDesign three = SurveyDesign
            .Create(new DesignColumns
            {
                Stages = [new DesignStage { Strata = ["A", "A", "B", "B", "B"], Units = ["1", "2", "3", "4", "5"] }],
                Weights = [1, 1, 1, 1, 1]
            });
        Problem half = Assert.Throws<SipasException>(() => ReplicatePlan.HalfSamples(three)).Problems[0];
        Assert.Equal((ProblemCodes.ReplicationUnits, "B", "3"), (half.Code, half.Place, half.Value));
        Assert.Throws<SipasException>(() => ReplicatePlan.Jackknife1(three));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReplicatePlan.HalfSamples(Good, 1));
    }

    [Fact]
    public void Independence_TableOfOneColumn_IsRefused() =>
        Assert.Equal(ProblemCodes.TableTooSmall,
            Assert.Throws<SipasException>(() => TableTest.Independence(Good, Strata, ["x", "x", "", "x"])).Problems[0].Code);
}
