using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Questionnaires;

/// <summary>One question of a questionnaire that is answered on a scale.</summary>
public sealed record Item
{
    /// <summary>Stable code, unique in the questionnaire; answers are given by it, never by position.</summary>
    public required string Code { get; init; }

    /// <summary>The question as the respondent reads it.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Code of the <see cref="AnswerScale"/> it is answered on.</summary>
    public required string Scale { get; init; }

    /// <summary>Whether a ballot must name the item, if only with the answer <c>noAnswer</c>. An item that is not required may be left out, and then counts as no answer.</summary>
    public required bool Required { get; init; }

    /// <summary>Code of the <see cref="Sipas.Questionnaires.Topic"/> it is about, for example a policy; null when it has none. Lists are joined by it, never by position.</summary>
    public string? Topic { get; init; }

    /// <summary>Sound clips that read it aloud, by language tag: paths on the host that shows it, from the root, for example <c>/audio/tay/k1.mp3</c>. Null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Clips { get; init; }
}

/// <summary>What becomes of a ballot whose respondent goes away before its end.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<UnfinishedBallotRule>))]
public enum UnfinishedBallotRule
{
    /// <summary>It is wiped; nothing is kept.</summary>
    Discard,

    /// <summary>It is sent when every required item that was shown has been answered or skipped by hand; the rest counts as no answer. Otherwise it is wiped.</summary>
    Send,
}

/// <summary>One published version of a questionnaire. Frozen: a change of wording, order or scale is a new version.</summary>
public sealed record Questionnaire
{
    private readonly IReadOnlyList<Question> _questions = [];
    private readonly IReadOnlyList<AnswerCheck> _checks = [];

    /// <summary>The version, unique in its pack; every ballot names it.</summary>
    public required string Version { get; init; }

    /// <summary>What the questionnaire is called.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The sentence that greets the respondent: who asks and why.</summary>
    public required LocalizedText Introduction { get; init; }

    /// <summary>The items in the order in which they are asked.</summary>
    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>The questions as they are shown: how items stand together, of which type, when they are shown, and what is asked beside the coded items. Empty when every item is a question of its own.</summary>
    public IReadOnlyList<Question> Questions { get => _questions; init => _questions = value ?? []; }

    /// <summary>Checks over the answers of one ballot.</summary>
    public IReadOnlyList<AnswerCheck> Checks { get => _checks; init => _checks = value ?? []; }

    /// <summary>What becomes of a half ballot at a kiosk whose respondent goes away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public UnfinishedBallotRule Unfinished { get; init; }
}
