namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>An entry of the navigation of the officer's pages.</summary>
/// <param name="Key">Key of its label: the text <c>admin.nav.KEY</c>.</param>
/// <param name="EndpointName">Name of the route of its first page.</param>
internal sealed record AdminSection(string Key, string EndpointName)
{
    public static readonly AdminSection Surveys = new("surveys", "SipasAdminSurveys");

    public static readonly AdminSection Devices = new("devices", "SipasAdminDevices");

    public static readonly AdminSection Review = new("review", "SipasAdminReview");

    public static readonly AdminSection Paper = new("paper", "SipasAdminPaper");

    public static readonly AdminSection Cases = new("cases", "SipasAdminCases");

    public static readonly AdminSection Import = new("import", "SipasAdminImport");

    /// <summary>All sections in display order.</summary>
    public static IReadOnlyList<AdminSection> All { get; } = [Surveys, Devices, Paper, Import, Review, Cases];
}
