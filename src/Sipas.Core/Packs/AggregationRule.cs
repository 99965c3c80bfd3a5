using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>How the index of a node is computed from the answers below it.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AggregationRule>))]
public enum AggregationRule
{
    /// <summary>Satisfied answers ÷ valid answers over all items of the node.</summary>
    PooledItems,

    /// <summary>Plain mean of the shares of all items of the node.</summary>
    MeanOfItems,

    /// <summary>Plain mean of the criteria below the node; for a criterion, the mean of its items.</summary>
    MeanOfCriteria,

    /// <summary>Plain mean of the domains below the node; for a domain, the mean of its criteria; for a criterion, the mean
    /// of its items.</summary>
    MeanOfDomains,

    /// <summary>Mean of the direct parts by the node's weights, which sum to 1.</summary>
    Weighted,

    /// <summary>The share of one general question, which the node specifies.</summary>
    GeneralQuestion,

    /// <summary>Ballots in which every valid answer within the node is satisfied ÷ ballots with a valid answer within the node.</summary>
    AllSatisfied,

    /// <summary>Mean of level ÷ number of levels over all valid answers: mean × 20 on five levels, as percent.</summary>
    MeanScore,

    /// <summary>Mean of (level − 1) ÷ (levels − 1) over all valid answers: (mean − 1) × 25 on five levels, as percent.</summary>
    MeanScoreFromOne,

    /// <summary>Sum of the mean points of the items ÷ the maximum number of points.</summary>
    Points,
}
