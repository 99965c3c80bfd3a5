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
}

/// <summary>One published version of a questionnaire. Frozen: a change of wording, order or scale is a new version.</summary>
public sealed record Questionnaire
{
    /// <summary>The version, unique in its pack; every ballot names it.</summary>
    public required string Version { get; init; }

    /// <summary>What the questionnaire is called.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The sentence that greets the respondent: who asks and why.</summary>
    public required LocalizedText Introduction { get; init; }

    /// <summary>The items in the order in which they are asked.</summary>
    public required IReadOnlyList<Item> Items { get; init; }
}
