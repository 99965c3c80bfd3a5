namespace Sipas.Files;

/// <summary>What a file is; told by its content, never by its name.</summary>
public enum TableFormat
{
    /// <summary>Text with separators.</summary>
    Csv,

    /// <summary>A workbook without macros (Office Open XML).</summary>
    Xlsx,

    /// <summary>Answers of a SurveyJS form as JSON, an object a row; read by <see cref="Forms.SurveyJsForm.ReadAnswers"/> only.</summary>
    SurveyJs,
}
