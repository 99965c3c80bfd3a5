using Sipas.Text;

namespace Sipas.Files.Forms;

/// <summary>The tool that will collect answers with an XLSForm, which determines the names of the columns of the
/// answers.</summary>
public enum FormCollector
{
    /// <summary>KoboToolbox: a ballot's number is in <c>_uuid</c>.</summary>
    Kobo,

    /// <summary>ODK Central: a ballot's number is in <c>KEY</c>.</summary>
    OdkCentral,
}

/// <summary>An organisation unit that can be selected in the form.</summary>
/// <param name="Code">The unit's code: the value of the choice.</param>
/// <param name="Name">Its name.</param>
public sealed record FormUnit(string Code, LocalizedText Name);

/// <summary>Options for writing a questionnaire as an XLSForm.</summary>
public sealed record XlsFormOptions
{
    /// <summary>The tool that will collect the answers.</summary>
    public FormCollector Collector { get; init; }

    /// <summary>The units to choose from; when empty, the form asks for the unit's code as a text.</summary>
    public IReadOnlyList<FormUnit> Units { get; init; } = [];
}
