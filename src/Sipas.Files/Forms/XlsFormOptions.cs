namespace Sipas.Files.Forms;

/// <summary>Options for writing a questionnaire as an XLSForm.</summary>
public sealed record XlsFormOptions
{
    /// <summary>The tool that will collect the answers.</summary>
    public FormCollector Collector { get; init; }

    /// <summary>The units to choose from; when empty, the form asks for the unit's code as a text.</summary>
    public IReadOnlyList<FormUnit> Units { get; init; } = [];
}
