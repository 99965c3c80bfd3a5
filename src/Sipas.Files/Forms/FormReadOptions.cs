namespace Sipas.Files.Forms;

/// <summary>Options for reading a form as a draft.</summary>
public sealed record FormReadOptions
{
    /// <summary>Limits on the size of the form.</summary>
    public FormLimits Limits { get; init; } = FormLimits.Default;

    /// <summary>Id of the draft pack; null to use the form's own, or <c>draft</c> when it has none.</summary>
    public string? PackId { get; init; }

    /// <summary>Version of the questionnaire; null to use the form's own, or <c>1</c> when it has none.</summary>
    public string? QuestionnaireVersion { get; init; }

    /// <summary>
    /// The satisfied choices of a list, by the code of its scale in the draft: the choices' values, or their Vietnamese
    /// or English texts. They must be at one end of the list; if they are the first, the levels are numbered in
    /// reverse, so that the satisfied ones are the highest. Null if not specified.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Satisfied { get; init; }
}
