using Sipas.Common;

namespace Sipas.Estimation;

/// <summary>The kind of a statistic.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<StatisticKind>))]
public enum StatisticKind
{
    /// <summary>Σ w y.</summary>
    Total,

    /// <summary>Σ w y ÷ Σ w.</summary>
    Mean,

    /// <summary>A mean of zeros and ones.</summary>
    Share,

    /// <summary>Σ w x ÷ Σ w y.</summary>
    Ratio,

    /// <summary>A linear combination of other estimates.</summary>
    Combination,
}
