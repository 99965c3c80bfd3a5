namespace Sipas.Packs;

/// <summary>The table of question kinds: all code that depends on a kind reads its row.</summary>
internal static class QuestionKinds
{
    private static readonly QuestionKindTraits[] Rows =
    [
        new()
        {
            Kind = QuestionKind.SingleChoice,
            Name = "singleChoice",
            Type = AnswerType.Coded,
            MinimumItems = 1,
            MaximumItems = 1,
            Widget = "singleChoice",
            Paper = PaperShape.OneOption,
            XlsFormType = "select_one",
            SurveyJsType = "radiogroup",
        },
        new()
        {
            Kind = QuestionKind.Level,
            Name = "level",
            Type = AnswerType.Coded,
            MinimumItems = 1,
            MaximumItems = 1,
            IsRated = true,
            UsualPart = QuestionPart.Satisfaction,
            Widget = "level",
            Paper = PaperShape.Row,
            XlsFormType = "select_one",
            XlsFormAppearance = "likert",
            SurveyJsType = "rating",
        },
        new()
        {
            Kind = QuestionKind.Matrix,
            Name = "matrix",
            Type = AnswerType.Coded,
            MinimumItems = 1,
            MaximumItems = null,
            HasRows = true,
            IsRated = true,
            UsualPart = QuestionPart.Satisfaction,
            Widget = "matrix",
            Paper = PaperShape.Table,
            XlsFormType = "begin_group",
            XlsFormAppearance = "field-list",
            SurveyJsType = "matrix",
        },
        new()
        {
            Kind = QuestionKind.MultipleChoice,
            Name = "multipleChoice",
            Type = AnswerType.Coded,
            MinimumItems = 2,
            MaximumItems = null,
            HasOptions = true,
            Limits = QuestionLimits.Ticks,
            Widget = "multipleChoice",
            Paper = PaperShape.SeveralOptions,
            XlsFormType = "select_multiple",
            SurveyJsType = "checkbox",
        },
        new()
        {
            Kind = QuestionKind.Number,
            Name = "number",
            Type = AnswerType.Number,
            Parser = ValueReader.ReadNumber,
            Limits = QuestionLimits.Range,
            Widget = "number",
            Paper = PaperShape.Line,
            XlsFormType = "decimal",
            SurveyJsType = "text",
            SurveyJsInput = "number",
        },
        new()
        {
            Kind = QuestionKind.ShortText,
            Name = "shortText",
            Type = AnswerType.Text,
            Parser = ValueReader.ReadText,
            Limits = QuestionLimits.Length,
            Widget = "shortText",
            Paper = PaperShape.Line,
            XlsFormType = "text",
            SurveyJsType = "text",
            SurveyJsInput = "text",
        },
        new()
        {
            Kind = QuestionKind.LongText,
            Name = "longText",
            Type = AnswerType.Text,
            HasLines = true,
            Parser = ValueReader.ReadText,
            Limits = QuestionLimits.Length,
            UsualPart = QuestionPart.Opinion,
            Widget = "longText",
            Paper = PaperShape.Lines,
            XlsFormType = "text",
            XlsFormAppearance = "multiline",
            SurveyJsType = "comment",
        },
        new()
        {
            Kind = QuestionKind.Date,
            Name = "date",
            Type = AnswerType.Day,
            Parser = ValueReader.ReadDay,
            Widget = "date",
            Paper = PaperShape.Line,
            XlsFormType = "date",
            SurveyJsType = "text",
            SurveyJsInput = "date",
        },
    ];

    /// <summary>The rows, in the order of <see cref="QuestionKind"/>.</summary>
    public static IReadOnlyList<QuestionKindTraits> All => Rows;

    /// <summary>Gets the row of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The table has no row for it.</exception>
    public static QuestionKindTraits Of(QuestionKind kind) => (uint)kind < (uint)Rows.Length && Rows[(int)kind].Kind == kind
        ? Rows[(int)kind]
        : throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no question of this kind.");
}
