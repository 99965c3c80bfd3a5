using Sipas.Text;

namespace Sipas.Files.Forms;

/// <summary>Where an XLSForm will collect answers, which decides how the columns of the answers are called.</summary>
public enum FormCollector
{
    /// <summary>KoboToolbox: a ballot's number is in <c>_uuid</c>.</summary>
    Kobo,

    /// <summary>ODK Central: a ballot's number is in <c>KEY</c>.</summary>
    OdkCentral,
}

/// <summary>A unit that the collector may choose.</summary>
/// <param name="Code">The unit's code: it becomes the value of the choice.</param>
/// <param name="Name">Its name.</param>
public sealed record FormUnit(string Code, LocalizedText Name);

/// <summary>How a questionnaire is written as an XLSForm.</summary>
public sealed record XlsFormOptions
{
    /// <summary>Where the answers will be collected.</summary>
    public FormCollector Collector { get; init; }

    /// <summary>The units to choose from; when none is given, the form asks for the unit's code as a text.</summary>
    public IReadOnlyList<FormUnit> Units { get; init; } = [];
}
