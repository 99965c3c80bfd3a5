using System.Text.Json;
using FsCheck.Xunit;
using Sipas.Estimation;
using Sipas.Mathematics;
using Sipas.Problems;
using Sipas.Ranking;

namespace Sipas.Reporting;

public class EstimateDocumentTests
{
    // Whatever tiny design: the document is JSON, which knows neither NaN nor infinity, and what is undefined is null.
    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 300, Replay = Seeds.Fixed)]
    public void F5_ToJson_RandomTinyDesigns_HoldsNoNumberThatIsNone(ulong seed)
    {
        (EstimateSet shares, SurveyDesign design, double[] wide, double[] few, double[] flat, string[] rows, string[] columns) = Draw(seed);
        RowSet[] domains = [.. RowSet.By(rows)];
        EstimateSet set = Estimator.Estimate(design, [.. domains.Prepend(null).SelectMany(domain => (Statistic[])
            [Statistic.Mean("m", wide, domain), Statistic.Total("t", wide, domain), Statistic.Ratio("r", wide, few, domain),
                Statistic.Mean("f", flat, domain)])]);
        TableTest? table = Table(design, rows, columns);
        var document = new EstimateDocument
        {
            Design = new DesignFigures
            {
                RowCount = design.RowCount,
                StratumCount = design.StratumCount,
                PrimaryUnitCount = design.PrimaryUnitCount,
                DegreesOfFreedom = design.DegreesOfFreedom,
                Variance = set.VarianceKind,
                LaterStagesIgnored = design.LaterStagesIgnored,
                SingleUnit = design.SingleUnit,
                WeightingEffect = design.WeightingEffect(),
                Adjustments = design.Adjustments,
            },
            Level = 0.95,
            IntervalMethod = ShareIntervalMethod.KornGraubardCapped,
            Warnings = [.. EstimateWarnings.Of([.. set.Estimates, .. shares.Estimates])
                .Select(warning => UnavailableFigure.Of(warning)!)],
            Estimates = [.. set.Estimates.Concat(shares.Estimates)
                .Select(its => EstimateFigure.Of(its, ShareIntervalMethod.KornGraubardCapped, 0.95))],
            Ranking = RankingFigures.Of("s", RankIntervalTable.Of(shares, new RankIntervalOptions { DrawCount = 20 })),
            Comparisons = [.. ComparisonFigure.Of(shares, 0.95), .. ComparisonFigure.Of(set, 0.95)],
            Quantiles = [.. domains.Select(domain =>
                QuantileFigure.Of("m", domain.Name, QuantileRule.Math, Quantiles.Estimate(design, wide, 0.5, domain)))],
            Tables = table is null ? [] : [new TableFigure("r", "c", table)],
            Scale = ScaleReliability.Of([("few", few), ("flat", flat), ("wide", wide)]),
            ImportancePerformance = ImportancePerformance.Derive([("few", few), ("flat", flat), ("wide", wide)], flat, design.Weights),
        };

        using var json = JsonDocument.Parse(document.ToJson());
        Assert.All(json.RootElement.GetProperty("tables").EnumerateArray(), its => Assert.Equal(
            its.GetProperty("noTest").ValueKind == JsonValueKind.Null,
            its.GetProperty("test").GetProperty("pValue").ValueKind == JsonValueKind.Number));
    }

    [Fact]
    public void F5_RandomTinyDesigns_HoldTablesWithAndWithoutATest()
    {
        TableTest?[] tables = [.. Enumerable.Range(1, 300).Select(seed => Draw((ulong)seed))
            .Select(drawn => Table(drawn.Design, drawn.Rows, drawn.Columns))];

        Assert.True(tables.Count(table => table?.Refusal is not null) > 10 && tables.Count(table => table is null) < 200);
    }

    [Fact]
    public void F1_Warnings_DomainsThatAreSamplingUnits_AreNamedWithTheWayOut()
    {
        string[] communes = [.. Enumerable.Range(0, 70).Select(i => "X" + (char)('0' + (i / 10)))];
        SurveyDesign design = SurveyDesign
            .Create(new DesignColumns { Stages = [new DesignStage { Units = communes }], Weights = Sample.Fill(70, 1) });
        EstimateSet set = Estimator
            .Estimate(design, [.. RowSet.By(communes).Select(domain => Statistic.Mean("m", Sample.Fill(70, 4), domain)),
                Statistic.Share("s", Sample.Fill(70, 1)), Statistic.Mean("f", Sample.Fill(70, 2))]);

        IReadOnlyList<Problem> warnings = EstimateWarnings.Of(set.Estimates);

        Assert.Equal([ProblemCodes.DomainsAreSamplingUnits, ProblemCodes.SharesWithoutSpread, ProblemCodes.ValuesWithoutSpread],
            warnings.Select(its => its.Code));
        Assert.Contains("X0, X1, X2, X3, X4, … (7)", warnings[0].Message.En, StringComparison.Ordinal);
        Assert.Contains("stratum", warnings[0].Message.Vi, StringComparison.Ordinal);
        Assert.All(warnings, its => Assert.Equal(ProblemSeverity.Warning, its.Severity));
    }

    [Fact]
    public void F5_Estimate_NumbersTooLargeToAdd_AreRefusedByName()
    {
        SurveyDesign design = SurveyDesign.Create(new DesignColumns { Stages = [new DesignStage()], Weights = Sample.Fill(4, 1) });
        SipasException error = Assert.Throws<SipasException>(() =>
            Estimator.Estimate(design, Statistic.Total("huge", new double[] { 1e308, 1e308, 1e308, -1 })));

        Assert.Equal((ProblemCodes.EstimateTooLarge, "huge"), (error.Problems[0].Code, error.Problems[0].Place));
    }

    private static (EstimateSet Shares, SurveyDesign Design, double[] Wide, double[] Few, double[] Flat, string[] Rows, string[] Columns)
        Draw(ulong seed)
    {
        var random = new SeededGenerator(seed);
        EstimateSet shares = NoSpreadTests.Tiny(random, out SurveyDesign design);
        int n = design.RowCount;
        double[] wide = Column(random, n, () => (random.NextBelow(3) - 1) * Math.Pow(10, random.NextBelow(40) - 20));
        double[] few = Column(random, n, () => random.NextBelow(2));
        double[] flat = Column(random, n, () => 3);
        string[] rows = [.. Enumerable.Range(0, n).Select(_ => "r" + (char)('0' + random.NextBelow(3)))];
        string[] columns = [.. Enumerable.Range(0, n)
            .Select(_ => random.NextBelow(5) == 0 ? "" : "c" + (char)('0' + random.NextBelow(2)))];
        if (random.NextBelow(3) == 0)
        {
            design = design.Adjust(new Calibration([Sample.Fill(n, 1), few.Select(x => double.IsNaN(x) ? 0 : x).ToArray()],
                [n, n * 0.1 * random.NextBelow(12)]) is var line && CanAdjust(design, line) ? line : new WeightTrimming(2, false));
        }

        return (shares, design, wide, few, flat, rows, columns);
    }

    private static double[] Column(SeededGenerator random, int rows, Func<double> value) =>
        [.. Enumerable.Range(0, rows).Select(_ => random.NextBelow(8) == 0 ? double.NaN : value())];

    private static bool CanAdjust(SurveyDesign design, WeightAdjustment step)
    {
        try
        {
            design.Adjust(step);
            return true;
        }
        catch (SipasException)
        {
            return false;
        }
    }

    private static TableTest? Table(SurveyDesign design, string[] rows, string[] columns)
    {
        try
        {
            return TableTest.Independence(design, rows, columns);
        }
        catch (SipasException error) when (error.Problems[0].Code is ProblemCodes.TableTooSmall or ProblemCodes.TableNegativeWeights)
        {
            return null;
        }
    }
}
