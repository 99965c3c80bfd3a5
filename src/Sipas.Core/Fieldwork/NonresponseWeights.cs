using System.Globalization;
using Sipas.Problems;

namespace Sipas.Fieldwork;

/// <summary>A unit as weighting sees it.</summary>
/// <param name="Code">The unit.</param>
/// <param name="Class">Its weighting class, for example its cell.</param>
/// <param name="DesignWeight">1/π: 0 or more.</param>
/// <param name="Group">What became of it; open units count as unknown eligibility.</param>
public sealed record FieldOutcome(string Code, string Class, double DesignWeight, DispositionGroup Group);

/// <summary>A unit's weight after the adjustment.</summary>
/// <param name="Code">The unit.</param>
/// <param name="Weight">The adjusted weight; 0 for units of unknown eligibility and for those who did not answer.</param>
/// <param name="IsRespondent">Whether it answered; an ineligible unit keeps a weight but is no respondent.</param>
public sealed record AdjustedWeight(string Code, double Weight, bool IsRespondent);

/// <summary>Weights after nonresponse, in classes.</summary>
/// <remarks>
/// In each class the weight of units of unknown eligibility goes to the known (ineligible ones included), f1 = Σw/Σ_known w; then that of eligible nonrespondents to the respondents,
/// f2 = (Σ_resp w + Σ_nonresp w)/Σ_resp w. Ineligible units keep w f1. The total is preserved in each class. Source: Särndal, Swensson, Wretman 1992, ch. 15; Lohr 2022, 8.5.
/// </remarks>
public static class NonresponseWeights
{
    /// <summary>Adjusts weights.</summary>
    /// <param name="outcomes">All units contacted.</param>
    /// <param name="partialAnswers">Whether partial answers count as respondents.</param>
    /// <returns>One weight for each unit, in the order given.</returns>
    /// <exception cref="SipasException">A weight is negative, NaN or infinite (<c>FLD0012</c>), a unit stands twice (<c>FLD0011</c>), or a class with eligible or unknown units has no respondent (<c>FLD0008</c>).</exception>
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
                problems.Add(new Problem(ProblemCodes.NonresponseClassEmpty, members.Key, members.Count(outcome => outcome.Group != DispositionGroup.Ineligible).ToString(CultureInfo.InvariantCulture)));
                continue;
            }

            factors.Add(members.Key, (all / known, answered == 0 ? 0 : eligible / answered));
        }

        return problems.Count > 0
            ? throw new SipasException(problems)
            : [.. outcomes.Select(outcome => Weigh(outcome, factors[outcome.Class], partialAnswers))];
    }

    /// <summary>The outcomes of a ledger, with the cell as class.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="substitutesStandIn">True: the last of a chain of substitutes stands for the official unit, and those it replaced are left out. False: reserve units are left out and their predecessors count as they ended.</param>
    public static IReadOnlyList<FieldOutcome> OutcomesOf(FieldLedger ledger, bool substitutesStandIn = true)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return [.. ledger.ActiveCases.Where(known => substitutesStandIn ? known.ReplacedBy is null : known.Replaces is null)
            .Select(known => new FieldOutcome(known.Entry.Code, known.Entry.Cell, known.DesignWeight, Dispositions.GroupOf(known.Disposition)))];
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
                problems.Add(new Problem(ProblemCodes.WeightMalformed, outcome.Code, outcome.DesignWeight.ToString(CultureInfo.InvariantCulture), "≥ 0"));
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
