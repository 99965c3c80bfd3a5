using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Admin.Surveys;
using Sipas.AspNetCore.Pages;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.AspNetCore.Admin.Sampling;

/// <summary>The model of the page of a draw.</summary>
internal sealed record DrawPageModel
{
    public required SurveyFile File { get; init; }

    public required FormState Form { get; init; }

    public required IReadOnlyList<Problem> Problems { get; init; }

    public required AllocationResult? Allocation { get; init; }

    public required DrawVerification? Verification { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required SurveySteps Steps { get; init; }

    public required string DrawHref { get; init; }

    public required string FrameHref { get; init; }

    public required string VerifyHref { get; init; }

    public required string CertificateHref { get; init; }

    public required string OfficialHref { get; init; }

    public required string ReserveHref { get; init; }

    public required string PrintHref { get; init; }

    public required string EditHref { get; init; }
}
