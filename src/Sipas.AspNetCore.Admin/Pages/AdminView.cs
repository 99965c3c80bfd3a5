namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>The model of an officer's page with the parameters of its layout.</summary>
/// <param name="Frame">The elements common to all pages.</param>
/// <param name="Title">The heading.</param>
/// <param name="Over">A line above the heading; null for none.</param>
/// <param name="Model">The model of the page.</param>
internal sealed record AdminView(AdminFrame Frame, string Title, string? Over, object Model);
