using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Scoring;

/// <summary>How the figure of a province is computed from its units.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<UnitCombination>))]
public enum UnitCombination
{
    /// <summary>All ballots are pooled, so large samples have more weight.</summary>
    PooledBallots,

    /// <summary>Plain mean of the units' figures: every unit has the same weight.</summary>
    MeanOfUnits,

    /// <summary>Mean by given weights, for example population or transactions.</summary>
    GivenWeights,
}
