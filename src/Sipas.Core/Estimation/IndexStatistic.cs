using Sipas.Packs;

namespace Sipas.Estimation;

/// <summary>The index of one node or item as a linear combination of ratios: Σ c × estimate of a statistic.</summary>
/// <param name="Code">Code of the node or item.</param>
/// <param name="Rule">
/// The pack's rule of the node; null for an item, whose index is its satisfied answers ÷ the answers counted by the
/// missing rule.
/// </param>
/// <param name="Missing">The pack's rule for missing answers.</param>
/// <param name="Parts">Positions of its statistics in <see cref="IndexStatistics.Statistics"/>, from 0.</param>
/// <param name="Coefficients">The coefficient c of each part.</param>
internal sealed record IndexStatistic(string Code, AggregationRule? Rule, MissingRule Missing, IReadOnlyList<int> Parts,
    IReadOnlyList<double> Coefficients);
