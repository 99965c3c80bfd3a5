using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>
/// A change between two years or a difference between two domains, including the covariance from common sampling units.
/// </summary>
internal sealed record Change
{
    /// <summary>The earlier or first estimate.</summary>
    public required Estimate From { get; init; }

    /// <summary>The later or second estimate.</summary>
    public required Estimate To { get; init; }

    /// <summary><see cref="To"/> minus <see cref="From"/>, with its standard error.</summary>
    public required Estimate Difference { get; init; }

    /// <summary>t, degrees of freedom and p of the difference; null when undefined.</summary>
    public required StudentTest? Test { get; init; }

    /// <summary>The confidence interval of the difference; null when undefined.</summary>
    public required Interval? Limits { get; init; }

    /// <summary>Whether both estimates have rows in common primary sampling units, so that their covariance was used.</summary>
    public required bool OverlapUsed { get; init; }

    /// <summary>
    /// A warning (<c>EST0630</c>) when both estimates have common strata of one draw but no common primary sampling
    /// unit: if they are years, the design needs <see cref="DesignColumns.Periods"/>; null otherwise.
    /// </summary>
    public Problem? Warning { get; init; }

    /// <summary>Computes the change from one estimate of a set to another.</summary>
    /// <param name="set">
    /// Estimates computed together; for years, from one stacked design
    /// (<see cref="DesignColumns.Stack(DesignColumns, DesignColumns, bool)"/>) with the years as domains.
    /// </param>
    /// <param name="from">Position of the earlier estimate, from 0.</param>
    /// <param name="to">Position of the later estimate.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    public static Change Between(EstimateSet set, int from, int to, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(set);
        Estimate difference = set.Difference(to, from);
        return new Change
        {
            From = set[from],
            To = set[to],
            Difference = difference,
            Test = difference.Test(),
            Limits = difference.ConfidenceInterval(level),
            OverlapUsed = set.ShareUnits(from, to),
            Warning = set.ShareStrataOnly(from, to)
                ? new Problem(ProblemCodes.DomainsShareStrataOnly,
                    $"{set[from].Domain ?? set[from].Name} – {set[to].Domain ?? set[to].Name}")
                {
                    Severity = ProblemSeverity.Warning,
                }
                : null,
        };
    }
}
