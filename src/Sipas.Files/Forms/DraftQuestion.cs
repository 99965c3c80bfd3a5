using Sipas.Packs;

namespace Sipas.Files.Forms;

internal sealed record DraftQuestion(string Code, QuestionKind Kind, DraftText Text, string Place)
{
    public QuestionKindTraits Traits => QuestionKinds.Of(Kind);

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
