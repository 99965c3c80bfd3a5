using Sipas.Common;

namespace Sipas.Estimation;

/// <summary>The adjustment of p-values for multiple testing.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<PValueAdjustment>))]
public enum PValueAdjustment
{
    /// <summary>Holm 1979: controls the probability of any false positive (family-wise error rate).</summary>
    Holm,

    /// <summary>Bonferroni: controls the same probability, more conservatively.</summary>
    Bonferroni,

    /// <summary>
    /// Benjamini and Hochberg 1995: controls the expected share of false positives among the findings (false discovery
    /// rate).
    /// </summary>
    BenjaminiHochberg,

    /// <summary>No adjustment.</summary>
    None,
}
