using FsCheck.Xunit;
using Sipas.Counting;
using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Scoring;

public class UnitCombinerTests
{
    private static readonly MethodPack Pack = RuleLaboratory.Pack(AggregationRule.PooledItems, MissingRule.ValidAnswers);
    private static readonly AnswerLayout Layout = RuleLaboratory.Layout(Pack);

    [Property(Arbitrary = [typeof(Seeds)])]
    public void Combine_ThreeWays_EqualTheirDefinitions(int seed)
    {
        byte[][][] units = [.. Enumerable.Range(1, 4).Select(unit => RuleLaboratory.Ballots(seed / unit, unit * 3))];
        UnitTally[] tallies = [.. units.Select((ballots, i) => new UnitTally($"u{i}", ScorerTests.Tally(Layout, ballots), i + 0.5m))];
        ExactShare?[] each = [.. units
            .Select(ballots => Share(RuleLaboratory.Recount("S", AggregationRule.PooledItems, MissingRule.ValidAnswers, ballots)))];
        ExactShare? pooled = Share(
            RuleLaboratory.Recount("S", AggregationRule.PooledItems, MissingRule.ValidAnswers, [.. units.SelectMany(ballots => ballots)]));
        (ExactShare, ExactShare)[] known = [.. each.Select((share, i) => (share, ExactShare.FromDecimal(i + 0.5m)))
            .Where(part => part.share is not null).Select(part => (part.share!.Value, part.Item2))];

        Assert.Equal(pooled, Combined(UnitCombination.PooledBallots).Share);
        Assert.Equal(known.Length == 0 ? null : ExactShare.Mean([.. known.Select(part => part.Item1)]),
            Combined(UnitCombination.MeanOfUnits).Share);
        Assert.Equal(known.Length == 0 ? null : ExactShare.WeightedMean(known), Combined(UnitCombination.GivenWeights).Share);
        Assert.Equal(30, Combined(UnitCombination.MeanOfUnits).Ballots);

        CombinedScore Combined(UnitCombination combination) =>
            UnitCombiner.Combine(Pack, Layout, tallies, combination).Single(score => score.Node.Code == "S");
    }

    [Fact]
    public void Combine_UnitWithoutBallots_IsLeftOutByName()
    {
        UnitTally[] units = [new("a", ScorerTests.Tally(Layout, [[5, 5, 3, 5, 3, 5, 2, 5]])), new("b", new AnswerTally(Layout))];

        Assert.All(Enum.GetValues<UnitCombination>().SelectMany(combination => UnitCombiner.Combine(Pack, Layout, units, combination)),
            score =>
        {
            Assert.Equal(["b"], score.UnitsLeftOut);
            Assert.Equal((ExactShare.One, 1), (score.Share, score.UnitsIn));
        });
    }

    private static ExactShare? Share(RuleLaboratory.Ratio? ratio) => ratio is { } known ? new ExactShare(known.Over, known.Under) : null;
}
