using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

public class AllocationBudgetTests
{
    [Fact]
    public void AllocateBudget_EveryBudget_IsTheLargestTotalItPaysFor()
    {
        Stratum[] strata = [Stratum("A", 40, 0.5, 1), Stratum("B", 25, 0.3, 4), Stratum("C", 60, 0.45, 2.5)];
        var rule = new AllocationRule { Kind = AllocationKind.CostOptimal, MinimumPerStratum = 2 };
        (long Total, double Cost)[] all = [.. Enumerable.Range(6, 120)
            .Select(total => ((long)total, Allocation.CostOf(Allocation.Allocate(total, strata, rule), strata)))];

        for (double budget = 16; budget <= 260; budget += 1.5)
        {
            AllocationResult result = Allocation.AllocateBudget(budget, strata, minimumPerStratum: 2);

            Assert.True(Allocation.CostOf(result, strata) <= budget);
            Assert.Equal(all.Where(known => known.Cost <= budget).Max(known => known.Total), result.TotalCount);
        }
    }

    [Fact]
    public void AllocateBudget_EnoughForAll_IsTheCensus() =>
        Assert.Equal([40L, 25L], Allocation.AllocateBudget(1e9, [Stratum("A", 40, 0.5, 1), Stratum("B", 25, 0.3, 4)]).Strata
            .Select(stratum => stratum.SampleCount));

    [Theory]
    [InlineData(9.9, ProblemCodes.BudgetTooSmall)]
    [InlineData(0, ProblemCodes.SizeParameterOutOfRange)]
    [InlineData(double.NaN, ProblemCodes.SizeParameterOutOfRange)]
    public void AllocateBudget_ThatPaysForNothing_SaysWhatIsNeeded(double budget, string code)
    {
        SipasException error = Assert.Throws<SipasException>(() =>
            Allocation.AllocateBudget(budget, [Stratum("A", 40, 0.5, 1), Stratum("B", 25, 0.3, 4)], minimumPerStratum: 2));

        Assert.Equal(code, error.Problems[0].Code);
    }

    private static Stratum Stratum(string code, long population, double deviation, double cost) =>
        new() { Code = code, PopulationCount = population, StandardDeviation = deviation, UnitCost = cost };
}
