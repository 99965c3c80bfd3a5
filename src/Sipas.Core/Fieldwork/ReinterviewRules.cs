using System.Globalization;
using Sipas.Problems;

namespace Sipas.Fieldwork;

/// <summary>Rules that every storage enforces for re-interviews.</summary>
internal static class ReinterviewRules
{
    /// <summary>Rejects an invalid result.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="known">The stored re-interview; null when none was drawn.</param>
    /// <param name="result">The result.</param>
    /// <exception cref="SipasException">
    /// The case is not drawn for re-interview (<c>PPL0014</c>), or a count is out of range (<c>PPL0015</c>).
    /// </exception>
    public static void Check(string survey, StoredReinterview? known, ReinterviewResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (known is null || !known.Codes.Contains(result.Code, StringComparer.Ordinal))
        {
            throw new SipasException(new Problem(ProblemCodes.NotReinterviewed, survey, result.Code));
        }

        if (result.ComparedCount < 1 || result.AgreedCount < 0 || result.AgreedCount > result.ComparedCount)
        {
            throw new SipasException(new Problem(ProblemCodes.AgreementMalformed, result.Code,
                string.Create(CultureInfo.InvariantCulture, $"{result.AgreedCount} / {result.ComparedCount}"), "0 ≤ a ≤ n, n ≥ 1"));
        }
    }
}
