namespace Sipas.AspNetCore.Reports;

/// <summary>A page that shows only its form, because the filter is invalid, selects no ballot, or selects too few.</summary>
/// <param name="Title">Title of the page.</param>
/// <param name="Subtitle">The line above the title; null for none.</param>
/// <param name="Text">The reason why there are no figures.</param>
/// <param name="BackHref">The page above; null for none.</param>
internal sealed record NoFiguresModel(string Title, string? Subtitle, string Text, string? BackHref) : ReportFrame
{
    /// <summary>The same page without a filter, if that has figures; null otherwise.</summary>
    public string? UnfilteredHref { get; init; }
}
