using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

public static partial class Allocation
{
    /// <summary>Computes the largest cost-optimal allocation whose cost does not exceed a budget.</summary>
    /// <param name="budget">
    /// The amount available for data collection, in the currency of <see cref="Stratum.UnitCost"/>, excluding fixed
    /// costs that do not depend on n: above 0.
    /// </param>
    /// <param name="strata">The strata. A missing unit cost counts as 1; the standard deviation is required.</param>
    /// <param name="minimumPerStratum">Minimum sample size of each non-empty stratum: 0 or more.</param>
    /// <returns>The allocation. With one more unit, allocated by the same rule, the cost would exceed the budget.</returns>
    /// <exception cref="SipasException">
    /// The budget is not positive (<c>SMP0002</c>), is too small for one unit or for the minima (<c>SMP0018</c>), or a
    /// stratum is invalid, as in <see cref="Allocate"/>.
    /// </exception>
    /// <remarks>
    /// n_h ∝ N_h S_h/√c_h with Σ c_h n_h within the budget. Source: Cochran 1977, 5.5. The total is found by bisection:
    /// with this rule a larger total reduces the size of a stratum only through rounding. The totals just above the
    /// result are therefore checked one by one.
    /// </remarks>
    public static AllocationResult AllocateBudget(double budget, IReadOnlyList<Stratum> strata, long minimumPerStratum = 0)
    {
        ArgumentNullException.ThrowIfNull(strata);
        SizeParameter.Positive(nameof(budget), budget);
        var rule = new AllocationRule { Kind = AllocationKind.CostOptimal, MinimumPerStratum = minimumPerStratum };
        (long[] minima, long[] caps) = Bounds(strata, rule);
        long least = Math.Max(1, minima.Sum());
        long maximum = (long)caps.Aggregate(Int128.Zero, (sum, cap) => sum + cap);
        AllocationResult? affordable = maximum >= least && Allocate(least, strata, rule) is var first && CostOf(first, strata) <= budget
            ? first
            : null;
        if (affordable is null)
        {
            double needed = maximum >= least ? CostOf(Allocate(least, strata, rule), strata) : 0;
            throw new SipasException(new Problem(ProblemCodes.BudgetTooSmall, "Σ", SizeParameter.Show(budget), SizeParameter.Show(needed)));
        }

        (long low, long high) = (least, maximum);
        while (low < high)
        {
            long middle = low + ((high - low + 1) / 2);
            if (CostOf(Allocate(middle, strata, rule), strata) <= budget)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        // Because of rounding, a total may cost slightly more than the next larger one.
        long best = low;
        for (long total = low + 1; total <= Math.Min(maximum, low + strata.Count); total++)
        {
            if (CostOf(Allocate(total, strata, rule), strata) <= budget)
            {
                best = total;
            }
        }

        return Allocate(best, strata, rule);
    }

    /// <summary>Computes the cost of an allocation.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="strata">Its strata in the same order; a missing unit cost counts as 1.</param>
    /// <returns>Σ c_h n_h.</returns>
    /// <exception cref="ArgumentException">The strata are not those of the allocation.</exception>
    public static double CostOf(AllocationResult allocation, IReadOnlyList<Stratum> strata)
    {
        ArgumentNullException.ThrowIfNull(allocation);
        ArgumentNullException.ThrowIfNull(strata);
        if (!allocation.Strata.Select(stratum => stratum.StratumCode)
            .SequenceEqual(strata.Select(stratum => stratum.Code), StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"The {strata.Count} strata are not the {allocation.Strata.Count} of the allocation in their order.", nameof(strata));
        }

        return allocation.Strata.Zip(strata).Sum(pair => pair.First.SampleCount * (pair.Second.UnitCost ?? 1));
    }
}
