using System.Globalization;
using FsCheck.Xunit;
using Sipas.Mathematics;
using Sipas.Ranking;

namespace Sipas.Estimation;

/// <summary>F1: no spread is no certainty.</summary>
public class NoSpreadTests
{
    // Rows of units with so many satisfied of so many; each unit's rows are dealt in turn to its communes.
    private static (string[] Units, string[] Communes, double[] Y) Rows(int communes, params (int Satisfied, int Rows)[] units)
    {
        var unitOf = new List<string>();
        var communeOf = new List<string>();
        var y = new List<double>();
        for (int u = 0; u < units.Length; u++)
        {
            for (int k = 0; k < units[u].Rows; k++)
            {
                unitOf.Add("U" + u.ToString(CultureInfo.InvariantCulture));
                communeOf.Add(unitOf[^1] + "-" + (k % communes).ToString(CultureInfo.InvariantCulture));
                y.Add(k < units[u].Satisfied ? 1 : 0);
            }
        }

        return ([.. unitOf], [.. communeOf], [.. y]);
    }

    private static EstimateSet ByUnit(string[] units, double[] y, string[]? strata, string[]? primary, bool mean = false)
    {
        SurveyDesign design = SurveyDesign
            .Create(new DesignColumns
            {
                Stages = [new DesignStage { Strata = strata, Units = primary }],
                Weights = Sample.Fill(y.Length, 1)
            });
        return Estimator.Estimate(design,
            [.. RowSet.By(units).Select(unit => mean ? Statistic.Mean("m", y, unit) : Statistic.Share("s", y, unit))]);
    }

    [Fact]
    public void F1_Of_FiveOfFiveAgainst92Of100_IsNotToldApart()
    {
        (string[] units, _, double[] y) = Rows(1, (5, 5), (92, 100));
        EstimateSet set = ByUnit(units, y, strata: units, primary: null);

        Assert.Equal(IndexGolden.Case("fiveOfFive.A", "df")[0], set[0].DegreesOfFreedom);
        Golden.Close(IndexGolden.Case("fiveOfFive.B", "se")[0], set[1].StandardError, 1e-10, "se");
        Estimate difference = set.Difference(0, 1);
        Assert.Equal(0.08, difference.Value!.Value, 1e-12);
        Assert.Equal(IndexGolden.Case("fiveOfFive.pair", "df")[0], difference.DegreesOfFreedom);
        Assert.True(difference.Test()!.Value.PValue > 0.4);
        Assert.True(difference.ConfidenceInterval()!.Value.Contains(0));
        RankIntervalTable table = RankIntervalTable.Of(set);
        Assert.All(table.Units, unit =>
            Assert.Equal((new RankInterval(1, 2), new RankInterval(1, 2), 1),
                (unit.FromDifferences, unit.FromIntervals, unit.IndistinguishableFrom.Count)));
        Assert.Equal(Reliability.Suppress, table.Units[0].Reliability);
        Assert.InRange(table.Units[0].Top[0].Probability!.Value, 0.6, 0.85);

        // Drawn independently or in one design: the same answer.
        EstimateSet apart = EstimateSet.OfIndependent(set.Estimates);
        Assert.Equal(difference.Test()!.Value.PValue, apart.Difference(0, 1).Test()!.Value.PValue, 1e-12);
    }

    [Fact]
    public void F1_Of_CommunesThatAreTheSamplingUnits_HaveNoErrorAndNoOrder()
    {
        (string[] communes, _, double[] y) = Rows(1, (15, 30), (16, 30), (17, 30), (18, 30));
        EstimateSet set = ByUnit(communes, y, strata: null, primary: communes);

        Assert.All(set.Estimates,
            its => Assert.Equal((null, null, 0), (its.StandardError, its.ConfidenceInterval(), its.DegreesOfFreedom)));
        Assert.Null(set.Covariance(0, 1));
        Assert.Null(set.Difference(0, 3).StandardError);
        Assert.All(PairwiseComparisons.Compare(set), pair => Assert.Equal((1.0, 1.0), (pair.PValue, pair.AdjustedPValue)));
        RankIntervalTable table = RankIntervalTable.Of(set);
        Assert.All(table.Units, unit =>
        {
            Assert.Equal((new RankInterval(1, 4), new RankInterval(1, 4), Reliability.Suppress),
                (unit.FromDifferences, unit.FromIntervals, unit.Reliability));
            Assert.Null(unit.Top[0].Probability);
            Assert.Equal(1, unit.Top[2].Probability);
        });

        EstimateSet strata = ByUnit(communes, y, strata: communes, primary: null);
        for (int i = 0; i < 4; i++)
        {
            Golden.Close(IndexGolden.Case($"communesAsStrata.C{i + 1}", "se")[0], strata[i].StandardError, 1e-10, "se");
        }

        Golden.Close(IndexGolden.Case("communesAsStrata.first.last", "p")[0], strata.Difference(0, 3).Test()!.Value.PValue, 1e-9, "p");
    }

    [Fact]
    public void F1_Of_UnitsOfTheFirstStageAlike_GoByTheirRows()
    {
        (string[] units, string[] communes, double[] y) = Rows(2, (10, 20), (12, 20));
        EstimateSet set = ByUnit(units, y, strata: units, primary: communes);

        Assert.Equal((0.0, true, (int)IndexGolden.Case("alike.A", "df")[0]),
            (set[0].StandardError, set[0].HasNoSpread, set[0].DegreesOfFreedom));
        Assert.Null(set[0].ConfidenceInterval());
        Assert.True(ShareIntervals.Of(set[0]).NoVariationBetweenUnits);
        Assert.True(set.Difference(0, 1).Test()!.Value.PValue > 0.4);
        Assert.All(RankIntervalTable.Of(set).Units, unit => Assert.Equal(new RankInterval(1, 2), unit.FromDifferences));

        // Means have no rows to go by: nothing is compared, and no interval is a point.
        EstimateSet means = ByUnit(units, y, strata: units, primary: communes, mean: true);
        Assert.Equal(0, means[0].StandardError);
        Assert.Null(means[0].ConfidenceInterval());
        Assert.Null(means.Difference(0, 1).StandardError);
        Assert.Equal(1, PairwiseComparisons.Compare(means)[0].PValue);
        Assert.All(RankIntervalTable.Of(means).Units, unit =>
            Assert.Equal((new RankInterval(1, 2), new RankInterval(1, 2), null),
                (unit.FromDifferences, unit.FromIntervals, unit.Reliability)));
    }

    // A mean that happens to be the same in every commune is not sure against one that varies either.
    [Fact]
    public void F1_Difference_MeanWithoutSpreadAgainstOneWithSpread_IsNotTested()
    {
        (string[] units, string[] communes, _) = Rows(2, (0, 10), (0, 10));
        double[] y = [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3.9, 4.0, 3.9, 3.8, 3.9, 4.0, 3.9, 3.8, 3.9, 4.0];
        EstimateSet set = ByUnit(units, y, strata: units, primary: communes, mean: true);

        Assert.True(set[0].HasNoSpread);
        Assert.True(set[1].StandardError > 0);
        Assert.Null(set.Difference(0, 1).Test());
    }

    [Fact]
    public void F1_Compare_PairsOfUnitsOfUpToTwelveRows_NeverSeesWhatFishersTestDoesNot()
    {
        double[] cells = IndexGolden.Case("fisher", "table");
        int explained = 0;
        for (int i = 0; i < cells.Length; i += 5)
        {
            (int n1, int x1, int n2, int x2) = ((int)cells[i], (int)cells[i + 1], (int)cells[i + 2], (int)cells[i + 3]);
            (string[] units, _, double[] y) = Rows(1, (x1, n1), (x2, n2));
            EstimateSet set = ByUnit(units, y, strata: units, primary: null);
            RankIntervalTable table = RankIntervalTable.Of(set, new RankIntervalOptions { DrawCount = 1 });
            bool isTold = table.Units[0].IndistinguishableFrom.Count == 0;
            explained += isTold ? 1 : 0;
            Assert.True(!isTold || cells[i + 4] <= 0.05, $"{x1} of {n1} against {x2} of {n2}: told apart, Fisher's p is {cells[i + 4]}");
            if (x1 * (n1 - x1) == 0 && x2 * (n2 - x2) == 0)
            {
                double? p = set.Difference(0, 1).Test()?.PValue;
                Assert.True(p is null || cells[i + 4] <= 0.05 || p > 0.05,
                    $"{x1} of {n1} against {x2} of {n2}: p {p}, Fisher's {cells[i + 4]}");
            }
        }

        Assert.True(explained > 5); // 12 of 12 against 0 of 12 is told apart
    }

    [Fact]
    public void F1_Compare_CensusAndCalibratedFigures_AreCertain()
    {
        (string[] units, _, double[] y) = Rows(1, (5, 10), (6, 10), (7, 10));

        // Two strata taken whole, the third of 40 people: the first two differ for certain, the third is a sample.
        SurveyDesign design = SurveyDesign.Create(new DesignColumns
        {
            Stages = [new DesignStage { Strata = units, PopulationCounts = [.. units.Select(unit => unit == "U2" ? 40.0 : 10.0)] }],
        });
        Statistic[] shares = [.. RowSet.By(units).Select(unit => Statistic.Share("s", y, unit))];
        EstimateSet set = Estimator.Estimate(design, shares);
        Assert.Equal([true, true, false], set.Estimates.Select(its => its.IsCensus));
        Assert.Equal(new Interval(0.5, 0.5), set[0].ConfidenceInterval());
        Assert.Equal([0.0, true, true], PairwiseComparisons.Compare(set)
            .Select(pair => pair.PValue is 0 ? (object)0.0 : pair.PValue > 0.01));
        Assert.False(Estimator.Estimate(design,
            Statistic.Share("s", y, RowSet.Where("half of U0", [.. units.Select((unit, i) => unit == "U0" && i % 2 == 0)]))).IsCensus);

        // Calibrated to: the share of women is known, whatever was drawn.
        string[] sex = [.. Enumerable.Range(0, 30).Select(i => i % 3 == 0 ? "f" : "m")];
        SurveyDesign drawn = SurveyDesign
            .Create(new DesignColumns { Stages = [new DesignStage()], Weights = [.. Enumerable.Range(0, 30).Select(i => 1.0 + (i % 4))] })
            .Adjust(new PostStratification(sex, new Dictionary<string, double> { ["f"] = 60, ["m"] = 40 }));
        Estimate women = Estimator.Estimate(drawn, Statistic.Share("women", sex.Select(s => s == "f" ? 1.0 : 0.0).ToArray()));
        Assert.True(women is { IsFixedByAdjustment: true, HasNoSpread: false, IsCensus: false, StandardError: 0 });
        Assert.Equal(0.6, women.Value!.Value, 1e-12);
        Assert.Equal(0, ShareIntervals.Of(women).Limits!.Value.Width);
        Assert.False(Estimator.Estimate(drawn, Statistic.Share("all", Sample.Fill(30, 1))).IsFixedByAdjustment);
    }

    [Fact]
    public void F1_OfIndependent_NoErrorOnNoDegreesOfFreedom_IsToldFromNobody()
    {
        EstimateSet set = EstimateSet
            .OfIndependent([Given("A", 0.9, 0, 0, 20), Given("B", 0.4, 0.0001, 30, 31), Given("C", 0.95, 0.0001, 0, 20)]);

        Assert.Equal([1.0, 1.0, 1.0], PairwiseComparisons.Compare(set).Select(pair => pair.PValue));
        Assert.All(RankIntervalTable.Of(set).Units, unit =>
            Assert.Equal((new RankInterval(1, 3), new RankInterval(1, 3)), (unit.FromDifferences, unit.FromIntervals)));
        Assert.All(RankIntervalTable.Of(set).Units, unit => Assert.Null(unit.Top[0].Probability));
    }

    [Fact]
    public void F1_Replicates_DomainInOneUnit_HasNoErrorUnderAnyMethod()
    {
        (string[] communes, _, double[] y) = Rows(1, (15, 30), (16, 30), (17, 30), (18, 30));
        SurveyDesign design = SurveyDesign.Create(new DesignColumns
        {
            Stages = [new DesignStage { Strata = [.. communes.Select(its => its is "U0" or "U1" ? "a" : "b")], Units = communes }],
            Weights = Sample.Fill(y.Length, 1),
        });
        Statistic[] shares = [.. RowSet.By(communes).Select(unit => Statistic.Share("s", y, unit))];

        foreach (ReplicatePlan plan in (ReplicatePlan[])[ReplicatePlan.JackknifeN(design), ReplicatePlan.HalfSamples(design),
            ReplicatePlan.HalfSamples(design, 0.5)])
        {
            Assert.All(ReplicateEstimator.Estimate(design, shares, plan).Estimates, its => Assert.Null(its.StandardError));
        }
    }

    [Fact]
    public void F1_Estimate_ShareByOneRowOfTinyWeight_IsComparedAsAFullOne()
    {
        (string[] units, _, double[] y) = Rows(1, (5, 6), (92, 100));
        SurveyDesign design = SurveyDesign
            .Create(new DesignColumns
            {
                Stages = [new DesignStage { Strata = units }],
                Weights = [.. units.Select((_, i) => i == 5 ? 1e-10 : 1.0)]
            });
        EstimateSet set = Estimator.Estimate(design, [.. RowSet.By(units).Select(unit => Statistic.Share("s", y, unit))]);

        Assert.True(set[0].StandardError > 0 && set[0].StandardError < 1e-9);
        Assert.True(set.Difference(0, 1).Test()!.Value.PValue > 0.3);
    }

    [Fact]
    public void F1_Judge_NobodyEverybodyOrAFewEffectiveRows_AreNotSimplyPublished()
    {
        (string[] units, string[] communes, double[] y) = Rows(10, (0, 400), (400, 400));
        EstimateSet set = ByUnit(units, y, strata: units, primary: communes);
        var rules = new ReliabilityRules();
        Assert.All(set.Estimates, its => Assert.Equal(Reliability.Review, rules.Judge(its, ShareIntervals.Of(its))));

        // 400 rows in 10 communes, each of one mind: they count for about 10.
        double[] clustered = [.. communes.Select(its => its[^1] < '8' ? 1.0 : 0.0)];
        Estimate one = ByUnit(units, clustered, strata: units, primary: communes)[0];
        Assert.True(ShareIntervals.Of(one).EffectiveSampleSize < 30);
        Assert.Equal(Reliability.Suppress, (rules with { WidestInterval = 1, WidestRelative = 10 }).Judge(one, ShareIntervals.Of(one)));
        Assert.NotEqual(Reliability.Suppress, (rules with { WidestInterval = 1, WidestRelative = 10, SmallestEffectiveSize = 5 })
            .Judge(one, ShareIntervals.Of(one)));
    }

    // Random tiny designs: strata of one to four communes, units that are strata, communes or cut across, shares near 0, 1 and between.
    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 400, Replay = Seeds.Fixed)]
    public void F1_Of_RandomTinyDesigns_TheViewsNeverContradictOneAnother(ulong seed)
    {
        EstimateSet set = Tiny(new SeededGenerator(seed), out _);
        RankIntervalTable table = RankIntervalTable.Of(set, new RankIntervalOptions { DrawCount = 200 });
        int k = table.Units.Count;
        IReadOnlyList<PairwiseComparison> pairs = PairwiseComparisons.Compare(set);
        Assert.All(pairs, pair => Assert.True(pair.PValue > 0 || pair.Difference.IsCertain));
        Dictionary<string, RankedEstimate> units = table.Units.ToDictionary(unit => unit.Name);
        foreach (RankedEstimate unit in table.Units)
        {
            Assert.InRange(unit.Rank, unit.FromDifferences.First, unit.FromDifferences.Last);
            Assert.InRange(unit.Rank, unit.FromIntervals.First, unit.FromIntervals.Last);
            Assert.All(unit.IndistinguishableFrom, other => Assert.Contains(unit.Name, units[other].IndistinguishableFrom));
            Interval? own = ShareIntervals.Of(unit.Estimate, level: 1 - (0.05 / k)).Limits;
            if (own is null)
            {
                Assert.Equal((new RankInterval(1, k), new RankInterval(1, k), k - 1),
                    (unit.FromDifferences, unit.FromIntervals, unit.IndistinguishableFrom.Count));
                Assert.All(table.Units, its => Assert.All(its.Top, top => Assert.True(top.Probability is null == top.Count < k)));
            }

            // A share that is suppressed is told from others only where the intervals that stand beside it are apart.
            foreach (RankedEstimate other in table.Units.Where(its =>
                its != unit && unit.Reliability == Reliability.Suppress && !unit.IndistinguishableFrom.Contains(its.Name)))
            {
                Interval beside = ShareIntervals.Of(other.Estimate, level: 1 - (0.05 / k)).Limits!.Value;
                Assert.True(own!.Value.Lower > beside.Upper || own.Value.Upper < beside.Lower);
            }

            Assert.True(own is not { Width: 0 } || unit.Estimate.IsCertain);
        }
    }

    internal static EstimateSet Tiny(SeededGenerator random, out SurveyDesign design)
    {
        int n = 4 + random.NextBelow(60);
        int strata = 1 + random.NextBelow(3);
        int communes = 1 + random.NextBelow(4);
        int kinds = random.NextBelow(3);
        int sure = random.NextBelow(4);
        string[] stratum = [.. Enumerable.Range(0, n).Select(_ => "H" + random.NextBelow(strata).ToString(CultureInfo.InvariantCulture))];
        string[] commune = [.. stratum.Select(its => its + "C" + random.NextBelow(communes).ToString(CultureInfo.InvariantCulture))];
        string[] unit = [.. Enumerable.Range(0, n)
            .Select(i => kinds == 0
                ? stratum[i]
                : kinds == 1 ? commune[i] : "U" + random.NextBelow(3).ToString(CultureInfo.InvariantCulture))];
        double[] y = [.. unit.Select(its =>
            random.NextBelow(10) == 0 ? double.NaN : random.NextBelow(4) < sure || its.EndsWith('1') ? 1.0 : 0.0)];
        bool whole = random.NextBelow(4) == 0;
        design = SurveyDesign.Create(
            new DesignColumns
            {
                Stages = [new DesignStage { Strata = stratum, Units = random.NextBelow(3) == 0 ? null : commune,
                    SamplingFractions = whole ? [.. stratum.Select(its => its == "H0" ? 1.0 : 0.2)] : null }],
                Weights = [.. stratum.Select(_ => 0.5 + random.NextBelow(4))],
            },
            new DesignOptions { SingleUnit = SingleUnitPolicy.Remove + random.NextBelow(4) });
        return Estimator.Estimate(design, [.. RowSet.By(unit).Select(its => Statistic.Share("s", y, its))]);
    }

    private static Estimate Given(string name, double value, double variance, int df, long rows) => new()
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
}
