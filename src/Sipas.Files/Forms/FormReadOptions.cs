namespace Sipas.Files.Forms;

/// <summary>What the reader of a form says of the draft.</summary>
public sealed record FormReadOptions
{
    /// <summary>How much is read before the form is refused.</summary>
    public FormLimits Limits { get; init; } = FormLimits.Default;

    /// <summary>Id of the draft pack; null to take the form's own, or <c>draft</c> when it has none.</summary>
    public string? PackId { get; init; }

    /// <summary>Version of the questionnaire; null to take the form's own, or <c>1</c> when it has none.</summary>
    public string? QuestionnaireVersion { get; init; }
}
