using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Admin;
using Sipas.AspNetCore.Reports;
using Sipas.Paper;
using Sipas.Problems;
using Sipas.Questionnaires;

namespace Sipas.AspNetCore.Desk;

/// <summary>The model of the page of one batch.</summary>
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

/// <summary>The model of the page for keying a sheet.</summary>
internal sealed record PaperKeyModel
{
    public required ReportWords Words { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required PaperComparison Comparison { get; init; }

    public required AnswerLayout Layout { get; init; }

    public required KeyingPass Pass { get; init; }

    public required FormState Form { get; init; }

    /// <summary>Number of the sheet that was just saved; null when there is none.</summary>
    public required string? Kept { get; init; }

    /// <summary>Whether the page asks for the name of the person who keys, because no user is signed in.</summary>
    public required bool AsksKeyer { get; init; }

    /// <summary>The sheet to be decided; null while a sheet is keyed.</summary>
    public required PaperSheet? Sheet { get; init; }

    public required string Href { get; init; }

    public required string BackHref { get; init; }

    public required string ScriptHref { get; init; }
}
