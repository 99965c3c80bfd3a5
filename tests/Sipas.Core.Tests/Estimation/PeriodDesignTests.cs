using System.Globalization;
using System.Text.Json;
using Sipas.Mathematics;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.Estimation;

/// <summary>Several years in one design: each with its own units and populations, covariance from the units that were kept.</summary>
public class PeriodDesignTests
{
    private static readonly Lazy<JsonDocument> R = new(() =>
        JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("tests/Sipas.Core.Tests/Golden/estimation/years.json"))));

    [Theory]
    [InlineData("kept0", false)]
    [InlineData("kept0", true)]
    [InlineData("kept2", false)]
    [InlineData("kept2", true)]
    [InlineData("kept3", false)]
    [InlineData("kept3", true)]
    public void F2_YearsWithAnyOverlap_AgreeWithR(string name, bool finite)
    {
        Years years = Years.OfR(name);
        JsonElement expected = R.Value.RootElement.GetProperty("cases").GetProperty(name).GetProperty(finite ? "fpc" : "plain");
        EstimateSet set = years.Estimate(years.Columns(finite));

        for (int year = 0; year < 2; year++)
        {
            Golden.Close(Read(expected, "mean")[year], set[year].Value, 1e-9, "mean");
            Golden.Close(Read(expected, "se")[year], set[year].StandardError, 1e-8, "se");
            Assert.Equal((int)Read(expected, "df")[year], set[year].DegreesOfFreedom);
        }

        var change = Change.Between(set, 0, 1);
        Golden.Close(Read(expected, "change")[0], change.Difference.Value, 1e-9, "change");
        Golden.Close(Read(expected, "changeSe")[0], change.Difference.StandardError, 1e-8, "se of the change");
        Assert.True(Math.Abs(Read(expected, "covariance")[0] - set.Covariance(0, 1)!.Value) < 1e-12);
        Assert.Equal(name != "kept0", change.OverlapUsed);
        Assert.Null(change.Warning);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void F2_YearsInOneDesign_HaveTheErrorsOfEachYearAlone(int stored)
    {
        var years = Years.Draw(7, stored);
        foreach (bool finite in new[] { false, true })
        {
            EstimateSet set = years.Estimate(years.Columns(finite));
            for (int year = 0; year < 2; year++)
            {
                Estimate alone = years.Alone(year, finite);
                Golden.Close(alone.Value!.Value, set[year].Value, 1e-12, "value");
                Golden.Close(alone.StandardError!.Value, set[year].StandardError, 1e-12, "se");
                Assert.Equal(alone.DegreesOfFreedom, set[year].DegreesOfFreedom);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void F2_Change_IsThatOfThePlainFormulas(int stored)
    {
        var years = Years.Draw(19, stored);
        EstimateSet set = years.Estimate(years.Columns(finite: false));
        Dictionary<(string, string), double>[] z = [years.Sums(0), years.Sums(1)];
        double variance = 0;
        double[] common = new double[5];
        foreach (string stratum in years.Strata.Distinct())
        {
            string[][] units = [.. z.Select(its => its.Keys.Where(key => key.Item1 == stratum).Select(key => key.Item2).ToArray())];
            for (int year = 0; year < 2; year++)
            {
                double[] sums = [.. units[year].Select(unit => z[year][(stratum, unit)])];
                variance += sums.Length / (sums.Length - 1.0) * sums.Sum(value => (value - sums.Average()) * (value - sums.Average()));
            }

            string[] both = [.. units[0].Intersect(units[1])];
            double meanOfFirst = both.Length == 0 ? 0 : both.Average(unit => z[0][(stratum, unit)]);
            double meanOfSecond = both.Length == 0 ? 0 : both.Average(unit => z[1][(stratum, unit)]);
            if (both.Length > 1)
            {
                double[] a = [.. both.Select(unit => z[0][(stratum, unit)] - meanOfFirst)];
                double[] b = [.. both.Select(unit => z[1][(stratum, unit)] - meanOfSecond)];
                double weight = both.Length / (both.Length - 1.0);
                common[0] += weight * a.Zip(b).Sum(pair => pair.First * pair.Second);
                common[1] += weight * a.Sum(value => value * value);
                common[2] += weight * b.Sum(value => value * value);
                for (int year = 0; year < 2; year++)
                {
                    double[] all = [.. units[year].Select(unit => z[year][(stratum, unit)])];
                    common[3 + year] += both.Length / (all.Length - 1.0)
                        * all.Sum(value => (value - all.Average()) * (value - all.Average()));
                }
            }
        }

        variance -= common[0] == 0 ? 0 : 2 * common[0] * Math.Sqrt(common[3] * common[4] / (common[1] * common[2]));
        Golden.Close(Math.Sqrt(variance), set.Difference(1, 0).StandardError, 1e-9, "se of the change");
    }

    [Fact]
    public void F2_AllUnitsStored_IsTheDesignWithoutPeriods()
    {
        var years = Years.Draw(23, 3);
        foreach (bool finite in new[] { false, true })
        {
            EstimateSet with = years.Estimate(years.Columns(finite));
            EstimateSet without = years.Estimate(years.Columns(finite) with { Periods = null });
            Golden.Close(without.Difference(1, 0).StandardError!.Value, with.Difference(1, 0).StandardError, 1e-9, "se of the change");
            Assert.Equal(without.Difference(1, 0).DegreesOfFreedom, with.Difference(1, 0).DegreesOfFreedom);
        }
    }

    [Fact]
    public void F2_DegreesOfFreedom_CountStoredUnitsOnce()
    {
        Assert.Equal([20, 15, 10],
            new[] { 0, 2, 3 }.Select(stored =>
                Years.Draw(5, stored) is var years ? years.Estimate(years.Columns(false)).Difference(1, 0).DegreesOfFreedom : 0));
    }

    [Fact]
    public void F2_EqualLabelsThatAreOtherUnits_HaveNoCovariance()
    {
        var years = Years.Draw(29, 3);
        EstimateSet set = years.Estimate(years.Columns(false) with { SameUnits = false });
        Assert.Equal(0, set.Covariance(0, 1));
        Assert.False(set.ShareUnits(0, 1));
        Golden.Close(Math.Sqrt(set[0].Variance!.Value + set[1].Variance!.Value), set.Difference(1, 0).StandardError, 1e-12,
            "se of the change");
    }

    [Fact]
    public void F2_Stack_PutsYearsUnderOneAnotherWithPeriods()
    {
        var years = Years.Draw(31, 2);
        var stacked = DesignColumns.Stack([("2024", years.ColumnsOf(0, true)), ("2026", years.ColumnsOf(1, true))]);
        Assert.Equal(years.Rows, stacked.Periods!.Count);
        Assert.Equal(["2024", "2026"], stacked.Periods.Distinct());
        Golden.Close(
            years.Estimate(years.Columns(true)).Difference(1, 0).StandardError!.Value,
            years.Estimate(stacked).Difference(1, 0).StandardError, 1e-12, "se of the change");
        Golden.Close(
            years.Estimate(years.Columns(true) with { SameUnits = false }).Difference(1, 0).StandardError!.Value,
            years.Estimate(DesignColumns.Stack(years.ColumnsOf(0, true), years.ColumnsOf(1, true), sameUnits: false))
            .Difference(1, 0).StandardError, 1e-12, "drawn anew");
        Assert.Throws<ArgumentException>(() => DesignColumns.Stack(stacked, years.ColumnsOf(1, true)));
        Assert.Throws<ArgumentException>(() => DesignColumns.Stack([("1", years.ColumnsOf(0, true)), ("1", years.ColumnsOf(1, true))]));
        Assert.Throws<ArgumentException>(() => DesignColumns.Stack(years.ColumnsOf(0, true), years.ColumnsOf(1, false)));
        Assert.Throws<ArgumentException>(() =>
            DesignColumns.Stack(years.ColumnsOf(0, true), years.ColumnsOf(1, true) with { Weights = [1.0] }));
    }

    [Fact]
    public void F2_YearsWithoutPeriods_AreWarnedOf()
    {
        var years = Years.Draw(37, 0);
        var change = Change.Between(years.Estimate(years.Columns(false) with { Periods = null }), 0, 1);
        Assert.False(change.OverlapUsed);
        Assert.Equal((ProblemCodes.DomainsShareStrataOnly, ProblemSeverity.Warning), (change.Warning!.Code, change.Warning.Severity));
        Assert.Contains("1 – 2", change.Warning.Message.En, StringComparison.Ordinal);
        var stored = Years.Draw(37, 3);
        Assert.Null(Change.Between(stored.Estimate(stored.Columns(false) with { Periods = null }), 0, 1).Warning);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void F2_CovarianceOfManySamples_IsRightOnAverageAndNeverLeavesAChangeWithoutError(int stored)
    {
        // A population of 40 communes in one stratum whose values hardly change: the change of the mean over many pairs
        // of samples of 4 has this variance.
        var random = new SeededGenerator(41);
        double[] level = [.. Enumerable.Range(0, 40).Select(_ => 4 * random.NextShare())];
        var changes = new List<double>();
        double estimated = 0;
        const int trials = 4000;
        for (int trial = 0; trial < trials; trial++)
        {
            long[] drawn = Selection.SimpleRandom(40, 8 - stored, random);
            long[] first = drawn[..4];
            long[] second = [.. drawn[..stored], .. drawn[4..]];
            double[] y = [.. first.Select(i => level[i]), .. second.Select(i => level[i] + (0.3 * random.NextShare()))];
            var design = SurveyDesign.Create(new DesignColumns
            {
                Stages = [new DesignStage { Units = [.. first.Concat(second).Select(i => i.ToString(CultureInfo.InvariantCulture))] }],
                Weights = Sample.Fill(8, 10),
                Periods = ["1", "1", "1", "1", "2", "2", "2", "2"],
            });
            Estimate change = Estimator
                .Estimate(design, [.. RowSet.By(["1", "1", "1", "1", "2", "2", "2", "2"]).Select(domain => Statistic.Mean("y", y, domain))])
                .Difference(1, 0);
            changes.Add(change.Value!.Value);
            estimated += change.Variance!.Value / trials;
            Assert.True(change.Variance >= 0);
        }

        // With replacement the variance is (N − 1)/N … of that of drawing without it; the finite population is left out
        // on purpose, which makes it a little larger.
        double mean = changes.Average();
        double real = changes.Sum(value => (value - mean) * (value - mean)) / (trials - 1);
        Assert.InRange(estimated / real, 0.9, stored == 1 ? 1.35 : 1.25);
    }

    [Fact]
    public void F2_ThreeYears_HaveTheCovariancesOfEachPair()
    {
        var first = Years.Draw(51, 2);
        var second = Years.Draw(51, 3);
        (string Period, DesignColumns Columns, double[] Y)[] all =
        [
            ("a", first.ColumnsOf(0, true), first.YOf(0)), ("b", first.ColumnsOf(1, true), first.YOf(1)),
            ("c", second.ColumnsOf(1, true), second.YOf(1)),
        ];
        EstimateSet three = Of([0, 1, 2]);
        foreach ((int one, int other) in new[] { (0, 1), (0, 2), (1, 2) })
        {
            EstimateSet two = Of([one, other]);
            Golden.Close(two.Covariance(0, 1)!.Value, three.Covariance(one, other), 1e-12, $"{one}, {other}");
            Golden.Close(two.Difference(1, 0).StandardError!.Value, three.Difference(other, one).StandardError, 1e-12, $"{one}, {other}");
            Assert.Equal(two.Difference(1, 0).DegreesOfFreedom, three.Difference(other, one).DegreesOfFreedom);
        }

        EstimateSet Of(int[] chosen)
        {
            var columns = DesignColumns.Stack([.. chosen.Select(i => (all[i].Period, all[i].Columns))]);
            double[] y = [.. chosen.SelectMany(i => all[i].Y)];
            return Estimator.Estimate(SurveyDesign.Create(columns),
                [.. RowSet.By(columns.Periods!).Select(domain => Statistic.Mean("y", y, domain))]);
        }
    }

    [Fact]
    public void F2_Replicates_OfPeriodsThatShareUnitsAreRefused()
    {
        var linked = SurveyDesign.Create(Years.Draw(43, 2).Columns(false));
        Assert.Equal("EST0631", Assert.Throws<SipasException>(() => ReplicatePlan.JackknifeN(linked)).Problems[0].Code);
        var again = Years.Draw(43, 0);
        var design = SurveyDesign.Create(again.Columns(true));
        EstimateSet jackknife = ReplicateEstimator.Estimate(design, again.Totals(), ReplicatePlan.JackknifeN(design));
        EstimateSet taylor = Estimator.Estimate(design, again.Totals());
        Golden.Close(taylor.Difference(1, 0).StandardError!.Value, jackknife.Difference(1, 0).StandardError, 1e-9, "change of totals");
    }

    [Fact]
    public void F2_PeriodMissingOrTooShort_IsRefused()
    {
        var years = Years.Draw(47, 2);
        Assert.Equal("EST0634", Assert.Throws<SipasException>(() =>
            SurveyDesign.Create(years.Columns(false) with { Periods = [.. years.Year.Skip(1), ""] })).Problems[0].Code);
        Assert.Equal("EST0102", Assert.Throws<SipasException>(() =>
            SurveyDesign.Create(years.Columns(false) with { Periods = ["1"] })).Problems[0].Code);
    }

    [Fact]
    public void F2_SingleUnitOfAYear_IsNamedWithItsYear()
    {
        SipasException error = Assert.Throws<SipasException>(() => SurveyDesign.Create(new DesignColumns
        {
            Stages = [new DesignStage { Strata = ["A", "A", "A"], Units = ["1", "2", "1"] }],
            Weights = [1.0, 1, 1],
            Periods = ["2025", "2025", "2026"],
        }));
        Assert.Equal(("EST0115", "2026 / A"), (error.Problems[0].Code, error.Problems[0].Place));
    }

    private static double[] Read(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(cell => double.Parse(cell.GetString()!, CultureInfo.InvariantCulture))];

    private sealed record Years(string[] Year, string[] Strata, string[] Units, double[] Weights, double[] Y, double[] Populations)
    {
        public int Rows => Y.Length;

        public static Years OfR(string name)
        {
            JsonElement its = R.Value.RootElement.GetProperty("cases").GetProperty(name);
            return new Years(Labels("year"), Labels("h"), Labels("psu"), Read(its, "w"), Read(its, "y"), Read(its, "nh"));

            string[] Labels(string column) => [.. its.GetProperty(column).EnumerateArray().Select(cell => cell.GetString()!)];
        }

        // 5 strata of 12 communes; 3 a year, of which some are kept.
        public static Years Draw(ulong seed, int stored)
        {
            var random = new SeededGenerator(seed);
            var rows = new List<(string Year, string Stratum, string Unit, double Weight, double Y)>();
            for (int h = 0; h < 5; h++)
            {
                double[] level = [.. Enumerable.Range(0, 12).Select(_ => 2 + (3 * random.NextShare()))];
                for (int year = 0; year < 2; year++)
                {
                    for (int i = 0; i < 3; i++)
                    {
                        int commune = year == 0 || i < stored ? i : i + 6;
                        for (int row = 0; row < 4 + i; row++)
                        {
                            rows.Add(($"{year + 1}", $"H{h}", $"X{h}-{commune}", 8 + (4 * random.NextShare()),
                                level[commune] + random.NextShare() + (0.1 * year)));
                        }
                    }
                }
            }

            return new Years([.. rows.Select(row => row.Year)], [.. rows.Select(row => row.Stratum)], [.. rows.Select(row => row.Unit)],
                [.. rows.Select(row => row.Weight)], [.. rows.Select(row => row.Y)],
                [.. rows.Select(_ => 12.0)]);
        }

        public DesignColumns Columns(bool finite) => new()
        {
            Stages = [new DesignStage { Strata = Strata, Units = Units, PopulationCounts = finite ? Populations : null }],
            Weights = Weights,
            Periods = Year,
        };

        public DesignColumns ColumnsOf(int year, bool finite)
        {
            int[] rows = RowsOf(year);
            return new DesignColumns
            {
                Stages = [new DesignStage { Strata = [.. rows.Select(i => Strata[i])], Units = [.. rows.Select(i => Units[i])],
                    PopulationCounts = finite ? [.. rows.Select(i => Populations[i])] : null }],
                Weights = [.. rows.Select(i => Weights[i])],
            };
        }

        // Rows are in the order of strata and years; a stack has them in the order of years.
        public EstimateSet Estimate(DesignColumns columns)
        {
            bool stacked = columns.Periods is { } periods && !periods.SequenceEqual(Year);
            int[] order = stacked ? [.. RowsOf(0), .. RowsOf(1)] : [.. Enumerable.Range(0, Rows)];
            return Estimator.Estimate(SurveyDesign.Create(columns),
                [.. RowSet.By([.. order.Select(i => Year[i])])
                    .Select(domain => Statistic.Mean("y", order.Select(i => Y[i]).ToArray(), domain))]);
        }

        public double[] YOf(int year) => [.. RowsOf(year).Select(i => Y[i])];

        public Statistic[] Totals() => [.. RowSet.By(Year).Select(domain => Statistic.Total("y", Y, domain))];

        public Estimate Alone(int year, bool finite) =>
            Estimator.Estimate(SurveyDesign.Create(ColumnsOf(year, finite)), Statistic.Mean("y", RowsOf(year).Select(i => Y[i]).ToArray()));

        public Dictionary<(string, string), double> Sums(int year)
        {
            int[] rows = [.. RowsOf(year).Where(i => !double.IsNaN(Y[i]))];
            double weight = rows.Sum(i => Weights[i]);
            double mean = rows.Sum(i => Weights[i] * Y[i]) / weight;
            return rows.GroupBy(i => (Strata[i], Units[i]))
                .ToDictionary(unit => unit.Key, unit => unit.Sum(i => Weights[i] * (Y[i] - mean) / weight));
        }

        private int[] RowsOf(int year) => [.. Enumerable.Range(0, Rows).Where(i => Year[i] == $"{year + 1}")];
    }
}
