namespace Sipas.AspNetCore.Reports;

/// <summary>A link, and whether it is the current choice.</summary>
internal sealed record ReportLink(string Text, string Href, bool Current, string? Detail = null, string? Language = null);
