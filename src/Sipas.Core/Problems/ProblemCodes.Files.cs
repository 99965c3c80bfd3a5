namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // IMP: workbooks and limits of files.

    /// <summary>The workbook is damaged.</summary>
    public const string WorkbookUnreadable = "IMP0013";

    /// <summary>The workbook holds macros, other files, links to other files or declarations that no table needs.</summary>
    public const string WorkbookActive = "IMP0014";

    /// <summary>A limit of files is exceeded.</summary>
    public const string FileLimit = "IMP0015";

    /// <summary>A formula was saved without its value.</summary>
    public const string FormulaWithoutValue = "IMP0016";

    /// <summary>The workbook is of the format before 2007, or is protected by a password.</summary>
    public const string WorkbookLegacy = "IMP0017";

    /// <summary>The workbook has no such sheet.</summary>
    public const string SheetMissing = "IMP0018";

    /// <summary>A file that was uploaded is no longer held, or is another officer's.</summary>
    public const string UploadGone = "IMP0019";

    /// <summary>What was confirmed is not what was shown.</summary>
    public const string PreviewMoved = "IMP0020";

    /// <summary>As many uploaded files wait as may be held.</summary>
    public const string UploadsFull = "IMP0021";

    /// <summary>One column was chosen for two things.</summary>
    public const string ColumnForTwo = "IMP0022";

    /// <summary>Neither a column nor a choice says of which unit the rows are.</summary>
    public const string UnitNotNamed = "IMP0023";

    /// <summary>A file of SurveyJS answers is no array of <c>survey.data</c>.</summary>
    public const string AnswersUnreadable = "IMP0024";
}
