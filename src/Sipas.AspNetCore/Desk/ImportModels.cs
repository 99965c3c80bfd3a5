using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Admin;
using Sipas.AspNetCore.Reports;
using Sipas.Desk;
using Sipas.Files;
using Sipas.Problems;

namespace Sipas.AspNetCore.Desk;

/// <summary>What the page shows on which columns are chosen.</summary>
internal sealed record ImportColumnsModel
{
    public required ReportWords Words { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required FormState Form { get; init; }

    public required ImportUpload Upload { get; init; }

    public required FileTable Table { get; init; }

    /// <summary>The first rows, so that it is seen what a column holds.</summary>
    public required IReadOnlyList<TableRow> Sample { get; init; }

    public required IReadOnlyList<ColumnTarget> Targets { get; init; }

    public required IReadOnlyList<(string Code, string Text)> Units { get; init; }

    /// <summary>Whether the columns are those of a remembered map, or guessed; null once somebody chose.</summary>
    public required bool? IsRemembered { get; init; }

    public required string Href { get; init; }

    /// <summary>Target of the form that sets another header row or decimal mark.</summary>
    public required string HeaderHref { get; init; }

    public required string DiscardHref { get; init; }
}

/// <summary>What a file would do.</summary>
internal sealed record ImportPreviewModel
{
    public required ReportWords Words { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required FormState Form { get; init; }

    public required ImportUpload Upload { get; init; }

    /// <summary>How the file was read.</summary>
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

    /// <summary>Whether the page asks who brings the file, for want of a sign-in.</summary>
    public required bool AsksBringer { get; init; }

    public required string KeepHref { get; init; }

    public required string ColumnsHref { get; init; }

    public required string DiscardHref { get; init; }
}

/// <summary>A row that would correct a kept ballot: the ballot's number in the log, where they differ, and why it may not.</summary>
internal sealed record ImportCorrectionRow(int Row, long Sequence, string Differences, Problem? Refusal);
