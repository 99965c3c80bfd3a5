using System.Globalization;
using Sipas.Estimation;
using Sipas.Problems;

namespace Sipas.Reporting;

/// <summary>
/// Warnings to consider before estimates are used: standard errors that cannot be computed, and standard errors of 0
/// that do not mean certainty.
/// </summary>
internal static class EstimateWarnings
{
    private const int Shown = 5;

    /// <summary>Returns the warnings about a set of estimates.</summary>
    /// <param name="estimates">The estimates.</param>
    /// <returns>
    /// At most one for each kind (<c>EST0600</c> to <c>EST0602</c>), with the number of estimates and the names of the
    /// first ones.
    /// </returns>
    public static IReadOnlyList<Problem> Of(IReadOnlyList<Estimate> estimates)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        var warnings = new List<Problem>();
        Add(
            ProblemCodes.DomainsAreSamplingUnits,
            estimates.Where(its => its is { Value: not null, Variance: null, Domain: not null }).Select(its => its.Domain!));
        Add(ProblemCodes.SharesWithoutSpread, estimates.Where(its => its is { HasNoSpread: true, IsShare: true }).Select(Name));
        Add(ProblemCodes.ValuesWithoutSpread, estimates.Where(its => its is { HasNoSpread: true, IsShare: false }).Select(Name));
        return warnings;

        void Add(string code, IEnumerable<string> names)
        {
            string[] all = [.. names.Distinct(StringComparer.Ordinal)];
            if (all.Length > 0)
            {
                string more = all.Length > Shown ? ", … (" + all.Length.ToString(CultureInfo.InvariantCulture) + ")" : "";
                warnings.Add(new Problem(code, value: string.Join(", ", all.Take(Shown)) + more) { Severity = ProblemSeverity.Warning });
            }
        }
    }

    private static string Name(Estimate estimate) => estimate.Domain is { } domain ? $"{estimate.Name} ({domain})" : estimate.Name;
}
