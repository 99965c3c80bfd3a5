using Sipas.AspNetCore.Pages;

namespace Sipas.AspNetCore.Reports;

/// <summary>A row of links.</summary>
internal sealed record ReportChoices(string Label, IReadOnlyList<PageLink> Links);
