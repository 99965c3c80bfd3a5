using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>The answers that form the denominator of a share.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<MissingRule>))]
public enum MissingRule
{
    /// <summary>Answers at a level of the scale; blanks and special answers are excluded and reported as coverage.</summary>
    ValidAnswers,

    /// <summary>Every ballot: blanks and special answers count as not satisfied.</summary>
    AllBallots,

    /// <summary>Every ballot except those that answered <c>notApplicable</c> or <c>dontKnow</c>, which are counted
    /// separately. Blanks and refusals count as not satisfied.</summary>
    NotApplicableExcluded,
}
