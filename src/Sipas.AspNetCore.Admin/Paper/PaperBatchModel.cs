using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Pages;
using Sipas.Packs;
using Sipas.Paper;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Paper;

/// <summary>The model of the page of one batch.</summary>
internal sealed record PaperBatchModel
{
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
