using Sipas.Problems;
using Sipas.Questionnaires;

namespace Sipas.Files.Forms;

/// <summary>A form as it was read, before it becomes a pack.</summary>
internal sealed class DraftForm(FormDialect dialect)
{
    public FormDialect Dialect { get; } = dialect;

    public string? Id { get; set; }

    public string? Version { get; set; }

    public DraftText? Title { get; set; }

    public DraftText? Introduction { get; set; }

    /// <summary>Names of languages by tag, including Vietnamese and English.</summary>
    public Dictionary<string, string> Languages { get; } = new(StringComparer.Ordinal);

    public List<DraftQuestion> Questions { get; } = [];

    public List<DraftCheck> Checks { get; } = [];

    /// <summary>All lists of choices in their order, used or not.</summary>
    public List<DraftScale> Scales { get; } = [];

    public List<Problem> Losses { get; } = [];

    public void Lose(string code, string place, string? value = null, string? allowed = null) => Losses.Add(new Problem(code, place, value, allowed) { Severity = ProblemSeverity.Warning });
}

/// <summary>A text by language tag.</summary>
internal sealed record DraftText(string Place, IReadOnlyDictionary<string, string> ByLanguage)
{
    public bool IsEmpty => ByLanguage.Count == 0;

    public static DraftText Of(string place, string text) => new(place, new Dictionary<string, string>(StringComparer.Ordinal) { ["vi"] = text, ["en"] = text });
}

internal sealed record DraftChoice(string Value, DraftText Text, string Place)
{
    public bool? Satisfied { get; init; }

    public int? Points { get; init; }

    /// <summary>Of an option of a multiple choice: the scale whose levels mean ticked and not ticked.</summary>
    public string? Scale { get; init; }
}

internal sealed class DraftScale(string? code, string place)
{
    public string? Code { get; } = code;

    public string Place { get; } = place;

    public List<DraftChoice> Choices { get; } = [];

    /// <summary>Whether the list contains the options of a form of this library, so that their values are item codes.</summary>
    public bool HoldsItems { get; init; }

    /// <summary>Whether only rating elements without texts at their ends use it: its numbers then rise from worst to
    /// best.</summary>
    public bool? IsPlainRating { get; set; }
}

internal sealed record DraftItem(string Variable, string Code, DraftText Text, DraftScale? Scale, bool Required, string Place)
{
    /// <summary>Of an option: the value by which it is ticked.</summary>
    public string? Option { get; init; }

    /// <summary>Of an option: the code of its scale; null for the default one.</summary>
    public string? TickScale { get; init; }
}

internal sealed record DraftQuestion(string Code, QuestionKind Kind, DraftText Text, string Place)
{
    /// <summary>The name of a multiple choice or of a question with a value in the form.</summary>
    public string Variable { get; init; } = "";

    public QuestionPart? Part { get; init; }

    public IReadOnlyList<DraftItem> Items { get; init; } = [];

    public bool Required { get; init; }

    public int? MaximumTicks { get; set; }

    public decimal? Minimum { get; set; }

    public decimal? Maximum { get; set; }

    public int? MaximumLength { get; set; }

    /// <summary>The conditions on which it is shown, including those of its groups.</summary>
    public IReadOnlyList<(string Text, string Place)> Conditions { get; init; } = [];

    /// <summary>The forbidden answers, by the variable of the answer: hard checks when they are those of a note.</summary>
    public List<(FormExpression Expression, string Self, string Text, string Place)> Forbidden { get; } = [];

    /// <summary>The messages shown when a limit is violated.</summary>
    public List<(DraftText Text, string Variable)> Messages { get; } = [];
}

internal sealed record DraftCheck(string Code, CheckStrictness Strictness, DraftText Text, string Condition, string Place);
