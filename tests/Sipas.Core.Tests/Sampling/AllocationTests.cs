using FsCheck.Xunit;
using Sipas.Mathematics;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

public class AllocationTests
{
    [Fact]
    public void Allocate_HaNoiDistricts_Gives300Each()
    {
        AllocationResult result = Allocation.Allocate(9_000, Strata(30, i => 10_000 + (i * 777)),
            new AllocationRule { Kind = AllocationKind.Equal });

        Assert.All(result.Strata, stratum => Assert.Equal(300, stratum.SampleCount));
    }

    [Fact]
    public void Allocate_HaNoiDepartments_AddUpTo2575WithTheMinimumStored()
    {
        Stratum[] departments = Strata(23, i => i < 2 ? 130 : 900 * (i + 1) * (i + 1));

        AllocationResult equal = Allocation.Allocate(2_575, departments, new AllocationRule { Kind = AllocationKind.Equal });
        AllocationResult power = Allocation.Allocate(2_575, departments,
            new AllocationRule { Kind = AllocationKind.Power, MinimumPerStratum = 100 });

        Assert.Equal([.. Enumerable.Repeat(112L, 22), 111], equal.Strata.Select(stratum => stratum.SampleCount));
        Assert.Equal(2_575, power.Strata.Sum(stratum => stratum.SampleCount));
        Assert.All(power.Strata, stratum => Assert.True(stratum.SampleCount >= 100));
        Assert.Equal(AllocationRounding.IntegerOptimum, power.Rounding);
    }

    [Fact]
    public void Allocate_ProportionalByLargestRemainder_IsExact()
    {
        // Quotas 4.5, 2.7, 1.8 of 9: floors 4, 2, 1; the two left go to .8 and .7.
        AllocationResult result = Allocation.Allocate(9, Strata([50, 30, 20]), new AllocationRule { Kind = AllocationKind.Proportional });

        Assert.Equal([4, 3, 2], Sizes(result));
        Assert.Equal(AllocationRounding.LargestRemainder, result.Rounding);
        Assert.Equal([2, 2, 1], Sizes(
            Allocation.Allocate(5, Strata([7, 7, 7]), new AllocationRule { Kind = AllocationKind.Proportional })));
    }

    [Fact]
    public void Allocate_NeymanAndCost_FollowCochran()
    {
        // N S = 400·3, 300·5, 300·8 = 1200, 1500, 2400 of 5100: n = 51 → 12, 15, 24. Costs 1, 4, 4: 1200, 750, 1200 of 3150.
        Stratum[] strata =
        [
            new() { Code = "A", PopulationCount = 400, StandardDeviation = 3 },
            new() { Code = "B", PopulationCount = 300, StandardDeviation = 5, UnitCost = 4 },
            new() { Code = "C", PopulationCount = 300, StandardDeviation = 8, UnitCost = 4 },
        ];

        Assert.Equal([12, 15, 24], Sizes(Allocation.Allocate(51, strata, new AllocationRule { Kind = AllocationKind.Neyman })));
        Assert.Equal([24, 15, 24], Sizes(Allocation.Allocate(63, strata, new AllocationRule { Kind = AllocationKind.CostOptimal })));
    }

    [Fact]
    public void Allocate_PowerAndKish_LieBetweenEqualAndProportional()
    {
        Stratum[] strata = Strata([100, 10_000]);

        Assert.Equal([10, 100], Sizes(Allocation.Allocate(110, strata, new AllocationRule { Kind = AllocationKind.Power })));
        Assert.Equal([1, 109], Sizes(Allocation.Allocate(110, strata, new AllocationRule { Kind = AllocationKind.Proportional })));
        Assert.Equal([1, 109], Sizes(Allocation.Allocate(110, strata, new AllocationRule { Kind = AllocationKind.Kish, Importance = 0 })));

        // √(W² + 1/4): 0.5000980 and 1.1092 of 1.6093 → 34.18 and 75.82.
        Assert.Equal([34, 76], Sizes(Allocation.Allocate(110, strata, new AllocationRule { Kind = AllocationKind.Kish })));
        Assert.Equal([55, 55], Sizes(Allocation.Allocate(110, strata, new AllocationRule { Kind = AllocationKind.Power, Exponent = 0 })));
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public void Allocate_WithBounds_IsTheOptimumAmongAllWholeNumbers(ulong seed)
    {
        var random = new SeededGenerator(seed);
        Stratum[] strata = [.. Enumerable.Range(0, 3).Select(i => new Stratum
        {
            Code = $"S{i}",
            PopulationCount = 1 + random.NextBelow(30),
            StandardDeviation = 0.1 + random.NextShare(),
            MaximumCount = 1 + random.NextBelow(12),
        })];
        long maximum = strata.Sum(stratum => Math.Min(stratum.PopulationCount, stratum.MaximumCount!.Value));
        long least = strata.Sum(stratum => Math.Min(2, Math.Min(stratum.PopulationCount, stratum.MaximumCount!.Value)));
        long total = least + random.NextBelow(maximum - least + 1);

        AllocationResult result = Allocation.Allocate(total, strata,
            new AllocationRule { Kind = AllocationKind.Neyman, MinimumPerStratum = 2 });

        long[] sizes = Sizes(result);
        Assert.Equal(total, sizes.Sum());
        if (result.Rounding == AllocationRounding.IntegerOptimum)
        {
            double best = AllWithin(strata, total).Min(candidate => Variance(strata, candidate));
            Assert.Equal(best, Variance(strata, sizes), 1e-9 * best);
        }
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public void Allocate_AnyRule_AddsUpAndKeepsTheBounds(ulong seed)
    {
        var random = new SeededGenerator(seed);
        Stratum[] strata = [.. Enumerable.Range(0, 1 + random.NextBelow(40)).Select(i => new Stratum
        {
            Code = $"S{i}",
            PopulationCount = i > 0 && random.NextBelow(6) == 0 ? 0 : 1 + random.NextBelow(i % 5 == 0 ? 10 : 100_000),
            StandardDeviation = random.NextShare() + 0.01,
            UnitCost = 1 + random.NextBelow(9),
        })];
        var rule = new AllocationRule
        {
            Kind = (AllocationKind)random.NextBelow(6),
            MinimumPerStratum = random.NextBelow(4),
            Exponent = random.NextShare()
        };
        long least = strata.Sum(stratum => Math.Min(stratum.PopulationCount, rule.MinimumPerStratum));
        long total = Math.Max(1, least + random.NextBelow(Math.Min(30_000, strata.Sum(stratum => stratum.PopulationCount) - least + 1)));

        AllocationResult result = Allocation.Allocate(total, strata, rule);

        Assert.Equal(total, result.Strata.Sum(stratum => stratum.SampleCount));
        Assert.All(result.Strata,
            stratum => Assert.InRange(stratum.SampleCount, Math.Min(stratum.PopulationCount, rule.MinimumPerStratum),
                stratum.PopulationCount));
        Assert.Equal(Sizes(result), Sizes(Allocation.Allocate(total, strata, rule)));
    }

    [Fact]
    public void Allocate_EmptyStratum_GetsNothingAndNoMinimum()
    {
        AllocationResult result = Allocation.Allocate(10, Strata([0, 50, 50]),
            new AllocationRule { Kind = AllocationKind.Equal, MinimumPerStratum = 2 });

        Assert.Equal([0, 5, 5], Sizes(result));
        Assert.Null(result.Strata[0].Margin);
        Assert.Equal(0, result.Strata[0].SamplingFraction);
    }

    [Fact]
    public void Allocate_BadInput_NamesStratumAndValue()
    {
        var equal = new AllocationRule { Kind = AllocationKind.Equal };
        Expect("SMP0004", "Σ", "0", () => Allocation.Allocate(0, Strata([5]), equal));
        Expect("SMP0004", "Σ", "-3", () => Allocation.Allocate(-3, Strata([5]), equal));
        Expect("SMP0008", "S1", "60",
            () => Allocation.Allocate(50, [Stratum("S0", 90) with { MinimumCount = 10 }, Stratum("S1", 90) with { MinimumCount = 50 }],
                equal));
        Expect("SMP0009", "S0: 5, S1: 6", "12", () => Allocation.Allocate(12, Strata([5, 6]), equal));
        Expect("SMP0010", "S1", "2", () => Allocation.Allocate(4, [Stratum("S0", 9), Stratum("S1", 0) with { MinimumCount = 2 }], equal));
        Expect("SMP0011", "S0", "S0", () => Allocation.Allocate(4, [Stratum("S0", 9), Stratum("S0", 9)], equal));
        Expect("SMP0001", "S0", "-9", () => Allocation.Allocate(4, [Stratum("S0", -9)], equal));
        Expect("SMP0015", "S0", "10", () => Allocation.Allocate(4, [Stratum("S0", 9) with { MinimumCount = 10 }], equal));
        Expect("SMP0012", "S0", "—", () => Allocation.Allocate(4, [Stratum("S0", 9)], new AllocationRule { Kind = AllocationKind.Neyman }));
        Expect("SMP0012", "S0", "0",
            () => Allocation.Allocate(4, [Stratum("S0", 9) with { StandardDeviation = 0 }],
                new AllocationRule { Kind = AllocationKind.Neyman }));

        static void Expect(string code, string place, string value, Action call)
        {
            Problem problem = Assert.Single(Assert.Throws<SipasException>(call).Problems);
            Assert.Equal((code, place, value), (problem.Code, problem.Place, problem.Value));
        }
    }

    private static Stratum Stratum(string code, long population) => new() { Code = code, PopulationCount = population };

    private static Stratum[] Strata(long[] populations) => [.. populations.Select((population, i) => Stratum($"S{i}", population))];

    private static Stratum[] Strata(int count, Func<int, long> population) => Strata([.. Enumerable.Range(0, count).Select(population)]);

    private static long[] Sizes(AllocationResult result) => [.. result.Strata.Select(stratum => stratum.SampleCount)];

    private static double Variance(Stratum[] strata, long[] sizes) =>
        strata.Zip(sizes).Sum(pair =>
            pair.First.PopulationCount * pair.First.PopulationCount * pair.First.StandardDeviation!.Value
            * pair.First.StandardDeviation.Value / pair.Second);

    private static IEnumerable<long[]> AllWithin(Stratum[] strata, long total)
    {
        long[] caps = [.. strata.Select(stratum => Math.Min(stratum.PopulationCount, stratum.MaximumCount!.Value))];
        for (long a = Math.Min(2, caps[0]); a <= caps[0]; a++)
        {
            for (long b = Math.Min(2, caps[1]); b <= caps[1]; b++)
            {
                if (total - a - b is var c && c >= Math.Min(2, caps[2]) && c <= caps[2])
                {
                    yield return [a, b, c];
                }
            }
        }
    }
}
