using System.Globalization;
using Sipas.Problems;

namespace Sipas.Fieldwork;

/// <summary>Adjusts design weights for nonresponse within weighting classes.</summary>
/// <remarks>
/// In each class the weight of cases of unknown eligibility is redistributed to the cases of known eligibility
/// (including ineligible cases), f1 = Σw/Σ_known w; then the weight of eligible nonrespondents is redistributed to the
/// respondents, f2 = (Σ_resp w + Σ_nonresp w)/Σ_resp w. Ineligible cases have the weight w f1. The total is preserved
/// in each class. Source: Särndal, Swensson, Wretman 1992, ch. 15; Lohr 2022, 8.5.
/// </remarks>
internal static class NonresponseWeights
{
    /// <summary>Adjusts weights.</summary>
    /// <param name="outcomes">All contacted cases.</param>
    /// <param name="partialAnswers">Whether partial interviews count as respondents.</param>
    /// <returns>One weight for each case, in the order given.</returns>
    /// <exception cref="SipasException">
    /// A weight is negative, NaN or infinite (<c>FLD0012</c>), a case occurs twice (<c>FLD0011</c>), or a class with
    /// cases that are eligible or of unknown eligibility has no respondent (<c>FLD0008</c>).
    /// </exception>
    public static IReadOnlyList<AdjustedWeight> Adjust(IReadOnlyList<FieldOutcome> outcomes, bool partialAnswers = false)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        CheckUnits(outcomes);
        var factors = new Dictionary<string, (double Known, double Respondent)>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (IGrouping<string, FieldOutcome> members in outcomes.GroupBy(outcome => outcome.Class, StringComparer.Ordinal))
        {
            double all = members.Sum(outcome => outcome.DesignWeight);
            double known = members.Where(outcome => !IsUnknown(outcome)).Sum(outcome => outcome.DesignWeight);
            double eligible = members.Where(IsEligible).Sum(outcome => outcome.DesignWeight);
            double answered = members.Where(outcome => IsRespondent(outcome, partialAnswers)).Sum(outcome => outcome.DesignWeight);
            if (answered == 0 && (eligible > 0 || known == 0))
            {
                problems.Add(new Problem(ProblemCodes.NonresponseClassEmpty, members.Key,
                    members.Count(outcome => outcome.Group != DispositionGroup.Ineligible).ToString(CultureInfo.InvariantCulture)));
                continue;
            }

            factors.Add(members.Key, (all / known, answered == 0 ? 0 : eligible / answered));
        }

        return problems.Count > 0
            ? throw new SipasException(problems)
            : [.. outcomes.Select(outcome => Weigh(outcome, factors[outcome.Class], partialAnswers))];
    }

    /// <summary>Gets the outcomes of a ledger, with the cell as weighting class.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="substitutesStandIn">
    /// True: the last case of a substitution chain represents the official unit, and the replaced cases are omitted.
    /// False: reserve units are omitted, and the replaced official units count with their own dispositions.
    /// </param>
    public static IReadOnlyList<FieldOutcome> OutcomesOf(FieldLedger ledger, bool substitutesStandIn = true)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return [.. ledger.ActiveCases.Where(known => substitutesStandIn ? known.ReplacedBy is null : known.Replaces is null)
            .Select(known => new FieldOutcome(known.Entry.Code, known.Entry.Cell, known.DesignWeight,
                Dispositions.GroupOf(known.Disposition)))];
    }

    private static AdjustedWeight Weigh(FieldOutcome outcome, (double Known, double Respondent) factors, bool partialAnswers)
    {
        bool responded = IsRespondent(outcome, partialAnswers);
        double weight = responded ? outcome.DesignWeight * factors.Known * factors.Respondent
            : outcome.Group == DispositionGroup.Ineligible ? outcome.DesignWeight * factors.Known
            : 0;
        return new AdjustedWeight(outcome.Code, weight, responded);
    }

    private static void CheckUnits(IReadOnlyList<FieldOutcome> outcomes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (FieldOutcome outcome in outcomes)
        {
            if (!seen.Add(outcome.Code))
            {
                problems.Add(new Problem(ProblemCodes.FieldUnitTwice, outcome.Class, outcome.Code));
            }

            if (outcome.DesignWeight is not (>= 0 and < double.PositiveInfinity))
            {
                problems.Add(new Problem(ProblemCodes.WeightMalformed, outcome.Code,
                    outcome.DesignWeight.ToString(CultureInfo.InvariantCulture), "≥ 0"));
            }
        }

        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }
    }

    private static bool IsUnknown(FieldOutcome outcome) => outcome.Group is DispositionGroup.Open or DispositionGroup.UnknownEligibility;

    private static bool IsEligible(FieldOutcome outcome) => !IsUnknown(outcome) && outcome.Group != DispositionGroup.Ineligible;

    private static bool IsRespondent(FieldOutcome outcome, bool partialAnswers) =>
        outcome.Group == DispositionGroup.Complete || (partialAnswers && outcome.Group == DispositionGroup.Partial);
}
