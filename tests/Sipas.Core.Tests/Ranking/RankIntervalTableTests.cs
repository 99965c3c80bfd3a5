using System.Globalization;
using Sipas.Estimation;
using Sipas.Mathematics;

namespace Sipas.Ranking;

public class RankIntervalTableTests
{
    private static readonly double[] Shares = [0.95, 0.60, 0.94, 0.30, 0.62];

    // Five units in six strata of three communes each; every commune serves every unit, so that covariances matter.
    private static EstimateSet Units(int rowsOfUnit = 40, double[]? shares = null)
    {
        double[] wanted = shares ?? Shares;
        var random = new SeededGenerator(5);
        var strata = new List<string>();
        var communes = new List<string>();
        var units = new List<string>();
        var satisfied = new List<double>();
        for (int commune = 0; commune < 18; commune++)
        {
            for (int unit = 0; unit < wanted.Length; unit++)
            {
                for (int k = 0; k < rowsOfUnit; k++)
                {
                    strata.Add("H" + (commune / 3).ToString(CultureInfo.InvariantCulture));
                    communes.Add("C" + commune.ToString(CultureInfo.InvariantCulture));
                    units.Add("U" + unit.ToString(CultureInfo.InvariantCulture));
                    satisfied.Add(random.NextShare() < wanted[unit] ? 1 : 0);
                }
            }
        }

        SurveyDesign design = SurveyDesign
            .Create(new DesignColumns { Stages = [new DesignStage { Strata = strata, Units = communes }], Weights = Sample(units.Count) });
        double[] y = [.. satisfied];
        return Estimator.Estimate(design, [.. RowSet.By(units).Select(unit => Statistic.Share("satisfied", y, unit))]);

        static double[] Sample(int rows) => [.. Enumerable.Repeat(1.0, rows)];
    }

    [Fact]
    public void Of_ClearAndUnclearUnits_SaysWhoCannotBeToldFromWhom()
    {
        RankIntervalTable table = RankIntervalTable.Of(Units());

        Assert.Equal([1, 2, 3, 4, 5], table.Units.Select(unit => unit.Rank));
        Assert.Equal("U3", table.Units[4].Name);
        Assert.Equal(new RankInterval(5, 5), table.Units[4].FromDifferences);
        Assert.Equal(new RankInterval(1, 2), table.Units[0].FromDifferences);
        Assert.Equal(new RankInterval(1, 2), table.Units[1].FromDifferences);
        Assert.Equal([table.Units[1].Name], table.Units[0].IndistinguishableFrom);
        Assert.Empty(table.Units[4].IndistinguishableFrom);
        Assert.All(table.Units, unit => Assert.InRange(unit.Rank, unit.FromIntervals.First, unit.FromIntervals.Last));
        Assert.Equal(1.0, table.Units.Sum(unit => unit.Top[0].Probability!.Value), 1e-12);
        Assert.Equal(1.0, table.Units[0].Top[1].Probability);
        Assert.Equal(0.0, table.Units[4].Top[1].Probability);
        Assert.All(table.Units, unit => Assert.Equal(1.0, unit.Top[2].Probability));
    }

    [Fact]
    public void Of_SmallestIsFirst_TurnsTheTableOver()
    {
        EstimateSet set = Units();
        RankIntervalTable up = RankIntervalTable.Of(set);
        RankIntervalTable down = RankIntervalTable.Of(set, new RankIntervalOptions { LargestIsFirst = false });

        Assert.Equal(up.Units.Select(unit => unit.Name), down.Units.Select(unit => unit.Name).Reverse());
        Assert.Equal(up.Units.Select(unit => (6 - unit.FromDifferences.Last, 6 - unit.FromIntervals.Last)),
            down.Units.Select(unit => (unit.FromDifferences.First, unit.FromIntervals.First)).Reverse());
    }

    [Fact]
    public void Of_SameSeed_GivesTheSameProbabilities()
    {
        EstimateSet set = Units();
        IEnumerable<double?> Of(ulong seed) =>
            RankIntervalTable.Of(set, new RankIntervalOptions { Seed = seed, DrawCount = 2000 }).Units
            .SelectMany(unit => unit.Top.Select(top => top.Probability));

        Assert.Equal(Of(7), Of(7));
        Assert.NotEqual(Of(7), Of(8));
    }

    // Two samples with many degrees of freedom: the difference is normal. Against a census the other one's t is all there is.
    [Theory]
    [InlineData(100_000, 0.01, 100_000, 0.02)]
    [InlineData(100_000, 0, 3, 0.02)]
    [InlineData(1, 0.015, 100_000, 0)]
    public void Of_TwoUnits_ProbabilityAgreesWithStudentsDistribution(int df1, double error1, int df2, double error2)
    {
        EstimateSet two = EstimateSet.OfIndependent([Of("A", 0.80, error1, df1), Of("B", 0.78, error2, df2)]);
        RankIntervalTable table = RankIntervalTable.Of(two, new RankIntervalOptions { TopCounts = [1], DrawCount = 100_000 });

        double t = 0.02 / Math.Sqrt((error1 * error1) + (error2 * error2));
        double expected = 1 - (Distributions.StudentTwoSided(t, Math.Min(df1, df2)) / 2);
        Assert.Equal(expected, table.Units.Single(unit => unit.Name == "A").Top[0].Probability!.Value, 0.006);

        static Estimate Of(string name, double share, double error, int df) =>
            Independent(name, share, error * error, df, 1_000) with { IsCensus = error == 0 };
    }

    private static Estimate Independent(string name, double value, double? variance, int df, long rows) => new()
    {
        Name = name,
        Kind = StatisticKind.Share,
        Value = value,
        Variance = variance,
        DegreesOfFreedom = df,
        RowCount = rows,
        ObservationCount = rows,
        MissingCount = 0,
        WeightSum = rows,
    };

    [Fact]
    public void Of_TiesAndUnitsWithoutAnswers_ShareTheSmallerRankAndStayOut()
    {
        SurveyDesign design = SurveyDesign.Create(new DesignColumns { Stages = [new DesignStage()], Weights = [1, 1, 1, 1, 1, 1, 1, 1] });
        string[] units = ["a", "a", "b", "b", "c", "c", "d", "d"];
        double[] y = [1, 0, 0, 1, 0, 0, double.NaN, double.NaN];
        RankIntervalTable table =
            RankIntervalTable.Of(Estimator.Estimate(design, [.. RowSet.By(units).Select(unit => Statistic.Share("s", y, unit))]));

        Assert.Equal([("a", 1), ("b", 1), ("c", 3)], table.Units.Select(unit => (unit.Name, unit.Rank)));
        Assert.Equal(["d"], table.Unranked);
        Assert.All(table.Units, unit => Assert.Equal(new RankInterval(1, 3), unit.FromIntervals));
    }

    [Fact]
    public void Of_LevelInPercent_IsRefused() =>
    Assert.Throws<ArgumentOutOfRangeException>(() => RankIntervalTable.Of(Units(2), new RankIntervalOptions { Level = 95 }));
}
