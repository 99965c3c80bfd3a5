using Sipas.Common;

namespace Sipas.Estimation;

/// <summary>The response status of a sampled case.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<ResponseStatus>))]
internal enum ResponseStatus
{
    /// <summary>Eligible and responded.</summary>
    Respondent,

    /// <summary>Eligible but did not respond.</summary>
    Nonrespondent,

    /// <summary>Not part of the population.</summary>
    Ineligible,

    /// <summary>Eligibility unknown.</summary>
    Unknown,
}
