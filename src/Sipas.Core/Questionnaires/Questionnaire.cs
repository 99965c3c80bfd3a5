using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Questionnaires;

/// <summary>A question of a questionnaire that is answered on a scale.</summary>
public sealed record Item
{
    /// <summary>Stable code, unique in the questionnaire. Answers refer to the code, never to the position.</summary>
    public required string Code { get; init; }

    /// <summary>Text shown to the respondent.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Code of the <see cref="AnswerScale"/> of its answers.</summary>
    public required string Scale { get; init; }

    /// <summary>Whether a ballot must contain the item, even if only with the answer <c>noAnswer</c>. An item that is not
    /// required can be omitted and then counts as no answer.</summary>
    public required bool Required { get; init; }

    /// <summary>Code of its <see cref="Sipas.Questionnaires.Topic"/>, for example a policy; null for none. Lists are joined
    /// by this code, never by position.</summary>
    public string? Topic { get; init; }

    /// <summary>Sound clips that read the item aloud, by language tag. The values are root-relative paths on the host that
    /// shows the item, for example <c>/audio/tay/k1.mp3</c>. Null for none.</summary>
    public IReadOnlyDictionary<string, string>? Clips { get; init; }
}

/// <summary>How an unfinished ballot is handled after the respondent leaves.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<UnfinishedBallotRule>))]
public enum UnfinishedBallotRule
{
    /// <summary>The ballot is deleted; nothing is stored.</summary>
    Discard,

    /// <summary>The ballot is sent if every required item that was shown has been answered or explicitly skipped; all other
    /// items count as no answer. Otherwise it is deleted.</summary>
    Send,
}

/// <summary>One published version of a questionnaire. Frozen: a change of wording, order or scale is a new version.</summary>
public sealed record Questionnaire
{
    private readonly IReadOnlyList<Question> _questions = [];
    private readonly IReadOnlyList<AnswerCheck> _checks = [];

    /// <summary>The version, unique in its pack. Every ballot refers to it.</summary>
    public required string Version { get; init; }

    /// <summary>Title of the questionnaire.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>Introductory text for the respondent: who conducts the survey and why.</summary>
    public required LocalizedText Introduction { get; init; }

    /// <summary>The items in the order of the questions.</summary>
    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>The displayed questions: the grouping of items, their kinds, the conditions for showing them, and the
    /// questions without coded items. If empty, every item is a separate question.</summary>
    public IReadOnlyList<Question> Questions { get => _questions; init => _questions = value ?? []; }

    /// <summary>Checks over the answers of one ballot.</summary>
    public IReadOnlyList<AnswerCheck> Checks { get => _checks; init => _checks = value ?? []; }

    /// <summary>How an unfinished ballot at a kiosk is handled after the respondent leaves.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public UnfinishedBallotRule Unfinished { get; init; }
}
