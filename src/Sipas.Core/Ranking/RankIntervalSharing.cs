using Sipas.Common;

namespace Sipas.Ranking;

/// <summary>How the joint confidence level is divided among the marginal intervals of K units.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<RankIntervalSharing>))]
public enum RankIntervalSharing
{
    /// <summary>Each interval has the level 1 − α/K; valid under any dependence.</summary>
    Bonferroni,

    /// <summary>Each interval has the level (1 − α)^(1/K); for independent estimates.</summary>
    Independent,
}
