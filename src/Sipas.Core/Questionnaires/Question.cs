using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Questionnaires;

/// <summary>How a question is answered.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<QuestionKind>))]
public enum QuestionKind
{
    /// <summary>One of several options without an order: one item, the levels of its scale are the options.</summary>
    SingleChoice,

    /// <summary>One level of an ordered scale: one item.</summary>
    Level,

    /// <summary>Several rows on one scale: an item a row.</summary>
    Matrix,

    /// <summary>Any number of ticks, or at most <see cref="Question.MaximumTicks"/>: an item an option, on a scale of two levels of which the second means ticked.</summary>
    MultipleChoice,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A short text on one line.</summary>
    ShortText,

    /// <summary>A long text.</summary>
    LongText,

    /// <summary>A day.</summary>
    Date,
}

/// <summary>What a question is for.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<QuestionPart>))]
public enum QuestionPart
{
    /// <summary>About the respondent: sex, age, occupation.</summary>
    Respondent,

    /// <summary>Perception (nhận định).</summary>
    Perception,

    /// <summary>What the respondent lived through (trải nghiệm).</summary>
    Experience,

    /// <summary>Satisfaction (hài lòng).</summary>
    Satisfaction,

    /// <summary>Wishes and expectations (mong đợi).</summary>
    Expectation,

    /// <summary>Free opinion.</summary>
    Opinion,

    /// <summary>About the collection: who asked, where, when.</summary>
    Collection,
}

/// <summary>Which published figure a question beside the index tree gives.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<QuestionMeasure>))]
public enum QuestionMeasure
{
    /// <summary>Share of each option among the valid answers; the shares of a row sum to 100 %.</summary>
    OptionShares,

    /// <summary>Ticks of each option ÷ respondents who ticked any; the shares may sum to more than 100 %.</summary>
    TickShares,

    /// <summary>Answers at the counted levels ÷ valid answers of each row, as a wish.</summary>
    Expectation,

    /// <summary>Answers at the counted levels ÷ valid answers of each row, as something that should not happen, with the number of units where it did.</summary>
    Incident,
}

/// <summary>What items are about, by code: for example one of the policies of a form.</summary>
public sealed record Topic
{
    /// <summary>Stable code, unique in the pack.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required LocalizedText Text { get; init; }
}

/// <summary>One condition on one coded answer.</summary>
public sealed record AnswerCondition
{
    private readonly IReadOnlyList<int> _levels = [];

    /// <summary>Code of the item.</summary>
    public required string Item { get; init; }

    /// <summary>The condition holds when the item is answered at one of these levels; when none is listed, at any level.</summary>
    public IReadOnlyList<int> Levels { get => _levels; init => _levels = value ?? []; }
}

/// <summary>How strictly a check is meant.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CheckStrictness>))]
public enum CheckStrictness
{
    /// <summary>The answers are unusual: ask again, then accept them.</summary>
    Soft,

    /// <summary>The answers contradict each other: the ballot is not valid as it stands.</summary>
    Hard,
}

/// <summary>A check over several answers of one ballot.</summary>
public sealed record AnswerCheck
{
    /// <summary>Stable code, unique in the questionnaire.</summary>
    public required string Code { get; init; }

    /// <summary>Whether the finding asks or refuses.</summary>
    public required CheckStrictness Strictness { get; init; }

    /// <summary>The check fires when all of these hold; at least one.</summary>
    public required IReadOnlyList<AnswerCondition> When { get; init; }

    /// <summary>What is said to the respondent or the clerk.</summary>
    public required LocalizedText Text { get; init; }
}

/// <summary>A question as it is shown: the items it groups, its type and when it is shown.</summary>
public sealed record Question
{
    private readonly IReadOnlyList<string> _items = [];
    private readonly IReadOnlyList<int> _counted = [];
    private readonly IReadOnlyList<AnswerCondition> _showWhen = [];

    /// <summary>Stable code, unique in the questionnaire.</summary>
    public required string Code { get; init; }

    /// <summary>How it is answered.</summary>
    public required QuestionKind Kind { get; init; }

    /// <summary>What it is for.</summary>
    public required QuestionPart Part { get; init; }

    /// <summary>The question as it is read.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Codes of its items in order: one for single and level, the rows of a matrix, the options of a multi-select; none for number, texts and date.</summary>
    public IReadOnlyList<string> Items { get => _items; init => _items = value ?? []; }

    /// <summary>Whether a number, text or date must be given. Coded items say it themselves: <see cref="Item.Required"/>.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the answer is sensitive personal data when it is linked to a person.</summary>
    public bool Sensitive { get; init; }

    /// <summary>The most options that may be ticked: 1 to the number of options; null when all may.</summary>
    public int? MaximumTicks { get; init; }

    /// <summary>The smallest number that is accepted; null when there is none.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>The greatest number that is accepted; null when there is none.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>The most characters of a text; null when it is not limited here.</summary>
    public int? MaximumLength { get; init; }

    /// <summary>The figure it gives beside the index tree; null when none is published.</summary>
    public QuestionMeasure? Measure { get; init; }

    /// <summary>The levels that <see cref="QuestionMeasure.Expectation"/> and <see cref="QuestionMeasure.Incident"/> count.</summary>
    public IReadOnlyList<int> CountedLevels { get => _counted; init => _counted = value ?? []; }

    /// <summary>The question is shown when all of these hold; always when none is listed.</summary>
    public IReadOnlyList<AnswerCondition> ShowWhen { get => _showWhen; init => _showWhen = value ?? []; }

    /// <summary>Sound clips that read the question aloud, as <see cref="Item.Clips"/>. Null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Clips { get; init; }

    /// <summary>Whether the answers are coded items, which are counted, rather than a number, a text or a date.</summary>
    [JsonIgnore]
    public bool IsCoded => Kind <= QuestionKind.MultipleChoice;
}
