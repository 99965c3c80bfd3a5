namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>The model of a page for printing with the parameters of its layout.</summary>
/// <param name="StyleHrefs">Addresses of the style sheets.</param>
/// <param name="Title">The title.</param>
/// <param name="BackHref">Target of the link back.</param>
/// <param name="Model">The model of the page.</param>
internal sealed record PrintView(IReadOnlyList<string> StyleHrefs, string Title, string BackHref, object Model);
