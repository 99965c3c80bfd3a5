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
