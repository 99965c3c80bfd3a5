using Sipas.Estimation;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Reporting;

namespace Sipas.Ranking;

public class RankMarginSourceTests
{
    private static readonly RoundingRule TwoDecimals = new() { Decimals = 2, Midpoint = MidpointRule.AwayFromZero };

    // The national figures of 2023 with the standard error that 1,000 ballots of a simple random sample would have: the
    // first three cannot be told apart.
    [Fact]
    public void Of_TopThreeOf2023_HaveRankIntervalsThatOverlapAndNameEachOther()
    {
        RankCandidate[] candidates = [Unit("QN", 90.61m), Unit("HP", 90.29m), Unit("TN", 90.23m), Unit("LAST", 74.10m)];

        IReadOnlyDictionary<string, RankUncertainty> sure = RankUncertainties.Of(
            Source(candidates, 0.0093, 999), Block(candidates), TwoDecimals);

        Assert.All(["QN", "HP", "TN"], code => Assert.Equal((1, 3), (sure[code].BestRank, sure[code].WorstRank)));
        Assert.Equal(["HP", "TN"], sure["QN"].IndistinguishableFrom);
        Assert.Equal((4, 4), (sure["LAST"].BestRank, sure["LAST"].WorstRank));
        Assert.Empty(sure["LAST"].IndistinguishableFrom);
        Assert.InRange(sure["QN"].MarginPoints!.Value, 1.7m, 2.0m);
        Assert.Equal(1, sure.Values.Sum(its => its.Top.Single(top => top.Count == 1).Probability!.Value), 1e-9);
        Assert.Equal(1, sure["TN"].Top.Single(top => top.Count == 3).Probability!.Value, 1e-3);
    }

    [Fact]
    public void Of_SameSeed_GivesTheSameProbabilitiesAndAnotherSeedOthers()
    {
        RankCandidate[] candidates = [Unit("A", 90m), Unit("B", 89m), Unit("C", 88m)];

        Assert.Equal(Top(1), Top(1));
        Assert.NotEqual(Top(1), Top(2));

        double[] Top(ulong seed)
        {
            RankMarginSource source = Source(candidates, 0.02, 200);
            source = source with { Options = source.Options with { Seed = seed } };
            return [.. RankUncertainties.Of(source, Block(candidates), TwoDecimals).Values.SelectMany(its => its.Top)
                .Select(top => top.Probability!.Value)];
        }
    }

    [Fact]
    public void Of_RankedUnitWithoutEstimate_MayHaveAnyRankAndWidensTheOthers()
    {
        RankCandidate[] candidates = [Unit("A", 99m), Unit("B", 80m), Unit("ALONE", 60m)];
        RankMarginSource source = Source(candidates[..2], 0.005, 500);

        IReadOnlyDictionary<string, RankUncertainty> sure = RankUncertainties.Of(source, Block(candidates), TwoDecimals);

        Assert.Equal((1, 3), (sure["ALONE"].BestRank, sure["ALONE"].WorstRank));
        Assert.Equal((1, 3), (sure["ALONE"].BestRankFromIntervals, sure["ALONE"].WorstRankFromIntervals));
        Assert.Null(sure["ALONE"].MarginPoints);
        Assert.Equal((1, 2), (sure["A"].BestRank, sure["A"].WorstRank));
        Assert.Equal(["ALONE"], sure["A"].IndistinguishableFrom);
    }

    [Fact]
    public void Of_Refusal_GivesNoUncertaintyAndTheDocumentSaysWhy()
    {
        RankCandidate[] candidates = [Unit("A", 90m), Unit("B", 80m)];
        var source = RankMarginSource.None(new Problem(ProblemCodes.SelfSelectedNoMargin));

        RankDocument document = RankReport.Of(MethodPacks.Shipped("kiosk-9"), candidates, margins: source);

        Assert.Empty(RankUncertainties.Of(source, Block(candidates), TwoDecimals));
        Assert.Null(document.Margins);
        Assert.Equal(ProblemCodes.SelfSelectedNoMargin, document.WithoutMargins!.Code);
        Assert.All(document.ToTables("en"), table => Assert.Contains("not a sample", table.Title, StringComparison.Ordinal));
    }

    private static BlockRanking Block(RankCandidate[] candidates) =>
        Assert.Single(Ranker.Rank(new RankingRule { Ties = TieRule.Competition }, candidates));

    private static RankCandidate Unit(string code, decimal percent) =>
        new() { UnitCode = code, Block = "all", Percent = percent, Ballots = 1000 };

    private static RankMarginSource Source(IEnumerable<RankCandidate> units, double error, int degrees) => new()
    {
        Basis = MarginBasis.GivenErrors,
        Options = new RankIntervalOptions(),
        Estimates = units.ToDictionary(unit => unit.UnitCode, unit => new Estimate
        {
            Name = unit.UnitCode,
            Kind = StatisticKind.Ratio,
            Value = (double)unit.Percent! / 100,
            Variance = error * error,
            DegreesOfFreedom = degrees,
            RowCount = degrees + 1,
            ObservationCount = degrees + 1,
            MissingCount = 0,
            WeightSum = degrees + 1,
        }),
    };
}
