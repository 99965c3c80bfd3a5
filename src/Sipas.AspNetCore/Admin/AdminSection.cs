using Sipas.AspNetCore.Cases;
using Sipas.AspNetCore.Import;
using Sipas.AspNetCore.Paper;
using Sipas.AspNetCore.Review;

namespace Sipas.AspNetCore.Admin;

/// <summary>An entry of the navigation of the officer's pages.</summary>
/// <param name="Key">Key of its label: the text <c>admin.nav.KEY</c>.</param>
/// <param name="EndpointName">Name of the route of its first page.</param>
internal sealed record AdminSection(string Key, string EndpointName)
{
    public static readonly AdminSection Surveys = new("surveys", SurveyListEndpoints.ListName);

    public static readonly AdminSection Devices = new("devices", DeviceListEndpoints.ListName);

    public static readonly AdminSection Review = new("review", ReviewEndpoints.ListName);

    public static readonly AdminSection Paper = new("paper", PaperEndpoints.ListName);

    public static readonly AdminSection Cases = new("cases", CaseEndpoints.ListName);

    public static readonly AdminSection Import = new("import", ImportEndpoints.StartName);

    /// <summary>All sections in display order.</summary>
    public static IReadOnlyList<AdminSection> All { get; } = [Surveys, Devices, Paper, Import, Review, Cases];
}
