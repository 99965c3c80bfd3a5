using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

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
    public bool IsCoded => Traits.IsCoded;

    /// <summary>The properties of its kind.</summary>
    [JsonIgnore]
    internal QuestionKindTraits Traits => QuestionKinds.Of(Kind);
}
