using Sipas.Estimation;
using Sipas.Ranking;

namespace Sipas.Reporting;

/// <summary>One unit of a ranking.</summary>
/// <param name="Name">The unit.</param>
/// <param name="Value">Its estimate.</param>
/// <param name="Reliability">Whether the estimate is suitable for publication; null if it is not a share.</param>
/// <param name="Rank">Its rank. Do not show it without an interval.</param>
/// <param name="RankFromDifferences">Rank interval from all differences.</param>
/// <param name="RankFromIntervals">Rank interval from the marginal intervals.</param>
/// <param name="Top">Probabilities of being among the first k.</param>
/// <param name="IndistinguishableFrom">Units whose values do not differ significantly from this one.</param>
internal sealed record RankFigure(
    string Name,
    double Value,
    Reliability? Reliability,
    int Rank,
    RankInterval RankFromDifferences,
    RankInterval RankFromIntervals,
    IReadOnlyList<TopProbability> Top,
    IReadOnlyList<string> IndistinguishableFrom);
