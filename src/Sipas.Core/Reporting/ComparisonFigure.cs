using Sipas.Estimation;

namespace Sipas.Reporting;

/// <summary>The difference between two domains, including their covariance.</summary>
internal sealed record ComparisonFigure
{
    /// <summary>Name of the compared statistic.</summary>
    public required string Name { get; init; }

    /// <summary>The domain whose value is subtracted.</summary>
    public required string From { get; init; }

    /// <summary>The domain from whose value it is subtracted.</summary>
    public required string To { get; init; }

    /// <summary><see cref="To"/> minus <see cref="From"/>, in the unit of the estimate.</summary>
    public required double? Difference { get; init; }

    /// <summary>Its standard error.</summary>
    public required double? StandardError { get; init; }

    /// <summary>Lower confidence limit of the difference; null when undefined.</summary>
    public required double? Lower { get; init; }

    /// <summary>Upper confidence limit of the difference; null when undefined.</summary>
    public required double? Upper { get; init; }

    /// <summary>Degrees of freedom, based on the rows of both domains.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>Two-sided p; 1 when the pair cannot be tested.</summary>
    public required double PValue { get; init; }

    /// <summary>p adjusted for all pairs by Holm's method.</summary>
    public required double AdjustedPValue { get; init; }

    /// <summary>Whether both domains have rows in common primary sampling units, so that their covariance was used.</summary>
    public required bool OverlapUsed { get; init; }

    /// <summary>
    /// Whether both domains have common strata of one draw but no common primary sampling unit: an error for years that
    /// were drawn separately.
    /// </summary>
    public required bool SharesStrataOnly { get; init; }

    /// <summary>Compares all pairs of a set of domains.</summary>
    /// <param name="set">One estimate for each domain, computed together.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    public static IReadOnlyList<ComparisonFigure> Of(EstimateSet set, double level)
    {
        ArgumentNullException.ThrowIfNull(set);
        return [.. PairwiseComparisons.Compare(set).Select(pair =>
        {
            Change change = Change.Between(set, pair.First, pair.Second, level);
            return new ComparisonFigure
            {
                Name = change.From.Name,
                From = change.From.Domain ?? change.From.Name,
                To = change.To.Domain ?? change.To.Name,
                Difference = change.Difference.Value,
                StandardError = change.Difference.StandardError,
                Lower = change.Limits?.Lower,
                Upper = change.Limits?.Upper,
                DegreesOfFreedom = change.Difference.DegreesOfFreedom,
                PValue = pair.PValue,
                AdjustedPValue = pair.AdjustedPValue,
                OverlapUsed = change.OverlapUsed,
                SharesStrataOnly = change.Warning is not null,
            };
        })];
    }
}
