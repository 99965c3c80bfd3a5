using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>F5: a table that cannot be tested says so and holds no number that is none.</summary>
public class TableWithoutTestTests
{
    private static readonly string[] Rows = ["a", "a", "b", "b", "a", "b", "a", "b", "a", "a", "b", "b"];
    private static readonly string[] Columns = ["x", "y", "x", "y", "x", "y", "y", "y", "x", "x", "y", "x"];

    [Fact]
    public void F5_Independence_StrataOfOneUnitUnderRemove_HasNoTestAndSaysWhy()
    {
        string[] strata = ["1", "1", "1", "1", "2", "2", "2", "2", "3", "3", "3", "3"];
        SurveyDesign design = SurveyDesign.Create(
            new DesignColumns { Stages = [new DesignStage { Strata = strata, Units = strata }], Weights = Sample.Fill(12, 1) },
            new DesignOptions { SingleUnit = SingleUnitPolicy.Remove });

        HasNoTest(TableTest.Independence(design, Rows, Columns), ProblemCodes.TableWithoutDegreesOfFreedom);
        Assert.Null(Estimator.Estimate(design, Statistic.Share("s", Sample.Fill(12, 1))).StandardError);
    }

    [Fact]
    public void F5_Independence_CellsAlikeInEveryUnit_HasNoTestAndSaysWhy()
    {
        string[] communes = [.. Enumerable.Range(0, 16).Select(i => "C" + (char)('0' + (i / 8)))];
        string[] rows = [.. Enumerable.Range(0, 16).Select(i => i % 2 == 0 ? "a" : "b")];
        string[] columns = [.. Enumerable.Range(0, 16).Select(i => i % 8 < 5 ? "x" : "y")];
        SurveyDesign design = SurveyDesign
            .Create(new DesignColumns { Stages = [new DesignStage { Units = communes }], Weights = Sample.Fill(16, 1) });

        HasNoTest(TableTest.Independence(design, rows, columns), ProblemCodes.TableWithoutSpread);
    }

    [Fact]
    public void F5_Independence_Census_IsTheTableOfThePopulation()
    {
        SurveyDesign design = SurveyDesign
            .Create(new DesignColumns { Stages = [new DesignStage { PopulationCounts = Sample.Fill(12, 12) }] });

        HasNoTest(TableTest.Independence(design, Rows, Columns), ProblemCodes.TableOfCensus);
    }

    [Fact]
    public void F5_Independence_NegativeWeightsLeaveNothingInARow_IsRefused()
    {
        // Calibrated by lines far from the sample, so that some weights are below 0.
        double[] x = [1, 9, 2, 3, 1, 2, 3, 2, 1, 1, 9, 2];
        SurveyDesign design = SurveyDesign.Create(new DesignColumns { Stages = [new DesignStage()], Weights = Sample.Fill(12, 1) })
            .Adjust(new Calibration([Sample.Fill(12, 1), x], [12, 6]));
        string[] rows = [.. x.Select(value => value > 8 ? "high" : "low")];

        Assert.Contains(design.Weights.ToArray(), w => w < 0);
        Assert.Equal(ProblemCodes.TableNegativeWeights,
            Assert.Throws<SipasException>(() => TableTest.Independence(design, rows, Columns)).Problems[0].Code);
    }

    private static void HasNoTest(TableTest test, string code)
    {
        Assert.Equal(code, test.Refusal!.Code);
        Assert.Equal((null, null, null, null), (test.F, test.PValue, test.FirstOrderPValue, test.MeanDesignEffect));
        Assert.Equal((null, null, null), (test.NumeratorDegreesOfFreedom, test.DenominatorDegreesOfFreedom, test.FirstOrderStatistic));
        Assert.True(double.IsFinite(test.PearsonStatistic));
        Assert.Equal(1, test.CellShares.Sum(), 1e-12);
    }
}
