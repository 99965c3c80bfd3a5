using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sipas.Counting;
using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Scoring;

public class ScorerTests
{
    private static readonly (AggregationRule Rule, MissingRule Missing, MethodPack Pack, AnswerLayout Layout)[] Laboratories =
    [
        .. from rule in Enum.GetValues<AggregationRule>()
           from missing in Enum.GetValues<MissingRule>()
           let pack = RuleLaboratory.Pack(rule, missing)
           select (rule, missing, pack, RuleLaboratory.Layout(pack)),
    ];

    public static TheoryData<AggregationRule, MissingRule> Rules
    {
        get
        {
            var all = new TheoryData<AggregationRule, MissingRule>();
            foreach (AggregationRule rule in Enum.GetValues<AggregationRule>())
            {
                foreach (MissingRule missing in Enum.GetValues<MissingRule>())
                {
                    all.Add(rule, missing);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Verify_PackOfTheLaboratory_FindsNoFaultInItsIndexAndRules(AggregationRule rule, MissingRule missing) =>
        Assert.DoesNotContain(MethodPackVerifier.Verify(RuleLaboratory.Pack(rule, missing)),
            fault => fault.Place!.StartsWith("index", StringComparison.Ordinal)
                || fault.Place.StartsWith("rules", StringComparison.Ordinal));

    [Property(Arbitrary = [typeof(Sizes)])]
    public void Score_RandomBallots_EqualsThePlainRecountInEveryNode((int Seed, int Count) drawn) => Assert.All(Laboratories, laboratory =>
    {
        (AggregationRule rule, MissingRule missing, MethodPack pack, AnswerLayout layout) = laboratory;
        (int seed, int count) = drawn;
        byte[][] ballots = RuleLaboratory.Ballots(seed, count);
        foreach (NodeScore node in Scorer.Score(pack, Tally(layout, ballots)).Overall.SelfAndDescendants())
        {
            RuleLaboratory.Ratio? expected = RuleLaboratory.Recount(node.Node.Code, rule, missing, ballots);
            Assert.Equal(expected is { } ratio ? new ExactShare(ratio.Over, ratio.Under) : null, node.Score.Share);
            Assert.Equal(expected is null, node.Score.Reason != NotComputable.None);
            Assert.Equal(count == 0, node.Score.Reason == NotComputable.NoBallots);
        }
    });

    [Property(Arbitrary = [typeof(Shards)])]
    public void Score_ShardsInAnyOrder_GiveTheSameFiguresToTheLastDigit((int Seed, int Shards) drawn) =>
        Assert.All(Laboratories, laboratory =>
        {
            (_, _, MethodPack pack, AnswerLayout layout) = laboratory;
            (int seed, int shards) = drawn;
            byte[][] ballots = RuleLaboratory.Ballots(seed, 30);
            AnswerTally whole = Tally(layout, ballots);
            var random = new Random(seed);
            random.Shuffle(ballots);
            AnswerTally[] parts = [.. Enumerable.Range(0, shards)
                .Select(shard => Tally(layout, [.. ballots.Where((_, i) => i % shards == shard)]))];
            random.Shuffle(parts);
            var merged = new AnswerTally(layout);
            foreach (AnswerTally part in parts)
            {
                merged.Merge(part);
            }

            Assert.Equal(whole.Counters.ToArray(), merged.Counters.ToArray());
            Assert.Equal(Shares(pack, whole), Shares(pack, merged));
        });

    [Property(Arbitrary = [typeof(Seeds)])]
    public void Score_OneAnswerRaised_NeverLowersAnIndex(int seed) => Assert.All(Laboratories, laboratory =>
    {
        (_, _, MethodPack pack, AnswerLayout layout) = laboratory;
        byte[][] ballots = RuleLaboratory.Ballots(seed, 6);
        ExactShare?[] before = Shares(pack, Tally(layout, ballots));
        var random = new Random(seed);
        int ballot = random.Next(ballots.Length);
        int item = random.Next(layout.Items.Count);
        if (!RuleLaboratory.IsLevel(item, ballots[ballot][item]) || ballots[ballot][item] == layout.Items[item].LevelCount)
        {
            return;
        }

        ballots[ballot][item]++;
        Assert.All(before.Zip(Shares(pack, Tally(layout, ballots))),
            pair => Assert.True(pair.First is null ? pair.Second is null : pair.Second >= pair.First));
    });

    [Theory]
    [MemberData(nameof(Rules))]
    public void Score_HundredMillionAnswersPerItem_DoesNotOverflow(AggregationRule rule, MissingRule missing)
    {
        MethodPack pack = RuleLaboratory.Pack(rule, missing);
        AnswerLayout layout = RuleLaboratory.Layout(pack);
        byte[][] ballots = RuleLaboratory.Ballots(7, 97);
        AnswerTally small = Tally(layout, ballots);
        AnswerTally big = small.Copy();
        for (int doubling = 0; doubling < 21; doubling++)
        {
            big.Merge(big.Copy());
        }

        Assert.True(big.BallotCount > 200_000_000);
        Assert.Equal(Shares(pack, small), Shares(pack, big));
    }

    [Fact]
    public void Score_CountsBesideTheFigure_TellBlankNotApplicableAndDontKnowApart()
    {
        MethodPack pack = RuleLaboratory.Pack(AggregationRule.PooledItems, MissingRule.ValidAnswers);
        AnswerLayout layout = RuleLaboratory.Layout(pack);
        AnswerTally tally = Tally(layout,
            [[5, 0, 0, 0, 0, 0, 0, 0], [6, 0, 0, 0, 0, 0, 0, 0], [7, 0, 0, 0, 0, 0, 0, 0], [8, 0, 0, 0, 0, 0, 0, 0],
                [0, 0, 0, 0, 0, 0, 0, 0]]);

        AnswerCounts counts = Scorer.Score(pack, tally).Items[0].Score.Counts;

        Assert.Equal(new AnswerCounts(1, 1, 1, 3) { NotApplicable = 1, DontKnow = 1 }, counts);
        Assert.Equal((1, 5, 3), (counts.Denominator(MissingRule.ValidAnswers), counts.Denominator(MissingRule.AllBallots),
            counts.Denominator(MissingRule.NotApplicableExcluded)));
        Assert.Equal(new ExactShare(1, 5), counts.Coverage);
    }

    [Fact]
    public void Score_MeanWithoutOneItem_IsNotComputableAndNamesIt()
    {
        MethodPack pack = RuleLaboratory.Pack(AggregationRule.MeanOfItems, MissingRule.ValidAnswers);
        AnswerTally tally = Tally(RuleLaboratory.Layout(pack), [[5, 0, 3, 5, 3, 5, 2, 5]]);

        Score overall = Scorer.Score(pack, tally).Overall.Score;

        Assert.Null(overall.Share);
        Assert.Equal(NotComputable.PartNotComputable, overall.Reason);
        Assert.Equal(["a2"], overall.MissingParts);
    }

    [Fact]
    public void Score_AllSatisfiedFromCountsByItemOnly_IsNotComputableRatherThanWrong()
    {
        MethodPack pooled = RuleLaboratory.Pack(AggregationRule.PooledItems, MissingRule.ValidAnswers);
        AnswerTally byItem = Tally(RuleLaboratory.Layout(pooled), [[5, 5, 3, 5, 3, 5, 2, 5]]);

        Score overall = Scorer.Score(pooled with { Rules = pooled.Rules with { Aggregation = AggregationRule.AllSatisfied } },
            byItem).Overall.Score;

        Assert.Equal((null, NotComputable.NotCounted), (overall.Share, overall.Reason));
    }

    [Fact]
    public void Score_ItemThatMeasuresNoSatisfaction_HasNoShareButItsCounts()
    {
        MethodPack pack = MethodPacks.Shipped("bnv-1001-2023");
        var layout = new AnswerLayout(pack, pack.Questionnaires[0]);
        byte[] codes = new byte[layout.Items.Count];
        codes[layout.Find("A1")!.Index] = 2;
        AnswerTally tally = Tally(layout, [codes]);

        ItemScore sex = Scorer.Score(pack, tally).Items[layout.Find("A1")!.Index];

        Assert.Equal((null, NotComputable.NotScored), (sex.Score.Share, sex.Score.Reason));
        Assert.Equal([0L, 0, 1], sex.CodeCounts);
    }

    internal static AnswerTally Tally(AnswerLayout layout, byte[][] ballots)
    {
        var tally = new AnswerTally(layout);
        foreach (byte[] ballot in ballots)
        {
            tally.Add(ballot);
        }

        return tally;
    }

    private static ExactShare?[] Shares(MethodPack pack, AnswerTally tally)
    {
        ScoreCard card = Scorer.Score(pack, tally);
        return [.. card.Overall.SelfAndDescendants().Select(node => node.Score.Share), .. card.Items.Select(item => item.Score.Share)];
    }

    private static class Sizes
    {
        public static Arbitrary<(int Seed, int Count)> Pairs() =>
            (from seed in Gen.Choose(0, int.MaxValue) from count in Gen.Choose(0, 25) select (seed, count)).ToArbitrary();
    }

    private static class Shards
    {
        public static Arbitrary<(int Seed, int Shards)> Pairs() =>
            (from seed in Gen.Choose(0, int.MaxValue) from shards in Gen.Choose(1, 7) select (seed, shards)).ToArbitrary();
    }
}
