using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>Purpose of a question.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<QuestionPart>))]
public enum QuestionPart
{
    /// <summary>About the respondent: sex, age, occupation.</summary>
    Respondent,

    /// <summary>Perception (nhận định).</summary>
    Perception,

    /// <summary>The respondent's experience (trải nghiệm).</summary>
    Experience,

    /// <summary>Satisfaction (hài lòng).</summary>
    Satisfaction,

    /// <summary>Wishes and expectations (mong đợi).</summary>
    Expectation,

    /// <summary>Free opinion.</summary>
    Opinion,

    /// <summary>About the collection: by whom, where and when.</summary>
    Collection,
}
