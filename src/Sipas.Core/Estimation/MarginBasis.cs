using Sipas.Common;

namespace Sipas.Estimation;

/// <summary>The basis of the margins of error of sampled ballots.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<MarginBasis>))]
public enum MarginBasis
{
    /// <summary>A design stored with the survey.</summary>
    StoredDesign,

    /// <summary>
    /// No design is known; simple random sampling within each organisation unit is assumed because the host enabled
    /// this.
    /// </summary>
    AssumedSimpleRandom,

    /// <summary>Standard errors supplied with the figures.</summary>
    GivenErrors,
}
