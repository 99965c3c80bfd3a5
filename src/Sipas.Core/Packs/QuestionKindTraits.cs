namespace Sipas.Packs;

/// <summary>The properties of a question kind: one row of <see cref="QuestionKinds"/>.</summary>
internal sealed record QuestionKindTraits
{
    /// <summary>The kind.</summary>
    public required QuestionKind Kind { get; init; }

    /// <summary>Wire name, which is also the word in a store.</summary>
    public required string Name { get; init; }

    /// <summary>Type of the answer.</summary>
    public required AnswerType Type { get; init; }

    /// <summary>Minimum number of items of a question; 0 if the answer is not coded.</summary>
    public int MinimumItems { get; init; }

    /// <summary>Maximum number of items of a question; null for no limit, 0 if the answer is not coded.</summary>
    public int? MaximumItems { get; init; } = 0;

    /// <summary>The limits that a question may have.</summary>
    public QuestionLimits Limits { get; init; }

    /// <summary>Whether the items are options to tick, on scales of two levels.</summary>
    public bool HasOptions { get; init; }

    /// <summary>Whether the items are rows, shown one at a time.</summary>
    public bool HasRows { get; init; }

    /// <summary>Whether the answer is a level of an ordered scale, so that a draft pack includes its items in the index.</summary>
    public bool IsRated { get; init; }

    /// <summary>Whether a text may have several lines.</summary>
    public bool HasLines { get; init; }

    /// <summary>The part of a questionnaire that a draft pack assigns.</summary>
    public QuestionPart UsualPart { get; init; } = QuestionPart.Respondent;

    /// <summary>Name of the widget of the kiosk's script.</summary>
    public required string Widget { get; init; }

    /// <summary>Printed form.</summary>
    public required PaperShape Paper { get; init; }

    /// <summary>Type in an XLSForm; <c>begin_group</c> for a group with a question per item.</summary>
    public required string XlsFormType { get; init; }

    /// <summary>Appearance in an XLSForm that distinguishes it from other kinds of the same type; empty for none.</summary>
    public string XlsFormAppearance { get; init; } = "";

    /// <summary>Type in SurveyJS.</summary>
    public required string SurveyJsType { get; init; }

    /// <summary>Input type in SurveyJS, <c>text</c> by default there; empty for a type without one.</summary>
    public string SurveyJsInput { get; init; } = "";

    /// <summary>Whether the answers are coded items, which are counted, rather than a number, a text or a date.</summary>
    public bool IsCoded => Type == AnswerType.Coded;

    /// <summary>Whether the answer is a text written by the respondent, which can be erased.</summary>
    public bool IsText => Type == AnswerType.Text;

    /// <summary>The parser of a value; null for coded answers.</summary>
    internal ValueParser? Parser { get; init; }
}
