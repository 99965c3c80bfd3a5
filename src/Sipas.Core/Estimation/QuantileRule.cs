using Sipas.Common;

namespace Sipas.Estimation;

/// <summary>The definition of a quantile among the observed values.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<QuantileRule>))]
internal enum QuantileRule
{
    /// <summary>The smallest observed x with F(x) ≥ p.</summary>
    Math,

    /// <summary>The midpoint of two neighbouring values where F equals p exactly, otherwise as <see cref="Math"/>.</summary>
    School,
}
