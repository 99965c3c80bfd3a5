using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Questionnaires;

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

/// <summary>The published figure of a question outside the index tree.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<QuestionMeasure>))]
public enum QuestionMeasure
{
    /// <summary>Share of each option among the valid answers; the shares of a row sum to 100 %.</summary>
    OptionShares,

    /// <summary>Ticks of each option ÷ respondents who ticked any; the shares may sum to more than 100 %.</summary>
    TickShares,

    /// <summary>Answers at the counted levels ÷ valid answers of each row, as an expectation.</summary>
    Expectation,

    /// <summary>Answers at the counted levels ÷ valid answers of each row, as an undesirable event, with the number of units
    /// in which it occurred.</summary>
    Incident,
}

/// <summary>The topic of items, for example one of the policies of a form.</summary>
public sealed record Topic
{
    /// <summary>Stable code, unique in the pack.</summary>
    public required string Code { get; init; }

    /// <summary>Name of the topic.</summary>
    public required LocalizedText Text { get; init; }
}

/// <summary>One condition on one coded answer.</summary>
public sealed record AnswerCondition
{
    private readonly IReadOnlyList<int> _levels = [];

    /// <summary>Code of the item.</summary>
    public required string Item { get; init; }

    /// <summary>The condition is met if the answer is one of these levels; if the list is empty, by any level.</summary>
    public IReadOnlyList<int> Levels { get => _levels; init => _levels = value ?? []; }
}

/// <summary>Strictness of a check.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CheckStrictness>))]
public enum CheckStrictness
{
    /// <summary>The answers are unusual. They are accepted after the respondent is asked to review them.</summary>
    Soft,

    /// <summary>The answers contradict each other. The ballot is not valid unless they are changed.</summary>
    Hard,
}

/// <summary>A check over several answers of one ballot.</summary>
public sealed record AnswerCheck
{
    /// <summary>Stable code, unique in the questionnaire.</summary>
    public required string Code { get; init; }

    /// <summary>Whether the check asks for a review or rejects the ballot.</summary>
    public required CheckStrictness Strictness { get; init; }

    /// <summary>The conditions that must all be met for the check to fire; at least one.</summary>
    public required IReadOnlyList<AnswerCondition> When { get; init; }

    /// <summary>The message for the respondent or the clerk.</summary>
    public required LocalizedText Text { get; init; }
}

/// <summary>A displayed question: the items it groups, its kind and the conditions for showing it.</summary>
public sealed record Question
{
    private readonly IReadOnlyList<string> _items = [];
    private readonly IReadOnlyList<int> _counted = [];
    private readonly IReadOnlyList<AnswerCondition> _showWhen = [];

    /// <summary>Stable code, unique in the questionnaire.</summary>
    public required string Code { get; init; }

    /// <summary>How it is answered.</summary>
    public required QuestionKind Kind { get; init; }

    /// <summary>Its purpose.</summary>
    public required QuestionPart Part { get; init; }

    /// <summary>Text of the question.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Codes of its items in order: one for a single choice or a level, the rows of a matrix, or the options of a
    /// multiple choice; none for numbers, texts and dates.</summary>
    public IReadOnlyList<string> Items { get => _items; init => _items = value ?? []; }

    /// <summary>Whether an answer to a number, text or date question is required. For coded items, see
    /// <see cref="Item.Required"/>.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the answer is sensitive personal data when it is linked to a person.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Maximum number of ticked options, 1 to the number of options; null for no limit.</summary>
    public int? MaximumTicks { get; init; }

    /// <summary>Minimum accepted number; null for no limit.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Maximum accepted number; null for no limit.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Maximum number of characters of a text; null for no limit here.</summary>
    public int? MaximumLength { get; init; }

    /// <summary>Its published figure outside the index tree; null for none.</summary>
    public QuestionMeasure? Measure { get; init; }

    /// <summary>The levels counted by <see cref="QuestionMeasure.Expectation"/> and <see cref="QuestionMeasure.Incident"/>.</summary>
    public IReadOnlyList<int> CountedLevels { get => _counted; init => _counted = value ?? []; }

    /// <summary>The conditions that must all be met for the question to be shown; if empty, it is always shown.</summary>
    public IReadOnlyList<AnswerCondition> ShowWhen { get => _showWhen; init => _showWhen = value ?? []; }

    /// <summary>Sound clips that read the question aloud, as in <see cref="Item.Clips"/>; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Clips { get; init; }

    /// <summary>Whether the answers are coded items, which are counted, rather than a number, a text or a date.</summary>
    [JsonIgnore]
    public bool IsCoded => Kind <= QuestionKind.MultipleChoice;
}
