using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Admin;
using Sipas.AspNetCore.Reports;
using Sipas.Desk;
using Sipas.Files;
using Sipas.Problems;

namespace Sipas.AspNetCore.Desk;

/// <summary>The model of the page for choosing columns.</summary>
internal sealed record ImportColumnsModel
{
    public required ReportWords Words { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required FormState Form { get; init; }

    public required ImportUpload Upload { get; init; }

    public required FileTable Table { get; init; }

    /// <summary>The first rows, which show the contents of the columns.</summary>
    public required IReadOnlyList<TableRow> Sample { get; init; }

    public required IReadOnlyList<ColumnTarget> Targets { get; init; }

    public required IReadOnlyList<(string Code, string Text)> Units { get; init; }

    /// <summary>Whether the columns are those of a saved map (true) or guessed (false); null once an officer has
    /// chosen.</summary>
    public required bool? IsRemembered { get; init; }

    public required string Href { get; init; }

    /// <summary>Target of the form that sets another header row or decimal mark.</summary>
    public required string HeaderHref { get; init; }

    public required string DiscardHref { get; init; }
}

/// <summary>The effect of importing a file.</summary>
internal sealed record ImportPreviewModel
{
    public required ReportWords Words { get; init; }

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

/// <summary>A row that would correct a stored ballot: the ballot's number in the log, the differences, and the reason
/// why it may not.</summary>
internal sealed record ImportCorrectionRow(int Row, long Sequence, string Differences, Problem? Refusal);
