using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Sampling;

public class SelectionTests
{
    [Theory]
    [InlineData(7, 3)]
    [InlineData(10, 9)]
    [InlineData(5, 5)]
    [InlineData(6, 1)]
    public void SimpleRandom_FortyThousandDraws_HitsEveryUnitAndPairAsOftenAsItShould(int population, int count)
    {
        var random = new SeededGenerator(20261121);

        Assert.Empty(InclusionTest.Failures(InclusionTest.OfSimpleRandom(population, count),
            () => Selection.SimpleRandom(population, count, random)));
    }

    [Fact]
    public void SimpleRandom_EveryOrderedSample_IsEquallyLikely()
    {
        var random = new SeededGenerator(3);
        Dictionary<string, int> seen = [];
        for (int i = 0; i < 60_000; i++)
        {
            string drawn = string.Join(',', Selection.SimpleRandom(5, 3, random));
            seen[drawn] = seen.GetValueOrDefault(drawn) + 1;
        }

        Assert.Equal(60, seen.Count);
        Assert.All(seen.Values, times => Assert.InRange(times, 1000 - 160, 1000 + 160));
    }

    [Theory]
    [InlineData(10, 3)]
    [InlineData(11, 4)]
    [InlineData(7, 7)]
    public void Systematic_FortyThousandDraws_HitsEveryUnitAndPairAsOftenAsItShould(int population, int count)
    {
        var random = new SeededGenerator(7);
        double[,] joint = InclusionTest.OfOutcomes(population,
            [.. Enumerable.Range(0, population).Select(start => Selection.SystematicAt(start, population, count))]);

        Assert.Empty(InclusionTest.Failures(joint, () => Selection.Systematic(population, count, random)));
    }

    [Fact]
    public void Systematic_OverEveryStart_GivesEachUnitExactlyTheSameChance()
    {
        for (int population = 1; population <= 40; population++)
        {
            for (int count = 1; count <= population; count++)
            {
                long[] times = new long[population];
                for (int start = 0; start < population; start++)
                {
                    long[] drawn = Selection.SystematicAt(start, population, count);
                    Assert.Equal(count, drawn.Distinct().Count());
                    foreach (long position in drawn)
                    {
                        times[position]++;
                    }
                }

                Assert.All(times, seen => Assert.Equal(count, seen));
            }
        }
    }

    [Fact]
    public void Systematic_HugeFrame_DoesNotOverflow()
    {
        long[] drawn = Selection.SystematicAt(long.MaxValue - 2, long.MaxValue - 1, 1_000);

        Assert.All(drawn.Zip(drawn.Skip(1)),
            pair => Assert.InRange(pair.Second - pair.First, (long.MaxValue / 1000) - 1, (long.MaxValue / 1000) + 1));
        Assert.True(drawn[^1] < long.MaxValue - 1);
    }

    [Theory]
    [InlineData(10, 3, 3)]
    [InlineData(6, 4, 1)]
    [InlineData(9, 6, 2)]
    [InlineData(7, 2, 4)]
    [InlineData(12, 12, 1)]
    public void CircularSystematic_OverEveryStart_GivesEachUnitTheSameChanceAndNoneTwice(int population, int count, long step)
    {
        Assert.Equal(step, Selection.CircularStep(population, count));
        double[,] joint = InclusionTest.OfOutcomes(population,
            [.. Enumerable.Range(0, population).Select(start => Selection.CircularAt(start, population, count))]);
        for (int i = 0; i < population; i++)
        {
            Assert.Equal((double)count / population, joint[i, i], 1e-12);
        }

        var random = new SeededGenerator(11);
        Assert.Empty(InclusionTest.Failures(joint, () => Selection.CircularSystematic(population, count, random)));
    }

    [Fact]
    public void CircularStep_AllSmallFrames_WalksWithoutMeetingAUnitTwice()
    {
        for (int population = 1; population <= 60; population++)
        {
            for (int count = 1; count <= population; count++)
            {
                Assert.Equal(count, Selection.CircularAt(population - 1, population, count).Distinct().Count());
            }
        }
    }

    [Fact]
    public void SmallestNumbers_FortyThousandDraws_IsASimpleRandomSample()
    {
        var random = new SeededGenerator(13);
        double[] numbers = new double[8];

        Assert.Empty(InclusionTest.Failures(InclusionTest.OfSimpleRandom(8, 3), () =>
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                numbers[i] = random.NextShare();
            }

            return Selection.SmallestNumbers(numbers, 3);
        }));
    }

    [Fact]
    public void SmallestNumbers_OfPermanentNumbersOfManySeeds_IsASimpleRandomSample()
    {
        ulong seed = 0;
        string[] ids = [.. Enumerable.Range(1, 6).Select(i => $"HS-{i}")];

        Assert.Empty(InclusionTest.Failures(InclusionTest.OfSimpleRandom(6, 2), () =>
        {
            seed++;
            return Selection.SmallestNumbers(ids.Select(id => PermanentNumber.Of(seed, id)).ToArray(), 2);
        }));
    }

    [Fact]
    public void SmallestNumbers_FrameThatChanged_KeepsAllButWhatChanged()
    {
        string[] ids = [.. Enumerable.Range(1, 200).Select(i => $"HS-{i}")];
        string[] drawn = Draw(ids);

        Assert.Equal(drawn, Draw([.. ids.Where(id => id != ids.First(other => !drawn.Contains(other)))]));
        Assert.Equal(drawn[1..], Draw([.. ids.Where(id => id != drawn[0])])[..19]);
        Assert.InRange(Draw([.. ids, .. Enumerable.Range(201, 5).Select(i => $"HS-{i}")]).Intersect(drawn).Count(), 15, 20);

        static string[] Draw(string[] frame) =>
            [.. Selection.SmallestNumbers(frame.Select(id => PermanentNumber.Of(5, id)).ToArray(), 20).Select(i => frame[i])];
    }

    [Fact]
    public void WrongVariants_OfEqualSelection_FailTheSameTest()
    {
        var random = new SeededGenerator(17);

        // With replacement: repeats are dropped and the sample is short.
        Assert.NotEmpty(InclusionTest.Failures(InclusionTest.OfSimpleRandom(7, 3),
            () => [.. Enumerable.Range(0, 3).Select(_ => random.NextBelow(7L)).Distinct()]));

        // Each step swaps with any place, not only with those to come.
        Assert.NotEmpty(InclusionTest.Failures(InclusionTest.OfSimpleRandom(7, 3), () =>
        {
            long[] places = [0, 1, 2, 3, 4, 5, 6];
            for (int i = 0; i < 7; i++)
            {
                int j = random.NextBelow(7);
                (places[i], places[j]) = (places[j], places[i]);
            }

            return places[..3];
        }));

        // An integer interval ⌊N/n⌋ never reaches the end of the frame.
        double[,] systematic = InclusionTest.OfOutcomes(11,
            [.. Enumerable.Range(0, 11).Select(start => Selection.SystematicAt(start, 11, 4))]);
        Assert.NotEmpty(InclusionTest.Failures(systematic, () =>
        {
            long start = random.NextBelow(2);
            return [start, start + 2, start + 4, start + 6];
        }));

        // A circular walk of a step that closes too early meets units twice.
        Assert.NotEmpty(InclusionTest.Failures(InclusionTest.OfSimpleRandom(6, 4), () =>
        {
            long start = random.NextBelow(6);
            return [start, (start + 2) % 6, (start + 4) % 6, start];
        }));

        // Numbers that are not alike for all.
        Assert.NotEmpty(InclusionTest.Failures(InclusionTest.OfSimpleRandom(8, 3), () =>
            Selection.SmallestNumbers(Enumerable.Range(0, 8).Select(i => random.NextShare() * (i < 4 ? 1 : 1.2)).ToArray(), 3)));
    }

    [Fact]
    public void Draws_ForEver_GiveWhatAProgramInPythonGave()
    {
        Assert.Equal([3, 2, 4, 5], Selection.SimpleRandom(10, 4, new SeededGenerator(42)));
        Assert.Equal([0, 3, 5, 8], Selection.Systematic(10, 4, new SeededGenerator(42)));
        Assert.Equal([3, 6, 9, 2], Selection.CircularSystematic(10, 4, new SeededGenerator(42)));
        Assert.Equal(0.281185677886559, PermanentNumber.Of(5, "HS-1"), 1e-15);
    }

    [Theory]
    [InlineData(5, 6, "SMP0003")]
    [InlineData(5, 0, "SMP0004")]
    [InlineData(5, -1, "SMP0004")]
    [InlineData(0, 1, "SMP0010")]
    public void EverySelector_BadCounts_NamesStratumAndValue(long population, long count, string code)
    {
        var random = new SeededGenerator(1);
        double[] numbers = new double[population];
        Action[] draws =
        [
            () => Selection.SimpleRandom(population, count, random, "Sở Xây dựng"),
                () => Selection.Systematic(population, count, random, "Sở Xây dựng"),
            () => Selection.CircularSystematic(population, count, random, "Sở Xây dựng"),
                () => Selection.SmallestNumbers(numbers, count, "Sở Xây dựng"),
            () => PpsPlan.Create([.. Enumerable.Repeat(3L, (int)population)], count, "Sở Xây dựng"),
        ];

        Assert.All(draws, draw =>
        {
            Problem problem = Assert.Single(Assert.Throws<SipasException>(draw).Problems);
            Assert.Equal(code, problem.Code);
            Assert.Contains("Sở Xây dựng", problem.Message.Vi, StringComparison.Ordinal);
            Assert.Contains(count.ToString(System.Globalization.CultureInfo.InvariantCulture), problem.Message.En,
                StringComparison.Ordinal);
        });
    }
}
