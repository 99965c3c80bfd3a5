using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Computes the sample size of each stratum from the size and allocation rules of a plan.</summary>
internal static class PlannedSizes
{
    /// <summary>Computes the overall sample size, or that of a single stratum, by a rule.</summary>
    /// <param name="rule">The rule; quotas have no overall size.</param>
    /// <param name="population">Population N: 1 or more; null when unknown.</param>
    /// <param name="stratum">The stratum, for errors; null for the overall size.</param>
    /// <exception cref="SipasException">
    /// A parameter is outside its range, or the rule needs a population that is unknown (<c>SMP0014</c>).
    /// </exception>
    public static SampleSizeResult Size(SizeRule rule, long? population, string? stratum = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule switch
        {
            YamaneSize yamane => SampleSize.Yamane(population, yamane.Margin),
            ProportionSize proportion =>
                SampleSize.ForProportion(population, proportion.Margin, proportion.ExpectedShare, proportion.Allowance),
            MeanSize mean => SampleSize.ForMean(population, mean.Margin, mean.StandardDeviation, mean.Allowance),
            DifferenceSize difference =>
                SampleSize.ForDifference(difference.FirstShare, difference.SecondShare, difference.Power, difference.Allowance),
            FixedTotalSize total => SampleSize.Fixed(total.Total, population, stratum: stratum),
            QuotaSize quota => SampleSize.Fixed(
                quota.Quotas.TryGetValue(stratum ?? "", out long named) ? named : quota.Each ?? 0, population, stratum: stratum),
            BandSize bands => population is { } known
                ? SampleSize.FromBands(known, bands)
                : throw new SipasException(new Problem(ProblemCodes.PopulationUnknown, stratum ?? "N", null, "N")),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No such rule."),
        };
    }

    /// <summary>Computes the number of units to contact in each stratum: the sample size with an allowance for nonresponse.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="strata">The strata of the frame, in their order.</param>
    /// <exception cref="SipasException">The plan cannot be met with these strata: the problems name stratum and value.</exception>
    public static AllocationResult ForPlan(SurveyPlan plan, IReadOnlyList<Stratum> strata)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(strata);
        if (plan.Size is QuotaSize quota)
        {
            CheckQuotas(quota, strata);
        }

        if (plan.Size.PerStratum || plan.Size is QuotaSize or BandSize)
        {
            // A stratum with the quota 0 is excluded on purpose.
            StratumAllocation[] sizes =
                [.. strata.Select(stratum =>
                    Row(stratum, stratum.PopulationCount == 0
                        || (plan.Size is QuotaSize named && named.Quotas.GetValueOrDefault(stratum.Code, -1) == 0)
                ? null : Size(plan.Size, stratum.PopulationCount, stratum.Code)))];
            return new AllocationResult
            {
                TotalCount = sizes.Sum(size => size.SampleCount),
                Rounding = AllocationRounding.LargestRemainder,
                Strata = sizes,
            };
        }

        long population = strata.Sum(stratum => stratum.PopulationCount);
        SampleSizeResult total = Size(plan.Size, population);
        return Allocation.Allocate(total.ContactCount, strata, plan.Allocation
            ?? new AllocationRule { Kind = AllocationKind.Proportional });
    }

    private static StratumAllocation Row(Stratum stratum, SampleSizeResult? size) => new()
    {
        StratumCode = stratum.Code,
        PopulationCount = stratum.PopulationCount,
        SampleCount = size?.ContactCount ?? 0,
        Quota = size is { Steps: [.., var last] } ? last.Value : null,
        Margin = size is null ? null : Precision.MarginOfShare(size.ContactCount, stratum.PopulationCount),
    };

    private static void CheckQuotas(QuotaSize quota, IReadOnlyList<Stratum> strata)
    {
        var problems = new List<Problem>();
        Dictionary<string, long> populations = strata.ToDictionary(stratum => stratum.Code, stratum => stratum.PopulationCount,
            StringComparer.Ordinal);
        string known = string.Join(", ", populations.Keys.Take(20));
        foreach ((string code, long count) in quota.Quotas)
        {
            if (!populations.ContainsKey(code))
            {
                problems.Add(new Problem(ProblemCodes.QuotaStratumUnknown, code, SizeParameter.Show(count), known));
            }
        }

        foreach (Stratum stratum in strata)
        {
            long? asked = quota.Quotas.TryGetValue(stratum.Code, out long named) ? named : quota.Each;
            Problem? problem = asked switch
            {
                null => new Problem(ProblemCodes.SampleNotPositive, stratum.Code, "—"),
                < 0 => new Problem(ProblemCodes.SampleNotPositive, stratum.Code, SizeParameter.Show(asked.Value)),
                > 0 when stratum.PopulationCount == 0 =>
                    new Problem(ProblemCodes.StratumEmpty, stratum.Code, SizeParameter.Show(asked.Value)),
                _ when asked > stratum.PopulationCount =>
                    new Problem(ProblemCodes.SampleAbovePopulation, stratum.Code, SizeParameter.Show(asked.Value),
                        SizeParameter.Show(stratum.PopulationCount)),
                _ => null,
            };
            if (problem is not null)
            {
                problems.Add(problem);
            }
        }

        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }
    }
}
