using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.DependencyInjection;
using Sipas.Disclosure;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Ranking;
using Sipas.Reporting;
using Sipas.Storage;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>The page <c>/reports/ranking</c>: ranks of sampled ballots with their intervals, and kiosk results next to
/// them.</summary>
internal static class RankingPages
{
    public static async Task<IResult> ShowAsync(
        HttpContext context, string? pack, string? questionnaireVersion, string? node, string? year, string? lang,
        [AsParameters] IndexFilter query, SurveyState state, TimeProvider clock, LinkGenerator links, IOptions<SipasOptions> options)
    {
        var addresses = new ReportAddresses(links, context);
        FigureView view = FigureRoute.ViewOf(context);
        var problems = new List<Problem>();
        string language = ReportEndpoints.ReadLanguage(lang, problems);
        SurveyChoice? choice = SurveyChoice.Of(state, view, pack, questionnaireVersion, problems);
        int? of = ReadYear(year, problems);
        IndexNode? ranked = choice is null
            ? null
            : node is null ? choice.Pack.Index : choice.Pack.Index.SelfAndDescendants().FirstOrDefault(known => known.Code == node);
        if (choice is not null && ranked is null)
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "node", node,
                string.Join(", ", choice.Pack.Index.SelfAndDescendants().Select(known => known.Code))));
        }

        if (problems.Count > 0)
        {
            return ReportEndpoints.Fault(StatusCodes.Status400BadRequest, "fault.query", problems, addresses);
        }

        var filter = ReportFilter.Read((query with { By = null }).WithoutBlanks(), state.Units, choice!, unit: null);
        addresses = addresses.Keeping(filter);
        var page = new ReportPageParts(state, view, choice!, filter, new PageTexts(language), addresses, clock);
        try
        {
            return page.Filter.Problems.Count > 0
                ? ReportEndpoints.NoFigures(page.Faulty("rank.title", Form(page, ranked!, of)), StatusCodes.Status400BadRequest)
                : await RenderAsync(page, ranked!, of, options.Value, context.RequestAborted);
        }
        catch (SipasException error) when (FigureRoute.IsRefusal(error))
        {
            return ReportEndpoints.NoFigures(page.Refused("rank.title", Form(page, ranked!, of), error), StatusCodes.Status403Forbidden);
        }
        catch (SipasException error) when (ReportEndpoints.IsQuery(error))
        {
            return ReportEndpoints.Fault(StatusCodes.Status400BadRequest, "fault.query", error.Problems, addresses);
        }
    }

    private static FilterForm Form(ReportPageParts page, IndexNode node, int? year) => page.Form(
        page.Addresses.Ranking(page.Choice, node.Code, year, page.Words.Language),
        [("node", node.Code), ("year", year?.ToString(CultureInfo.InvariantCulture))], canSplit: false);

    private static async Task<IResult> RenderAsync(ReportPageParts page, IndexNode node, int? year, SipasOptions options,
        CancellationToken cancellationToken)
    {
        (SurveyState state, FigureView view, SurveyChoice choice, ReportFilter filter, PageTexts words, ReportAddresses addresses,
            _) = page;
        ReportChoices[] choices =
        [
            addresses.Questionnaires(state, view, words, choice, other => addresses.Ranking(other, null, year, words.Language)),
            addresses.Nodes(words, choice, node.Code, year),
            addresses.Years(view, words, choice, node.Code, year),
            ReportAddresses.Languages(words, other => addresses.Ranking(choice, node.Code, year, other)),
        ];
        ReportFigures figures = await ReportFigures.OfAsync(view, choice, filter, [SelectionBasis.Sampled], cancellationToken);
        UnitTallies? counts = figures.ByUnit(SelectionBasis.Sampled, year);
        if (page.UnavailableReason(counts?.Total.BallotCount, figures.Minimum) is { } why)
        {
            return ReportEndpoints.NoFigures(page.Without("rank.title", null, why, null, Form(page, node, year), choices));
        }

        UnitDirectory units = year is { } one ? state.Units.On(new DateOnly(one, 12, 31)) : state.Units;
        SurveyReport report = SurveyReport.Of(choice.Pack, choice.Layout, SelectionBasis.Sampled, counts!.ByUnit, units);
        Sipas.Estimation.SampledMargins? margins = filter.IsActive
            ? null
            : await view.ReadMarginsAsync(choice.Layout, year, options.AssumeSimpleRandomSampling, cancellationToken);
        RankMarginSource source = margins is null
            ? RankMarginSource.None(new Problem(ProblemCodes.FilteredNoMargin))
            : RankMarginSource.Of(margins, node.Code);
        SurveyChoice? kiosk = filter.IsActive ? null : KioskFigures.ChoiceFor(state, view, choice, node.Code);
        return new HtmlPage(
            RankPage.Of(new RankModel
            {
                Head = page.Head(Form(page, node, year), choices),
                Ranking = RankReport.Of(report, node.Code, margins: source),
                Margins = new PageMargins(margins, words, choice.Pack.Rules.Rounding),
                Options = source.Options,
                NodeName = words.Of(node.Text),
                Kiosks = filter.IsActive
                ? []
                : await KioskFigures.OfAsync(state, view, choice, node.Code, year, report.Units.Select(unit => unit.Unit.Code),
                    cancellationToken),
                KioskQuestionnaire = kiosk is null || kiosk.Layout == choice.Layout ? null : words.Of(kiosk.Pack.Title),
                UnitHref = code => addresses.Unit(code, choice, words.Language),
                Withheld = counts.Withheld,
                Directory = units,
            }),
            hasForms: true);
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
