using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Admin;
using Sipas.AspNetCore.Reports;
using Sipas.Paper;
using Sipas.Problems;
using Sipas.Questionnaires;

namespace Sipas.AspNetCore.Desk;

/// <summary>What the page of one batch shows.</summary>
internal sealed record PaperBatchModel
{
    public required ReportWords Words { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required PaperComparison Comparison { get; init; }

    public required AnswerLayout Layout { get; init; }

    public required IReadOnlyList<PaperHandover> Handovers { get; init; }

    public required FormState Handover { get; init; }

    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Whether the host has accounts, so that a second person is a second account.</summary>
    public required bool IsSignedIn { get; init; }

    public required string HandoverHref { get; init; }

    public required string AcceptHref { get; init; }

    public required string WithdrawHref { get; init; }

    /// <summary>Errors of the sheets' numbers, and the warning that numbers could not be checked.</summary>
    public required IReadOnlyList<Problem> Warnings { get; init; }

    public required Func<KeyingPass, string, string> KeyHref { get; init; }
}

/// <summary>What the page shows on which a sheet is keyed.</summary>
internal sealed record PaperKeyModel
{
    public required ReportWords Words { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required PaperComparison Comparison { get; init; }

    public required AnswerLayout Layout { get; init; }

    public required KeyingPass Pass { get; init; }

    public required FormState Form { get; init; }

    /// <summary>Number of the sheet that was kept just now; null when none was.</summary>
    public required string? Kept { get; init; }

    /// <summary>Whether the page asks who keys, for want of a sign-in.</summary>
    public required bool AsksKeyer { get; init; }

    /// <summary>The sheet to decide on; null while a sheet is keyed.</summary>
    public required PaperSheet? Sheet { get; init; }

    public required string Href { get; init; }

    public required string BackHref { get; init; }

    public required string ScriptHref { get; init; }
}
