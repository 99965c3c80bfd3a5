using Sipas.Common;

namespace Sipas.Packs;

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

    /// <summary>Code of its <see cref="Packs.Topic"/>, for example a policy; null for none. Lists are joined
    /// by this code, never by position.</summary>
    public string? Topic { get; init; }

    /// <summary>Sound clips that read the item aloud, by language tag. The values are root-relative paths on the host that
    /// shows the item, for example <c>/audio/tay/k1.mp3</c>. Null for none.</summary>
    public IReadOnlyDictionary<string, string>? Clips { get; init; }
}
