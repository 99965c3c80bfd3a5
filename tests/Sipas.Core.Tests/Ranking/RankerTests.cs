using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Ranking;

public class RankerTests
{
    [Fact]
    public void Rank_BlocksMinimumAndMovement_AreStoredApart()
    {
        var rule = new RankingRule { Ties = TieRule.Competition, MinimumBallots = 50 };
        RankCandidate[] units = [Unit("x", "departments", 89m, 100), Unit("y", "departments", 92m, 49), Unit("z", "communes", 70m, 60),
            Unit("w", "departments", null, 500), Unit("v", "departments", 91m, 50)];

        IReadOnlyList<BlockRanking> rankings = Ranker.Rank(rule, units, MethodPacks.Shipped("kiosk-9").FindBands("groups"),
            new Dictionary<string, int> { ["x"] = 1, ["v"] = 3 });

        Assert.Equal(["departments", "communes"], rankings.Select(ranking => ranking.Block));
        Assert.Equal([("v", 1), ("x", 2), ("y", (int?)null), ("w", null)],
            rankings[0].Units.Select(unit => (unit.Candidate.UnitCode, unit.Rank)));
        Assert.Equal([NotRanked.TooFewBallots, NotRanked.NoFigure], rankings[0].Units.Skip(2).Select(unit => unit.Reason));
        Assert.Equal([2, -1, null, null], rankings[0].Units.Select(unit => unit.Movement));
        Assert.Equal(new ChangeCounts(1, 1, 0, 0), rankings[0].Movements);
        Assert.Equal(["A", "B", "A", null], rankings[0].Units.Select(unit => unit.Group?.Code));
        Assert.Equal(new ExactShare(90, 1), rankings[0].MeanPercent);
    }

    [Theory]
    [InlineData(TieBreak.UnroundedShare, new[] { "b", "a", "c" })]
    [InlineData(TieBreak.BallotCount, new[] { "c", "b", "a" })]
    [InlineData(TieBreak.UnitCode, new[] { "a", "b", "c" })]
    [InlineData(TieBreak.GivenOrder, new[] { "c", "b", "a" })]
    public void Rank_Ordinal_FollowsTheNamedTieBreak(TieBreak tieBreak, string[] expected)
    {
        RankCandidate[] units =
        [
            Unit("c", "x", 84.94m, 30) with { Exact = new ExactShare(84936, 100000) },
            Unit("b", "x", 84.94m, 20) with { Exact = new ExactShare(84944, 100000) },
            Unit("a", "x", 84.94m, 10) with { Exact = new ExactShare(84940, 100000) },
        ];

        BlockRanking ranking = Ranker.Rank(new RankingRule { Ties = TieRule.Ordinal, TieBreak = tieBreak }, units)[0];

        Assert.Equal(expected, ranking.Units.Select(unit => unit.Candidate.UnitCode));
        Assert.Equal([1, 2, 3], ranking.Units.Select(unit => unit.Rank!.Value));
        Assert.All(ranking.Units, unit => Assert.True(unit.IsTied));
    }

    [Property(Arbitrary = [typeof(Percentages)])]
    public void Rank_RandomValues_EqualsTheDefinitionOfEachTieRule(int[] values)
    {
        RankCandidate[] units = [.. values.Select((value, i) => Unit($"u{i}", "x", value, 1))];
        foreach (TieRule ties in Enum.GetValues<TieRule>())
        {
            foreach (RankedUnit unit in Ranker.Rank(new RankingRule { Ties = ties }, units).SelectMany(block => block.Units))
            {
                int better = values.Count(value => value > unit.Candidate.Percent);
                int betterValues = values.Distinct().Count(value => value > unit.Candidate.Percent);
                int equals = values.Count(value => value == unit.Candidate.Percent);
                Assert.True(ties switch
                {
                    TieRule.Competition => unit.Rank == better + 1,
                    TieRule.Dense => unit.Rank == betterValues + 1,
                    _ => unit.Rank > better && unit.Rank <= better + equals,
                });
            }
        }
    }

    [Fact]
    public void Rank_UnitTwiceInABlock_IsRefused()
    {
        SipasException error = Assert.Throws<SipasException>(() =>
            Ranker.Rank(new RankingRule { Ties = TieRule.Dense }, [Unit("a", "x", 1, 1), Unit("a", "x", 2, 1)]));

        Assert.Equal(ProblemCodes.RankedTwice, Assert.Single(error.Problems).Code);
    }

    private static RankCandidate Unit(string code, string block, decimal? percent, long ballots) =>
        new() { UnitCode = code, Block = block, Percent = percent, Ballots = ballots };

    private static class Percentages
    {
        public static Arbitrary<int[]> Arrays() => Gen.Choose(70, 75).ArrayOf().ToArbitrary();
    }
}
