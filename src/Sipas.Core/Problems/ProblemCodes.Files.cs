namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // IMP: workbooks and limits of files.

    /// <summary>The workbook is damaged.</summary>
    public const string WorkbookUnreadable = "IMP0013";

    /// <summary>The workbook contains macros, other files, links to other files or declarations that a table does not need.</summary>
    public const string WorkbookActive = "IMP0014";

    /// <summary>A limit of files is exceeded.</summary>
    public const string FileLimit = "IMP0015";

    /// <summary>A formula was saved without its value.</summary>
    public const string FormulaWithoutValue = "IMP0016";

    /// <summary>The workbook has the format before Excel 2007, or is protected by a password.</summary>
    public const string WorkbookLegacy = "IMP0017";

    /// <summary>The workbook has no sheet with this name.</summary>
    public const string SheetMissing = "IMP0018";

    /// <summary>An uploaded file is no longer available, or belongs to another officer.</summary>
    public const string UploadGone = "IMP0019";

    /// <summary>The confirmed settings differ from the previewed settings.</summary>
    public const string PreviewMoved = "IMP0020";

    /// <summary>The maximum number of uploaded files is waiting.</summary>
    public const string UploadsFull = "IMP0021";

    /// <summary>One column was chosen for two purposes.</summary>
    public const string ColumnForTwo = "IMP0022";

    /// <summary>Neither a column nor a choice states the unit of the rows.</summary>
    public const string UnitNotNamed = "IMP0023";

    /// <summary>A file of SurveyJS answers is not an array of <c>survey.data</c>.</summary>
    public const string AnswersUnreadable = "IMP0024";

    // IMP01: cells, headers and kinds of files.

    /// <summary>A cell that is used contains a spreadsheet error.</summary>
    public const string CellError = "IMP0100";

    /// <summary>A number has three digits after its only mark, which may be a thousands separator or a decimal mark.</summary>
    public const string NumberAmbiguous = "IMP0101";

    /// <summary>A number has a percent sign where no percentage is expected.</summary>
    public const string PercentUnexpected = "IMP0102";

    /// <summary>A code is a day, a truncated number, or displayed in a format that is not rendered here.</summary>
    public const string CodeNotShown = "IMP0103";

    /// <summary>A cell is not a day or time.</summary>
    public const string CellNotDay = "IMP0104";

    /// <summary>A row of ballots has other cells but no answer.</summary>
    public const string RowWithoutAnswer = "IMP0105";

    /// <summary>A file is not a table.</summary>
    public const string FileNotATable = "IMP0106";

    /// <summary>Percentages of a column are all at most 1: they look like shares.</summary>
    public const string PercentLooksLikeShare = "IMP0107";

    /// <summary>The given header row is not in the file or is blank.</summary>
    public const string HeaderRowMissing = "IMP0108";

    /// <summary>A required cell is empty.</summary>
    public const string CellEmpty = "IMP0109";

    /// <summary>One label has several spellings, which are counted as one.</summary>
    public const string LabelSpelledTwice = "IMP0110";

    /// <summary>Rows without any answer were counted as ballots that were returned blank.</summary>
    public const string RowsWithoutAnswer = "IMP0111";

    /// <summary>A cell is merged with the cell of another column, so that it is not clear to which column its value belongs.</summary>
    public const string CellMergedAcross = "IMP0112";
}
