using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>Answers that are not levels of a scale. Each has its own code, because the denominator of an index depends on
/// the distinction.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SpecialAnswer>))]
public enum SpecialAnswer
{
    /// <summary>The question was left blank.</summary>
    NoAnswer,

    /// <summary>The question does not concern this respondent (không áp dụng).</summary>
    NotApplicable,

    /// <summary>The respondent does not know (không biết, không có ý kiến).</summary>
    DontKnow,

    /// <summary>The respondent declined to answer (từ chối trả lời).</summary>
    Refused,
}
