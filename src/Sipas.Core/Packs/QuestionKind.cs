using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>How a question is answered.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<QuestionKind>))]
public enum QuestionKind
{
    /// <summary>One of several unordered options: one item, whose scale levels are the options.</summary>
    SingleChoice,

    /// <summary>One level of an ordered scale: one item.</summary>
    Level,

    /// <summary>Several rows on one scale: one item per row.</summary>
    Matrix,

    /// <summary>Any number of options, or at most <see cref="Question.MaximumTicks"/>: one item per option, on a scale of
    /// two levels, the second of which means ticked.</summary>
    MultipleChoice,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A short text of one line.</summary>
    ShortText,

    /// <summary>A long text.</summary>
    LongText,

    /// <summary>A date.</summary>
    Date,
}
