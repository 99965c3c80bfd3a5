using Sipas.Ballots;
using Sipas.Questionnaires;
using Sipas.Ranking;
using Sipas.Reporting;
using Sipas.Scoring;
using Sipas.Text;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>The elements common to all report pages: method, notice, language, addresses.</summary>
internal sealed record ReportHead
{
    public required ReportWords Words { get; init; }

    public required MethodPack Pack { get; init; }

    public required Questionnaire Questionnaire { get; init; }

    public required LocalizedText? Notice { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required long BallotsKept { get; init; }

    /// <summary>The date of the figures, and the number of waiting ballots; null if the figures are live.</summary>
    public required string? Published { get; init; }

    public required string StyleHref { get; init; }

    /// <summary>Rows of plain links with which a reader selects the displayed figures.</summary>
    public required IReadOnlyList<ReportChoices> Choices { get; init; }

    /// <summary>The form with which a reader selects the ballots.</summary>
    public required FilterForm Filter { get; init; }
}

/// <summary>A report page.</summary>
internal abstract record ReportFrame
{
    public required ReportHead Head { get; init; }

    public ReportWords Words => Head.Words;

    public MethodPack Pack => Head.Pack;

    /// <summary>The closed surveys with ballots of this report, each with the address of the report of its ballots.</summary>
    public IReadOnlyList<(ClosedSurvey Closing, string Href)> Closings { get; init; } = [];

    public string Language => Words.Language;
}

/// <summary>The form with which a reader selects the ballots of a report.</summary>
internal sealed record FilterForm
{
    public required ReportFilter Filter { get; init; }

    /// <summary>The target address, by GET.</summary>
    public required string Action { get; init; }

    /// <summary>The query parameters other than the filter.</summary>
    public required IReadOnlyList<(string Name, string? Value)> Kept { get; init; }

    /// <summary>The same page without a filter.</summary>
    public required string ClearHref { get; init; }

    /// <summary>Whether the page can break figures down.</summary>
    public bool CanSplit { get; init; } = true;
}

/// <summary>A page that shows only its form, because the filter is invalid, selects no ballot, or selects too few.</summary>
/// <param name="Title">Title of the page.</param>
/// <param name="Subtitle">The line above the title; null for none.</param>
/// <param name="Text">The reason why there are no figures.</param>
/// <param name="BackHref">The page above; null for none.</param>
internal sealed record NoFiguresModel(string Title, string? Subtitle, string Text, string? BackHref) : ReportFrame
{
    /// <summary>The same page without a filter, if that has figures; null otherwise.</summary>
    public string? UnfilteredHref { get; init; }
}

/// <summary>Figures by the answers to a question about the respondent, or by channel.</summary>
/// <param name="Title">Title of the breakdown.</param>
/// <param name="Header">Heading of the rows.</param>
/// <param name="Rows">The answers or channels, with their figures for each displayed basis; null where they are withheld.</param>
/// <param name="Bases">The bases.</param>
/// <param name="Fewest">Minimum number of ballots of a figure.</param>
internal sealed record SplitTable(string Title, string Header, IReadOnlyList<(string Answer, IReadOnlyList<GroupScores?> Scores)> Rows, IReadOnlyList<SelectionBasis> Bases, long Fewest)
{
    public static SplitTable? Of(ReportFigures figures, ReportWords words, params SelectionBasis[] bases)
    {
        if (figures.Split is not { } split)
        {
            return null;
        }

        IReadOnlyList<(byte Code, GroupScores? Scores)>[] columns = [.. bases.Select(basis => figures.By(basis, split))];
        return new SplitTable(
            split.Title(words),
            split.Header(words),
            [.. columns[0].Select((cell, i) => (split.TextOf(words, cell.Code), (IReadOnlyList<GroupScores?>)[.. columns.Select(column => column[i].Scores)]))],
            bases,
            figures.Fewest);
    }
}

/// <summary>A row of links.</summary>
internal sealed record ReportChoices(string Label, IReadOnlyList<ReportLink> Links);

/// <summary>A link, and whether it is the current choice.</summary>
internal sealed record ReportLink(string Text, string Href, bool Current, string? Detail = null, string? Language = null);

/// <summary>The report of all units for one basis.</summary>
internal sealed record ReportModel : ReportFrame
{
    public required SelectionBasis Basis { get; init; }

    public required GroupScores Total { get; init; }

    public required IReadOnlyList<CriterionItems> Items { get; init; }

    public required IReadOnlyList<UnitRow> Units { get; init; }

    /// <summary>Margins of sampled ballots; null for self-selected ones, which have none.</summary>
    public required PageMargins? Margins { get; init; }

    public required string RankingHref { get; init; }

    /// <summary>Figures by a question about the respondent; null when not requested.</summary>
    public SplitTable? Split { get; init; }
}

/// <summary>The ranking of sampled ballots.</summary>
internal sealed record RankModel : ReportFrame
{
    public required RankDocument Ranking { get; init; }

    public required PageMargins Margins { get; init; }

    public required RankIntervalOptions Options { get; init; }

    public required string NodeName { get; init; }

    /// <summary>The self-selected results of each unit; empty when there are none.</summary>
    public required IReadOnlyList<KioskFigure> Kiosks { get; init; }

    /// <summary>The questionnaire of the self-selected ballots, when it is another; null when it is the same.</summary>
    public required string? KioskQuestionnaire { get; init; }

    public required Func<string, string> UnitHref { get; init; }

    /// <summary>Units whose figures are withheld.</summary>
    public required IReadOnlySet<string> Withheld { get; init; }

    public required UnitDirectory Directory { get; init; }
}

/// <summary>The report of one unit, separately for each basis.</summary>
internal sealed record UnitReportModel : ReportFrame
{
    public required OrganisationUnit Unit { get; init; }

    /// <summary>The figures of each basis that are not withheld.</summary>
    public required IReadOnlyList<(SelectionBasis Basis, GroupScores Scores)> Bases { get; init; }

    /// <summary>The bases whose figures are withheld.</summary>
    public required IReadOnlyList<SelectionBasis> Withheld { get; init; }

    /// <summary>Minimum number of ballots of a figure about respondents.</summary>
    public required long Fewest { get; init; }

    /// <summary>Figures by a question about the respondent; null when not requested.</summary>
    public SplitTable? Split { get; init; }

    public required string BackHref { get; init; }

    public required PageMargins Margins { get; init; }

    /// <summary>The self-selected results of this unit; null when there are none.</summary>
    public required KioskFigure? Kiosk { get; init; }
}

/// <summary>The items of one criterion that are answered on one scale.</summary>
/// <param name="Criterion">The criterion's figure; null for items outside the tree.</param>
/// <param name="Scale">The scale.</param>
/// <param name="Items">The items.</param>
internal sealed record CriterionItems(Figure? Criterion, AnswerScale Scale, IReadOnlyList<ItemFigure> Items)
{
    /// <summary>Groups the items of a report by criterion and scale, in tree order.</summary>
    /// <param name="card">The scores.</param>
    /// <param name="figures">The same scores as published figures.</param>
    public static IReadOnlyList<CriterionItems> Of(ScoreCard card, GroupScores figures)
    {
        Dictionary<string, ItemFigure> byCode = figures.Items.ToDictionary(item => item.Code, StringComparer.Ordinal);
        Dictionary<string, AnswerScale> scales = card.Items.ToDictionary(item => item.Item.Item.Code, item => item.Item.Scale, StringComparer.Ordinal);
        IEnumerable<(Figure? Criterion, IEnumerable<string> Codes)> groups = card.Criteria
            .Select(node => ((Figure?)figures.Criteria.Single(figure => figure.Code == node.Node.Code), node.Node.Items.Where(byCode.ContainsKey)))
            .Append((null, byCode.Keys.Except(card.Criteria.SelectMany(node => node.Node.Items))));
        return
        [
            .. from section in groups
               from byScale in section.Codes.GroupBy(code => scales[code])
               select new CriterionItems(section.Criterion, byScale.Key, [.. byScale.Select(code => byCode[code])]),
        ];
    }
}

/// <summary>An organisation unit with its overall index; null when it is withheld.</summary>
internal sealed record UnitRow(OrganisationUnit Unit, string Href, long Ballots, Figure? Overall);
