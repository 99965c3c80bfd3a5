using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Disclosure;
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
    /// <summary>Computes the table of a page; null if it breaks no figures down.</summary>
    /// <param name="page">The page.</param>
    /// <param name="bases">The bases.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<SplitTable?> OfAsync(ReportPageParts page, SelectionBasis[] bases, CancellationToken cancellationToken)
    {
        if (page.Filter.Split is not { } split)
        {
            return null;
        }

        ScoreDocument document = await page.Figures.ScoreAsync(
            page.Filter.Ballots(page.View, bases is [var one] ? one : null) with { Breakdown = split }, cancellationToken);
        HashSet<string?> shown = [.. document.Groups.Select(group => group.Group), .. document.Withheld.Select(group => group.Group)];
        return new SplitTable(
            split.Question is { } question
                ? page.Words.Fill("filter.byTitle", ("question", page.Words.Of(question.Text)))
                : page.Words["filter.byChannelTitle"],
            page.Words[split.Question is null ? "filter.channel" : "filter.answer"],
            [
                .. from code in split.Codes
                   let name = split.GroupOf(code)
                   where shown.Contains(name)
                   select (TextOf(page.Words, split, code), (IReadOnlyList<GroupScores?>)[.. bases.Select(basis =>
                       document.Groups.FirstOrDefault(scores => scores.Group == name && scores.Basis == BallotNames.Of(basis)))]),
            ],
            bases,
            page.View.Minimum);
    }

    private static string TextOf(PageTexts words, Breakdown split, byte code) => split.Question is { } question
        ? ReportFilter.AnswerText(words, question, code)
        : words["channel." + BallotNames.Of((CollectionChannel)code)];
}
