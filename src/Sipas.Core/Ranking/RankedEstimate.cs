using Sipas.Estimation;

namespace Sipas.Ranking;

/// <summary>One unit of a ranking with uncertainty.</summary>
public sealed record RankedEstimate
{
    /// <summary>Name of the unit: the domain of its estimate, or the name of its statistic.</summary>
    public required string Name { get; init; }

    /// <summary>Its estimate.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>Rank by value; ties share the smaller rank ("1224"). Do not show it without an interval.</summary>
    public required int Rank { get; init; }

    /// <summary>
    /// [1 + number of units significantly better, K − number of units significantly worse], from all differences with
    /// their covariances. A unit without an interval, or with a suppressed share, differs significantly from another
    /// only if the marginal intervals do not overlap either.
    /// </summary>
    public required RankInterval FromDifferences { get; init; }

    /// <summary>
    /// [1 + number of units whose interval is above, K − number of units whose interval is below], from the marginal
    /// intervals alone.
    /// </summary>
    public required RankInterval FromIntervals { get; init; }

    /// <summary>Whether the estimate is suitable for publication; null if it is not a share.</summary>
    internal Reliability? Reliability { get; init; }

    /// <summary>Probabilities of being among the first k.</summary>
    public required IReadOnlyList<TopProbability> Top { get; init; }

    /// <summary>The units whose values do not differ significantly from this one, in the order of the table.</summary>
    public required IReadOnlyList<string> IndistinguishableFrom { get; init; }
}
