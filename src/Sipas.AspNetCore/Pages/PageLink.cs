namespace Sipas.AspNetCore.Pages;

/// <summary>A link, and whether it is the current choice.</summary>
internal sealed record PageLink(string Text, string Href, bool Current, string? Detail = null, string? Language = null);
