using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sipas.Counting.Kernels;

namespace Sipas.Counting;

/// <summary>Filters and breakdowns by the answers themselves, as by what respondents said of themselves.</summary>
public class AnswerFilterTests
{
    [Property(Arbitrary = [typeof(Sizes)], MaxTest = 60)]
    public void Histogram_FilteredAndBrokenDownByAnswers_EqualsThePlainLoop((int Seed, int Count) drawn)
    {
        RandomBallots ballots = RandomBallots.Draw(drawn.Seed, drawn.Count, allSatisfied: drawn.Seed % 4 == 0);
        Assert.All(VectorPaths.Supported, path =>
        {
            BallotColumns columns = ballots.Build(path);
            var random = new Random(drawn.Seed);
            Assert.True(Enumerable.Range(0, 4).All(_ =>
            {
                BallotFilter filter = Draw(random, ballots);
                int item = random.Next(ballots.Layout.Items.Count);
                bool perUnit = random.Next(2) == 0;
                var options = new QueryOptions { Path = path, DegreeOfParallelism = 1 + random.Next(3) };
                return RandomBallots.Holds(columns.Histogram(filter, CubeAxis.Answer(item), perUnit, options),
                    Count(ballots, filter, codes => codes[item], perUnit))
                    && RandomBallots.Holds(columns.Histogram(filter, perUnit: perUnit, options: options),
                        Count(ballots, filter, _ => 0, perUnit));
            }));
        });
    }

    [Property(Arbitrary = [typeof(Sizes)], MaxTest = 60)]
    public bool CountBallots_ByAnswer_CountsDistinctBallots((int Seed, int Count) drawn)
    {
        RandomBallots ballots = RandomBallots.Draw(drawn.Seed, drawn.Count);
        var random = new Random(drawn.Seed);
        BallotFilter filter = Draw(random, ballots);
        int item = random.Next(ballots.Layout.Items.Count);

        BallotCounts counts = ballots.Build().CountBallots(filter, CubeAxis.Answer(item));

        return counts.AxisLength == ballots.Layout.Items[item].CodeCount
            && RandomBallots.Holds(counts, Count(ballots, filter, codes => codes[item], perUnit: true));
    }

    [Fact]
    public void Histogram_AnItemOrCodeThatTheQuestionnaireDoesNotAsk_Throws()
    {
        BallotColumns columns = RandomBallots.Draw(11, 100, [6, 3]).Build();

        Assert.Throws<ArgumentException>(() => columns.Histogram(Only(2, 1)));
        Assert.Throws<ArgumentException>(() => columns.Histogram(Only(-1, 1)));
        Assert.Contains("'Q1'", Assert.Throws<ArgumentException>(() => columns.Histogram(Only(1, 3))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => columns.Histogram(axis: CubeAxis.Answer(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => CubeAxis.Answer(-1));
        Assert.Equal(0, columns.Histogram(new BallotFilter { Answers = new Dictionary<int, IReadOnlyCollection<byte>> { [0] = [] } },
            perUnit: false).BallotCount(0));
        Assert.Equal(100, columns
            .Histogram(new BallotFilter { Answers = new Dictionary<int, IReadOnlyCollection<byte>> { [1] = [2, 0, 1, 0] } }, perUnit: false)
            .BallotCount(0));
        Assert.NotEqual(CubeAxis.Answer(1), CubeAxis.Attribute(1));

        static BallotFilter Only(int item, byte code) =>
            new() { Answers = new Dictionary<int, IReadOnlyCollection<byte>> { [item] = [code] } };
    }

    // One to three items, each with a random set of its codes, beside a condition of another kind now and then.
    private static BallotFilter Draw(Random random, RandomBallots ballots)
    {
        var answers = new Dictionary<int, IReadOnlyCollection<byte>>();
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int item = random.Next(ballots.Layout.Items.Count);
            answers[item] = [.. Enumerable.Range(0, ballots.Layout.Items[item].CodeCount).Where(_ => random.Next(2) == 0)
                .Select(code => (byte)code)];
        }

        return new BallotFilter
        {
            Answers = answers,
            Units = random.Next(4) == 0 ? [0, 2, 5] : null,
            Flagged = random.Next(4) == 0 ? random.Next(2) == 0 : null,
            From = random.Next(4) == 0 ? ballots.Schema.FirstDay.AddDays(random.Next(60)) : null,
        };
    }

    private static Dictionary<(int Unit, int Position), AnswerTally> Count(
        RandomBallots ballots, BallotFilter filter, Func<byte[], int> position, bool perUnit)
    {
        var tallies = new Dictionary<(int, int), AnswerTally>();
        foreach ((BallotFacts facts, byte[] codes) in ballots.Ballots)
        {
            if (!filter.Answers!.All(answer => answer.Value.Contains(codes[answer.Key])) || filter.Units?.Contains(facts.Unit) == false
                || (filter.Flagged is { } flagged && facts.Flagged != flagged) || (filter.From is { } from && facts.Day < from))
            {
                continue;
            }

            (int, int) key = (perUnit ? facts.Unit : 0, position(codes));
            if (!tallies.TryGetValue(key, out AnswerTally? tally))
            {
                tallies[key] = tally = new AnswerTally(ballots.Layout);
            }

            tally.Add(codes);
        }

        return tallies;
    }

    private static class Sizes
    {
        public static Arbitrary<(int Seed, int Count)> Pairs() =>
            (from seed in Gen.Choose(0, int.MaxValue)
             from near in Gen.Elements(0, 1, 63, 64, 65, 127, 128, 129, 255, 256, 257, 511, 512, 513)
             from any in Gen.Choose(0, 1000)
             from which in Gen.Elements(true, false)
             select (seed, which ? near : any)).ToArbitrary();
    }
}
