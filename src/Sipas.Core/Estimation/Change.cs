using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>A change between two years or a gap between two domains, with the covariance of what they share.</summary>
public sealed record Change
{
    /// <summary>The earlier or first estimate.</summary>
    public required Estimate From { get; init; }

    /// <summary>The later or second estimate.</summary>
    public required Estimate To { get; init; }

    /// <summary>To less from, with its standard error.</summary>
    public required Estimate Difference { get; init; }

    /// <summary>t, degrees of freedom and p of the difference; null when undefined.</summary>
    public required StudentTest? Test { get; init; }

    /// <summary>The interval of the difference; null when undefined.</summary>
    public required Interval? Limits { get; init; }

    /// <summary>True when both sides have rows in common units of the first stage, so that the covariance of these units was used.</summary>
    public required bool OverlapUsed { get; init; }

    /// <summary>
    /// A warning (<c>EST0630</c>) when both sides have common strata of one draw but no common unit: if they are years, the design needs
    /// <see cref="DesignColumns.Periods"/>; null otherwise.
    /// </summary>
    public Problem? Warning { get; init; }

    /// <summary>The change from one estimate of a set to another.</summary>
    /// <param name="set">
    /// Estimates made together; for years, from one stacked design (<see cref="DesignColumns.Stack(DesignColumns, DesignColumns, bool)"/>) with the years as
    /// domains.
    /// </param>
    /// <param name="from">Position of the earlier one, from 0.</param>
    /// <param name="to">Position of the later one.</param>
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
                ? new Problem(ProblemCodes.DomainsShareStrataOnly, $"{set[from].Domain ?? set[from].Name} – {set[to].Domain ?? set[to].Name}")
                {
                    Severity = ProblemSeverity.Warning,
                }
                : null,
        };
    }
}
