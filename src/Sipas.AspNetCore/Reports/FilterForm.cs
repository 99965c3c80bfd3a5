namespace Sipas.AspNetCore.Reports;

/// <summary>The form with which a reader selects the ballots of a report.</summary>
internal sealed record FilterForm
{
    public required ReportFilter Filter { get; init; }

    /// <summary>The target address, by GET.</summary>
    public required string Action { get; init; }

    /// <summary>The query parameters other than the filter.</summary>
    public required IReadOnlyList<(string Name, string? Value)> Stored { get; init; }

    /// <summary>The same page without a filter.</summary>
    public required string ClearHref { get; init; }

    /// <summary>Whether the page can break figures down.</summary>
    public bool CanSplit { get; init; } = true;
}
