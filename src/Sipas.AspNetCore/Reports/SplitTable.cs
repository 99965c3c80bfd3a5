using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Reporting;

namespace Sipas.AspNetCore.Reports;

/// <summary>Figures by the answers to a question about the respondent, or by channel.</summary>
/// <param name="Title">Title of the breakdown.</param>
/// <param name="Header">Heading of the rows.</param>
/// <param name="Rows">The answers or channels, with their figures for each displayed basis; null where they are withheld.</param>
/// <param name="Bases">The bases.</param>
/// <param name="Minimum">Minimum number of ballots of a figure.</param>
internal sealed record SplitTable(string Title, string Header, IReadOnlyList<(string Answer, IReadOnlyList<GroupScores?> Scores)> Rows,
    IReadOnlyList<SelectionBasis> Bases, long Minimum)
{
    public static SplitTable? Of(ReportFigures figures, PageTexts words, params SelectionBasis[] bases)
    {
        if (figures.Split is not { } split)
        {
            return null;
        }

        IReadOnlyList<(byte Code, GroupScores? Scores)>[] columns = [.. bases.Select(basis => figures.By(basis, split))];
        return new SplitTable(
            split.Title(words),
            split.Header(words),
            [.. columns[0].Select((cell, i) =>
                (split.TextOf(words, cell.Code), (IReadOnlyList<GroupScores?>)[.. columns.Select(column => column[i].Scores)]))],
            bases,
            figures.Minimum);
    }
}
