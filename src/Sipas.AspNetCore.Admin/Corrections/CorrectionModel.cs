using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Admin.Import;
using Sipas.AspNetCore.Pages;
using Sipas.Corrections;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Corrections;

/// <summary>The model of the page of one correction.</summary>
internal sealed record CorrectionModel
{
    public required AntiforgeryTokenSet Mark { get; init; }

    public required FormState Form { get; init; }

    public required PendingCorrection Correction { get; init; }

    /// <summary>Problems of the file with the current store; a correction with problems can only be rejected.</summary>
    public required ProblemSummary Problems { get; init; }

    /// <summary>The effect of the file; null if it has problems or is decided.</summary>
    public required CorrectionPlan? Plan { get; init; }

    public required IReadOnlyList<ImportCorrectionRow> Rows { get; init; }

    /// <summary>Hash of the displayed rows: only these can be confirmed.</summary>
    public required string Shown { get; init; }

    /// <summary>Whether the account of this request may decide.</summary>
    public required bool MayDecide { get; init; }

    /// <summary>The account of this request; null if no user is signed in.</summary>
    public required string? Account { get; init; }

    public required string ConfirmHref { get; init; }

    public required string RejectHref { get; init; }

    public required string ListHref { get; init; }
}
