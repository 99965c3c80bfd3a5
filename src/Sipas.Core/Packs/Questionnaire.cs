using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

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
