using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Admin.Surveys;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.AspNetCore.Admin.Sampling;

/// <summary>The model of the page of a frame.</summary>
internal sealed record FramePageModel
{
    public required SurveyFile File { get; init; }

    public required FrameReport? Report { get; init; }

    /// <summary>The result of the check.</summary>
    public required ProblemSummary Findings { get; init; }

    /// <summary>Path of the file with the faulty rows and their reasons.</summary>
    public required string FaultyRowsHref { get; init; }

    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Header row and separator of the file that was just stored; null otherwise.</summary>
    public string? Header { get; init; }

    /// <summary>Maximum size of a file.</summary>
    public required long MaximumBytes { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required SurveySteps Steps { get; init; }

    public required string UploadHref { get; init; }

    public required string SealHref { get; init; }

    public required string DrawHref { get; init; }
}
