using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>Strictness of a check.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CheckStrictness>))]
public enum CheckStrictness
{
    /// <summary>The answers are unusual. They are accepted after the respondent is asked to review them.</summary>
    Soft,

    /// <summary>The answers contradict each other. The ballot is not valid unless they are changed.</summary>
    Hard,
}
