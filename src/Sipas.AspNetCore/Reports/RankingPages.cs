using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Disclosure;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Ranking;
using Sipas.Reporting;

namespace Sipas.AspNetCore.Reports;

/// <summary>The page <c>/reports/ranking</c>: ranks of sampled ballots with their intervals, and kiosk results next to
/// them.</summary>
internal static class RankingPages
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageRequest request, string? node, string? year, [AsParameters] IndexFilter query)
    {
        var problems = new List<Problem>();
        int? of = null;
        IndexNode? ranked = null;
        var page = ReportPageParts.Of(request, query with { By = null }, null, problems, choice =>
        {
            of = ReadYear(year, problems);
            ranked = choice is null ? null : FindNode(choice.Pack.Index, node, problems);
        });
        if (page is null)
        {
            return ReportEndpoints.Fault(StatusCodes.Status400BadRequest, "fault.query", problems,
                new ReportAddresses(request.Links, request.Context));
        }

        FilterForm form = page.Form(
            page.Addresses.Ranking(page.Choice, ranked!.Code, of, page.Words.Language),
            [("node", ranked.Code), ("year", of?.ToString(CultureInfo.InvariantCulture))], canSplit: false);
        return await page.AnswerAsync(new PageWithoutFigures("rank.title", form, null, null), () => RenderAsync(page, ranked, of, form));
    }

    private static async Task<IResult> RenderAsync(ReportPageParts page, IndexNode node, int? year, FilterForm form)
    {
        (SurveyChoice choice, PageTexts words, ReportAddresses addresses) = (page.Choice, page.Words, page.Addresses);
        CancellationToken cancellationToken = page.Request.Context.RequestAborted;
        ReportChoices[] choices =
        [
            addresses.Questionnaires(page.State, page.View, words, choice, other => addresses.Ranking(other, null, year, words.Language)),
            addresses.Nodes(words, choice, node.Code, year),
            addresses.Years(page.View, words, choice, node.Code, year),
            ReportAddresses.Languages(words, other => addresses.Ranking(choice, node.Code, year, other)),
        ];
        BallotQuery ballots = page.Filter.Ballots(page.View, SelectionBasis.Sampled, year);
        var settings = new RankSettings
        {
            Node = node.Code,
            AssumeSimpleRandomSampling = page.Request.Options.Value.AssumeSimpleRandomSampling,
        };
        RankDocument ranking = await page.Figures.RankAsync(ballots, settings, cancellationToken);
        if (page.UnavailableReason(ranking.Ballots) is { } why)
        {
            return ReportEndpoints.NoFigures(page.Without("rank.title", null, why, null, form, choices));
        }

        KioskComparison kiosk = await page.Figures.KioskAsync(ballots, node.Code, cancellationToken);
        return HtmlPage.Of<RankPage>(
            words,
            new RankModel
            {
                Head = page.Head(form, choices),
                Ranking = ranking,
                Margins = await page.MarginsAsync(year, cancellationToken),
                Options = new RankIntervalOptions(),
                NodeName = words.Of(node.Text),
                Kiosks = kiosk.Figures,
                KioskQuestionnaire = kiosk.Layout is null || kiosk.Layout == choice.Layout
                    ? null
                    : words.Of(page.State.Packs.Find(kiosk.Layout.PackId)!.Title),
                UnitHref = code => addresses.Unit(code, choice, words.Language),
                Withheld = ranking.Withheld,
                Directory = year is { } one ? page.State.Units.On(new DateOnly(one, 12, 31)) : page.State.Units,
            },
            hasForms: true);
    }

    private static IndexNode? FindNode(IndexNode index, string? code, List<Problem> problems)
    {
        IndexNode? found = code is null ? index : index.SelfAndDescendants().FirstOrDefault(known => known.Code == code);
        if (found is null)
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "node", code,
                string.Join(", ", index.SelfAndDescendants().Select(known => known.Code))));
        }

        return found;
    }

    private static int? ReadYear(string? text, List<Problem> problems)
    {
        if (text is null)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is >= 2000 and <= 2100)
        {
            return year;
        }

        problems.Add(new Problem(ProblemCodes.QueryValue, "year", text, "2000–2100"));
        return null;
    }
}
