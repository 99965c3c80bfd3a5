using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Pages;
using Sipas.Corrections;
using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>The effect of importing a file.</summary>
internal sealed record ImportPreviewModel
{
    public required AntiforgeryTokenSet Mark { get; init; }

    public required FormState Form { get; init; }

    public required ImportUpload Upload { get; init; }

    /// <summary>The file as read.</summary>
    public required TableFile File { get; init; }

    public required long RowCount { get; init; }

    public required IReadOnlyList<(string Unit, long Count)> Units { get; init; }

    /// <summary>Every problem of the file, of all kinds.</summary>
    public required ProblemSummary Problems { get; init; }

    /// <summary>Path of the whole list as a file.</summary>
    public required string ListHref { get; init; }

    public required long FaultyRowCount { get; init; }

    /// <summary>Null when rows have problems.</summary>
    public required CorrectionPlan? Plan { get; init; }

    public required IReadOnlyList<ImportCorrectionRow> Corrections { get; init; }

    /// <summary>Whether the page asks for the name of the person who brings the file, because no user is signed in.</summary>
    public required bool AsksBringer { get; init; }

    public required string KeepHref { get; init; }

    public required string ColumnsHref { get; init; }

    public required string DiscardHref { get; init; }
}
