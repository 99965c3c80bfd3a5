using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Sampling;

public class PpsSelectionTests
{
    // Sizes with a certain unit, a unit of size 0 and a wide spread.
    private static readonly long[] Sizes = [12, 0, 90, 25, 7, 18, 31, 10];

    private const int Count = 4;

    private static readonly PpsPlan Plan = PpsPlan.Create(Sizes, Count);

    private static readonly double[] Shares = [.. Enumerable.Range(0, Sizes.Length).Select(Plan.ProbabilityOf)];

    private static readonly double[] Chance = [.. Shares.Where(share => share is > 0 and < 1)];

    [Fact]
    public void Plan_OfTheseTests_HasACertainUnitAndOneWithoutSize()
    {
        Assert.Equal([0.349514563, 0, 1, 0.7281553398, 0.2038834951, 0.5242718447, 0.9029126214, 0.2912621359], Shares,
            (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal((1, 3, 103), (Plan.CertainCount, Plan.ChanceCount, Plan.ChanceTotal));
    }

    [Fact]
    public void PpsSystematic_FortyThousandDraws_HitsEveryUnitAndPairAsOftenAsItShould()
    {
        var random = new SeededGenerator(1);
        double[,] joint = InclusionTest.OfOutcomes(Sizes.Length,
            [.. Enumerable.Range(0, 103).Select(start => Selection.PpsSystematicAt(Plan, start))]);
        for (int i = 0; i < Sizes.Length; i++)
        {
            Assert.Equal(Shares[i], joint[i, i], 1e-12);
        }

        Assert.Empty(InclusionTest.Failures(joint, () => Selection.PpsSystematic(Plan, random)));
    }

    [Fact]
    public void Sampford_FortyThousandDraws_HitsEveryUnitAndPairAsOftenAsItShould()
    {
        var random = new SeededGenerator(2);
        double[,] joint = ExactJoint.WithCertain(Shares, ExactJoint.Sampford(Chance));
        AssertFirstOrder(joint, 1e-12);

        Assert.Empty(InclusionTest.Failures(joint, () => Selection.Sampford(Plan, random)));
    }

    [Fact]
    public void Brewer_FortyThousandDraws_HitsEveryUnitAndPairAsOftenAsItShould()
    {
        var random = new SeededGenerator(3);
        double[,] joint = ExactJoint.WithCertain(Shares, ExactJoint.Brewer(Chance));
        AssertFirstOrder(joint, 1e-12);

        Assert.Empty(InclusionTest.Failures(joint, () => Selection.Brewer(Plan, random)));
    }

    [Fact]
    public void Pareto_FortyThousandDraws_HitsEveryUnitAndPairAsOftenAsItsOwnProbabilitiesSay()
    {
        var random = new SeededGenerator(4);
        double[,] joint = ExactJoint.WithCertain(Shares, ExactJoint.Pareto(Chance, 3));

        // The method's own probabilities are near π, not equal to it; n = 3 is as bad as it gets.
        AssertFirstOrder(joint, 0.02);

        Assert.Empty(InclusionTest.Failures(joint, () => Selection.Pareto(Plan, Numbers(random))));
    }

    [Fact]
    public void Poisson_FortyThousandDraws_HitsEveryUnitAndPairAsOftenAsItShould()
    {
        var random = new SeededGenerator(5);
        double[,] joint = InclusionTest.Of(Sizes.Length, (a, b) => a == b ? Shares[a] : Shares[a] * Shares[b]);

        Assert.Empty(InclusionTest.Failures(joint, () => Selection.Poisson(Plan, Numbers(random))));
    }

    [Fact]
    public void WrongVariants_OfUnequalSelection_FailTheSameTest()
    {
        var random = new SeededGenerator(6);
        double[,] sampford = ExactJoint.WithCertain(Shares, ExactJoint.Sampford(Chance));
        double[,] brewer = ExactJoint.WithCertain(Shares, ExactJoint.Brewer(Chance));
        int[] open = [.. Enumerable.Range(0, Sizes.Length).Where(i => Shares[i] is > 0 and < 1)];

        // Sampford with the rest drawn without replacement: nothing is ever rejected.
        Assert.NotEmpty(InclusionTest.Failures(sampford, () =>
            OneByOne((unit, step) => step == 0 ? Shares[unit] : Shares[unit] / (1 - Shares[unit]))));

        // One by one proportional to size, uncorrected.
        Assert.NotEmpty(InclusionTest.Failures(brewer, () => OneByOne((unit, _) => Shares[unit])));

        // Madow with an interval cut to a whole number, ⌊S/n⌋ = 34 of 103: the last unit loses.
        double[,] systematic = InclusionTest.OfOutcomes(Sizes.Length,
            [.. Enumerable.Range(0, 103).Select(start => Selection.PpsSystematicAt(Plan, start))]);
        Assert.NotEmpty(InclusionTest.Failures(systematic, () =>
        {
            long start = random.NextBelow(34);
            return [2, .. Enumerable.Range(0, 3).Select(i => (long)At(start + (34 * i)))];
        }));

        // Order sampling without the odds: u/π.
        double[,] pareto = ExactJoint.WithCertain(Shares, ExactJoint.Pareto(Chance, 3));
        Assert.NotEmpty(InclusionTest.Failures(pareto, () =>
        {
            double[] numbers = Numbers(random);
            return [2, .. open.OrderBy(i => numbers[i] / Shares[i]).Take(3).Select(i => (long)i)];
        }));

        // Poisson with one number for all units.
        double[,] poisson = InclusionTest.Of(Sizes.Length, (a, b) => a == b ? Shares[a] : Shares[a] * Shares[b]);
        Assert.NotEmpty(InclusionTest.Failures(poisson, () =>
            Selection.Poisson(Plan, [.. Enumerable.Repeat(random.NextShare(), Sizes.Length)])));

        long[] OneByOne(Func<int, int, double> weight)
        {
            var drawn = new List<long> { 2 };
            for (int step = 0; step < 3; step++)
            {
                int[] left = [.. open.Where(unit => !drawn.Contains(unit))];
                double mark = random.NextShare() * left.Sum(unit => weight(unit, step));
                drawn.Add(left.First(unit => (mark -= weight(unit, step)) < 0));
            }

            return [.. drawn];
        }

        int At(long mark) => open.First(unit => (mark -= Sizes[unit]) < 0);
    }

    [Fact]
    public void Plan_Cascade_RepeatsUntilNoneIsAboveOne()
    {
        // 1000 is certain at once; only then 300 is, then 90, then 30.
        var plan = PpsPlan.Create([1000, 300, 90, 30, 10, 4, 2, 2], 5);

        Assert.Equal([true, true, true, true, false, false, false, false], Enumerable.Range(0, 8).Select(plan.IsCertain));
        Assert.Equal(5.0 / 9, plan.ProbabilityOf(4), 1e-15);
    }

    [Fact]
    public void Plan_AsManyAsThereArePositive_TakesThemAllForCertain()
    {
        var plan = PpsPlan.Create([5, 0, 1, 100], 3);

        Assert.Equal([1.0, 0, 1, 1], Enumerable.Range(0, 4).Select(plan.ProbabilityOf));
        foreach (long[] drawn in (long[][])[Selection.PpsSystematic(plan, new SeededGenerator(1)),
            Selection.Sampford(plan, new SeededGenerator(1)), Selection.Brewer(plan, new SeededGenerator(1)),
            [.. Selection.Pareto(plan, [0.1, 0.2, 0.3, 0.4]).Order()], Selection.Poisson(plan, [0.1, 0.2, 0.3, 0.4])])
        {
            Assert.Equal([0, 2, 3], drawn);
        }
    }

    [Theory]
    [InlineData(new long[] { 1, 2, -3 }, 2, "SMP0005", "-3")]
    [InlineData(new long[] { 0, 0, 0 }, 1, "SMP0006", "3")]
    [InlineData(new long[] { 4, 0, 0 }, 2, "SMP0007", "2")]
    public void Plan_BadSizes_NamesStratumAndValue(long[] sizes, long count, string code, string value)
    {
        Problem problem = Assert.Single(Assert.Throws<SipasException>(() => PpsPlan.Create(sizes, count, "Huyện A")).Problems);

        Assert.Equal((code, "Huyện A", value), (problem.Code, problem.Place, problem.Value));
    }

    [Fact]
    public void Sampford_HalfOfVeryManyUnits_GivesUpWithAdvice()
    {
        var plan = PpsPlan.Create([.. Enumerable.Range(1, 140).Select(i => 1000L + i)], 70, "Tầng 1");

        Problem problem = Assert.Single(Assert.Throws<SipasException>(() => Selection.Sampford(plan, new SeededGenerator(1))).Problems);
        Assert.Equal((ProblemCodes.SelectionRejectedTooOften, "Tầng 1"), (problem.Code, problem.Place));
        Assert.Equal(70, Selection.Brewer(plan, new SeededGenerator(1)).Length);
    }

    [Theory]
    [InlineData(45)]
    [InlineData(54)]
    [InlineData(59)]
    public void F6_Sampford_MostOfManyUnits_DrawsThoseLeftOut(int count)
    {
        var plan = PpsPlan.Create([.. Enumerable.Range(1, 60).Select(i => 1000L + i)], count, "Tầng 1");
        long[] drawn = Selection.Sampford(plan, new SeededGenerator(1));
        Assert.Equal((count, count), (drawn.Length, drawn.Distinct().Count()));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void F6_Sampford_OfTheComplement_HasExactlyThePlannedProbabilities(int count)
    {
        // By enumeration of all sets of units left out: π of each unit to 12 digits; then 40,000 draws for units and pairs.
        long[] sizes = [99, 112, 100, 104, 101, 113, 100];
        var plan = PpsPlan.Create(sizes, count);
        Assert.Equal(0, plan.CertainCount);
        int[] units = [.. Enumerable.Range(0, sizes.Length)];
        Assert.True(Selection.DrawsComplement(count, sizes.Length));
        double[,] left = ExactJoint.Sampford(Selection.SampfordShares(plan, units));
        double[,] joint = InclusionTest.Of(sizes.Length, (a, b) => a == b ? 1 - left[a, a] : 1 - left[a, a] - left[b, b] + left[a, b]);
        for (int i = 0; i < sizes.Length; i++)
        {
            Assert.Equal(count * sizes[i] / 729.0, joint[i, i], 1e-12);
        }

        var random = new SeededGenerator(11);
        Assert.Empty(InclusionTest.Failures(joint, () => Selection.Sampford(plan, random)));
    }

    private static void AssertFirstOrder(double[,] joint, double tolerance)
    {
        for (int i = 0; i < Sizes.Length; i++)
        {
            Assert.Equal(Shares[i], joint[i, i], tolerance);
        }
    }

    private static double[] Numbers(SeededGenerator random) => [.. Enumerable.Range(0, Sizes.Length).Select(_ => random.NextShare())];
}
