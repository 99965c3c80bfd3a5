using System.Globalization;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Plans;

/// <summary>Checks whether a survey plan can be carried out, and warns about weaknesses.</summary>
internal static class SurveyPlanVerifier
{
    /// <summary>Finds all errors in a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>The errors; empty when the plan can be carried out.</returns>
    public static IReadOnlyList<Problem> Verify(SurveyPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var check = new Check([]);
        check.Require(plan.Format == SurveyPlan.CurrentFormat, "format", plan.Format, SurveyPlan.CurrentFormat);
        check.Require(CodeText.IsWellFormed(plan.Code), "code", plan.Code, CodeText.Allowed);
        check.Require(CodeText.IsWellFormed(plan.Pack), "pack", plan.Pack, CodeText.Allowed);
        check.Filled("legalBasis.number", plan.LegalBasis.Number);
        check.Filled("frame.id", plan.Frame.Id);
        check.Filled("title", plan.Title.Vi);
        check.Require(plan.Population.MinimumAge is null or (>= 0 and <= 120), "population.minimumAge", Show(plan.Population.MinimumAge),
            "0–120");
        check.Ordered("population", plan.Population.From, plan.Population.To);
        check.Require(plan.Population.From is null == plan.Population.To is null, "population.from", Show(plan.Population.From),
            "from, to");
        check.Require(plan.Population.From is null || plan.Frame.Day is not null, "frame.day", null, "population.from → frame.day");
        check.Require(!plan.Population.ResultReceived || plan.Frame.ResultReceived is not null, "frame.resultReceived", null,
            "population.resultReceived → frame.resultReceived");
        check.Ordered("deadlines.field", plan.Deadlines.FieldFrom, plan.Deadlines.FieldTo);
        check.Ordered("deadlines.draw", plan.Deadlines.Draw, plan.Deadlines.FieldFrom);
        check.Ordered("deadlines.report", plan.Deadlines.FieldTo, plan.Deadlines.Report);
        check.Ordered("legalBasis.date", plan.LegalBasis.Date, plan.Deadlines.FieldTo);
        check.Require(plan.StratumColumns.Distinct(StringComparer.Ordinal).Count() == plan.StratumColumns.Count, "stratumColumns",
            string.Join(", ", plan.StratumColumns), "≠");
        check.Require(plan.Modes.All(CodeText.IsWellFormed), "modes", string.Join(", ", plan.Modes), CodeText.Allowed);
        VerifyStages(plan.Stages, check);
        VerifySize(plan.Size, check);

        // The other rules count people, but the first of several stages draws clusters.
        check.Require(plan.Stages.Count <= 1 || plan.Size is FixedTotalSize or QuotaSize, "size.rule", plan.Size.GetType().Name,
            "fixedTotal, quota");
        VerifyAllocation(plan, check);
        check.Require(plan.Reserve.Share is >= 0 and <= 100, "reserve.share", Show(plan.Reserve.Share), "0–100");
        check.Require(plan.Reserve.CountPerCell is null or >= 0, "reserve.countPerCell", Show(plan.Reserve.CountPerCell), "≥ 0");
        check.Require(plan.Targets.ReturnShare is null or (> 0 and <= 1), "targets.returnShare", Show(plan.Targets.ReturnShare), "(0, 1]");
        check.Require(plan.Targets.ValidShare is null or (> 0 and <= 1), "targets.validShare", Show(plan.Targets.ValidShare), "(0, 1]");
        check.Require(plan.Targets.ReinterviewShare is null or (>= 0 and <= 1), "targets.reinterviewShare",
            Show(plan.Targets.ReinterviewShare), "[0, 1]");
        return check.Problems;
    }

    /// <summary>
    /// Returns warnings about a valid plan: rated persons deliver, collect or check ballots about themselves; the frame
    /// has no column for the minimum age, which can then only be checked in the field.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <returns>
    /// Warnings (<c>PLN0004</c>, <c>PLN0102</c>); empty if there are none. Names are compared without diacritics and
    /// case.
    /// </returns>
    public static IReadOnlyList<Problem> Warn(SurveyPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        HashSet<string> serving = [.. plan.Roles.Serves.Select(VietnameseText.SearchKey)];
        (string Place, string Name)[] roles =
        [
            ("roles.draws", plan.Roles.Draws), ("roles.delivers", plan.Roles.Delivers), ("roles.collects", plan.Roles.Collects),
            ("roles.checks", plan.Roles.Checks),
        ];
        return
        [
            .. roles.Where(role => serving.Contains(VietnameseText.SearchKey(role.Name)))
                .Select(role => new Problem(ProblemCodes.PlanServedDeliver, role.Place, role.Name)),
            .. plan.Population.MinimumAge is { } age && plan.Frame.Age is null
                ? [new Problem(ProblemCodes.PlanAgeUnchecked, "population.minimumAge", Show(age))]
                : (Problem[])[],
        ];
    }

    private static void VerifyStages(IReadOnlyList<StageDesign> stages, Check check)
    {
        check.Require(stages.Count > 0, "stages", "0", "≥ 1");
        for (int i = 0; i < stages.Count; i++)
        {
            StageDesign stage = stages[i];
            string place = string.Create(CultureInfo.InvariantCulture, $"stages[{i}]");
            bool last = i == stages.Count - 1;
            check.Require(last == stage.ClusterColumn is null, $"{place}.clusterColumn", stage.ClusterColumn, last ? "null" : "≠ null");
            bool noTake = i == 0 || stage.Method == SelectionMethod.All || stage.Step is not null;
            check.Require(noTake ? stage.Take is null : stage.Take >= 1, $"{place}.take", Show(stage.Take), noTake ? "null" : "≥ 1");
            check.Require(
                stage.Step is not { } step
                    || (stage.Method == SelectionMethod.SystematicStep && step >= 1 && step == decimal.Truncate(step)
                        && step <= long.MaxValue),
                $"{place}.step", Show(stage.Step), stage.Method == SelectionMethod.SystematicStep ? "1, 2, 3 …" : "null");
            check.Require(stage.Starts.Count == 0 || stage.Method.UsesStart(), $"{place}.starts",
                string.Join(", ", stage.Starts.Keys), "{}");
            foreach ((string group, decimal start) in stage.Starts)
            {
                bool whole = stage.Method is SelectionMethod.SystematicStep or SelectionMethod.CircularSystematic;
                bool fits = start > 0 && (!whole || start == decimal.Truncate(start))
                    && !(stage.Method == SelectionMethod.SystematicStep && start > stage.Step);
                check.Require(fits, $"{place}.starts.{group}", Show(start),
                    stage.Step is { } k ? $"1 – {Show(k)}" : whole ? "1, 2, 3 …" : "> 0, ≤ k");
            }

            check.Require(!last || !stage.Method.UsesSizes() || stage.SizeColumn is not null, $"{place}.sizeColumn", null, "≠ null");
            check.Require(!last || stage.CertaintyCodes.Count == 0, $"{place}.certaintyCodes",
                string.Join(", ", stage.CertaintyCodes), "[]");
        }
    }

    private static void VerifySize(SizeRule size, Check check)
    {
        switch (size)
        {
            case YamaneSize yamane:
                check.Share("size.margin", yamane.Margin);
                break;
            case ProportionSize proportion:
                check.Share("size.margin", proportion.Margin);
                check.Share("size.expectedShare", proportion.ExpectedShare);
                VerifyAllowance(proportion.Allowance, check);
                break;
            case MeanSize mean:
                check.Require(mean.Margin is > 0 and < double.PositiveInfinity, "size.margin", Show(mean.Margin), "> 0");
                check.Require(mean.StandardDeviation is > 0 and < double.PositiveInfinity, "size.standardDeviation",
                    Show(mean.StandardDeviation), "> 0");
                VerifyAllowance(mean.Allowance, check);
                break;
            case DifferenceSize difference:
                check.Share("size.firstShare", difference.FirstShare);
                check.Share("size.secondShare", difference.SecondShare);
                check.Require(difference.FirstShare != difference.SecondShare, "size.secondShare", Show(difference.SecondShare),
                    "≠ firstShare");
                check.Share("size.power", difference.Power);
                VerifyAllowance(difference.Allowance, check);
                break;
            case FixedTotalSize total:
                check.Require(total.Total >= 1, "size.total", Show(total.Total), "≥ 1");
                break;
            case QuotaSize quota:
                check.Require(quota.Each is null or >= 1, "size.each", Show(quota.Each), "≥ 1");
                check.Require(quota.Each is not null || quota.Quotas.Count > 0, "size.quotas", "{}", "≥ 1");
                foreach ((string stratum, long count) in quota.Quotas)
                {
                    check.Require(count >= 0, $"size.quotas.{stratum}", Show(count), "≥ 0");
                }

                break;
            case BandSize bands:
                check.Require(IsLadder(bands.Bands), "size.bands", string.Join(", ", bands.Bands.Select(band => Show(band.UpTo) ?? "…")),
                    "↑ … null");
                check.Require(bands.Bands.All(band => band.SamplePercent is >= 1 and <= 100), "size.bands",
                    string.Join(", ", bands.Bands.Select(band => Show(band.SamplePercent))), "1–100");
                break;
        }
    }

    /// <summary>Whether the bands are ascending and only the last has no upper limit.</summary>
    internal static bool IsLadder(IReadOnlyList<SizeBand> bands) =>
        bands.Count > 0 && bands[^1].UpTo is null && bands.SkipLast(1).All(band => band.UpTo >= 1)
        && bands.SkipLast(1).Zip(bands.Skip(1).SkipLast(1)).All(pair => pair.First.UpTo < pair.Second.UpTo);

    private static void VerifyAllowance(DesignAllowance allowance, Check check)
    {
        check.Share("size.allowance.confidence", allowance.Confidence);
        check.Require(allowance.DesignEffect is > 0 and < double.PositiveInfinity, "size.allowance.designEffect",
            Show(allowance.DesignEffect), "> 0");
        check.Require(allowance.ResponseShare is > 0 and <= 1, "size.allowance.responseShare", Show(allowance.ResponseShare), "(0, 1]");
    }

    private static void VerifyAllocation(SurveyPlan plan, Check check)
    {
        bool spread = !plan.Size.PerStratum && plan.Size is not (QuotaSize or BandSize);
        check.Require(!spread || plan.StratumColumns.Count == 0 || plan.Allocation is not null, "allocation", null, "≠ null");
        if (plan.Allocation is { } rule)
        {
            check.Require(spread, "allocation", rule.Kind.ToString(), "null");
            check.Require(rule.Exponent is >= 0 and <= 1, "allocation.exponent", Show(rule.Exponent), "0–1");
            check.Require(rule.Importance is >= 0 and < double.PositiveInfinity, "allocation.importance", Show(rule.Importance), "≥ 0");
            check.Require(rule.MinimumPerStratum >= 0, "allocation.minimumPerStratum", Show(rule.MinimumPerStratum), "≥ 0");
        }
    }

    private static string? Show(IFormattable? value) => value?.ToString(value is DateOnly ? "O" : null, CultureInfo.InvariantCulture);

    private readonly record struct Check(List<Problem> Problems)
    {
        public void Require(bool holds, string place, string? value, string allowed)
        {
            if (!holds)
            {
                Problems.Add(new Problem(ProblemCodes.PlanFieldMalformed, place, value, allowed));
            }
        }

        public void Share(string place, double value) => Require(value is > 0 and < 1, place, Show(value), "(0, 1)");

        public void Filled(string place, string value) => Require(!string.IsNullOrWhiteSpace(value), place, value, "≠ \"\"");

        public void Ordered(string place, DateOnly? from, DateOnly? to)
        {
            if (from > to)
            {
                Problems.Add(new Problem(ProblemCodes.PlanDatesReversed, place, $"{from:O} > {to:O}"));
            }
        }
    }
}
