namespace Sipas.Files.Tables;

/// <summary>The format of a file; determined by its content, never by its name.</summary>
public enum TableFormat
{
    /// <summary>Text with separators.</summary>
    Csv,

    /// <summary>A workbook without macros (Office Open XML).</summary>
    Xlsx,

    /// <summary>Answers of a SurveyJS form as JSON, one object per row; read by
    /// <see cref="Forms.SurveyJsForm.ReadAnswers"/> only.</summary>
    SurveyJs,
}
