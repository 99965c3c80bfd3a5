using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Disclosure;
using Sipas.Hosting;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Reporting;
using Sipas.Scoring;
using Sipas.Storage;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>The report pages: <c>/reports</c> for all units and <c>/reports/units/{code}</c> for one.</summary>
internal static class ReportEndpoints
{
    public const string ReportName = "SipasReportPage";
    public const string UnitReportName = "SipasUnitReportPage";
    public const string RankingName = "SipasRankingPage";

    public static void Map(IEndpointRouteBuilder routes, FigureRoutes figures)
    {
        figures.ShowPage(
            "/reports", routes.MapGet("/reports", ShowAsync), routes.MapMethods("/reports", ReadRoutes.Head, ShowAsync), ("basis", null))
            .WithName(ReportName).ExcludeFromDescription();
        figures.ShowPage(
            "/reports/ranking", routes.MapGet("/reports/ranking", RankingPages.ShowAsync),
            routes.MapMethods("/reports/ranking", ReadRoutes.Head, RankingPages.ShowAsync), ("node", null), ("year", null))
            .WithName(RankingName).ExcludeFromDescription();
        figures.ShowPage(
            "/reports/units/{code}", routes.MapGet("/reports/units/{code}", ShowUnitAsync),
            routes.MapMethods("/reports/units/{code}", ReadRoutes.Head, ShowUnitAsync)).WithName(UnitReportName).ExcludeFromDescription();
        Asset.ReportStyle.Map(routes);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, string? pack, string? questionnaireVersion, string? basis, string? lang, [AsParameters] IndexFilter query,
        SurveyState state, TimeProvider clock, LinkGenerator links, IOptions<SipasOptions> options)
    {
        var addresses = new ReportAddresses(links, context);
        FigureView view = FigureRoute.ViewOf(context);
        var problems = new List<Problem>();
        string language = ReadLanguage(lang, problems);
        SurveyChoice? choice = SurveyChoice.Of(state, view, pack, questionnaireVersion, problems);
        SelectionBasis? asked = ReadBasis(basis, problems);
        if (choice is null || problems.Count > 0)
        {
            return Fault(StatusCodes.Status400BadRequest, "fault.query", problems, addresses);
        }

        var filter = ReportFilter.Read(query.WithoutBlanks(), state.Units, choice, unit: null);
        addresses = addresses.Keeping(filter);
        var page = new ReportPageParts(state, view, choice, filter, new PageTexts(language), addresses, clock);
        try
        {
            return page.Filter.Problems.Count > 0
                ? NoFigures(page.Faulty("report.title", page.Form(addresses.Report(choice, asked, language), Stored(asked))),
                    StatusCodes.Status400BadRequest)
                : await RenderAsync(page, asked, options.Value, context.RequestAborted);
        }
        catch (SipasException error) when (FigureRoute.IsRefusal(error))
        {
            return NoFigures(page.Refused("report.title", page.Form(addresses.Report(choice, asked, language), Stored(asked)), error),
                StatusCodes.Status403Forbidden);
        }
        catch (SipasException error) when (IsQuery(error))
        {
            return Fault(StatusCodes.Status400BadRequest, "fault.query", error.Problems, addresses);
        }
    }

    private static async Task<IResult> RenderAsync(ReportPageParts page, SelectionBasis? asked, SipasOptions options,
        CancellationToken cancellationToken)
    {
        (SurveyState state, FigureView view, SurveyChoice choice, ReportFilter filter, PageTexts words, ReportAddresses addresses,
            _) = page;
        ReportFigures figures = await ReportFigures.OfAsync(view, choice, filter,
            asked is { } one ? [one] : Enum.GetValues<SelectionBasis>(), cancellationToken);
        SelectionBasis shown = asked
            ?? (!figures.IsRefused(SelectionBasis.Sampled) && figures.BallotCount(SelectionBasis.Sampled) is null or > 0
                ? SelectionBasis.Sampled
                : SelectionBasis.SelfSelected);
        FilterForm form = page.Form(addresses.Report(choice, asked, words.Language), Stored(asked));
        ReportChoices[] choices =
        [
            addresses.Questionnaires(state, view, words, choice),
            addresses.Bases(words, choice, shown, figures.BallotCount),
            ReportAddresses.Languages(words, other => addresses.Report(choice, shown, other)),
        ];
        AnswerTally? flagged = figures.FlaggedOf(shown);
        UnitTallies? counts = figures.ByUnit(shown);
        if (page.UnavailableReason(counts?.Total.BallotCount, figures.Minimum) is { } why)
        {
            return NoFigures(page.Without("report.title", null, why, null, form, choices));
        }

        SurveyReport report = SurveyReport.Of(choice.Pack, choice.Layout, shown, counts!.ByUnit, state.Units) with
        {
            Total = Scorer.Score(choice.Pack, counts.Total),
        };
        GroupScores total = Figures.Of(choice.Pack, counts.Total, flagged, null, shown) with
        {
            Channels = await figures.ChannelsAsync(shown, null, cancellationToken),
        };
        return new HtmlPage(
            ReportPage.Of(new ReportModel
            {
                Head = page.Head(form, choices),
                Closings = await page.ClosingsAsync([shown], cancellationToken),
                Basis = shown,
                Total = total,
                Margins = shown == SelectionBasis.Sampled
                    ? await MarginsAsync(view, choice, filter, words, null, options, cancellationToken)
                    : null,
                RankingHref = addresses.Ranking(choice, null, null, words.Language),
                Items = CriterionItems.Of(report.Total, total),
                Split = SplitTable.Of(figures, words, shown),
                Units =
                [
                    .. report.Units.Select(unit => new UnitRow(
                        unit.Unit, addresses.Unit(unit.Unit.Code, choice, words.Language), unit.Card.BallotCount,
                        counts.Withheld.Contains(unit.Unit.Code) ? null : Figures.Of(unit.Card).Overall)),
                ],
            }),
            hasForms: true);
    }

    private static async Task<IResult> ShowUnitAsync(
        HttpContext context, string code, string? pack, string? questionnaireVersion, string? lang, [AsParameters] IndexFilter query,
        SurveyState state, TimeProvider clock, LinkGenerator links, IOptions<SipasOptions> options)
    {
        var addresses = new ReportAddresses(links, context);
        FigureView view = FigureRoute.ViewOf(context);

        // Units may have been saved after FollowAsync above.
        OrganisationUnit? unit = await state.FindUnitAsync(code, context.RequestAborted);
        if (unit is null)
        {
            return Fault(StatusCodes.Status404NotFound, "fault.unit", [new Problem(ProblemCodes.UnitNotFound, "code", code)], addresses);
        }

        var problems = new List<Problem>();
        string language = ReadLanguage(lang, problems);
        SurveyChoice? choice = SurveyChoice.Of(state, view, pack, questionnaireVersion, problems);
        if (choice is null || problems.Count > 0)
        {
            return Fault(StatusCodes.Status400BadRequest, "fault.query", problems, addresses);
        }

        var filter = ReportFilter.Read(query.WithoutBlanks(), state.Units, choice, code);
        addresses = addresses.Keeping(filter);
        var page = new ReportPageParts(state, view, choice, filter, new PageTexts(language), addresses, clock);
        try
        {
            return page.Filter.Problems.Count > 0
                ? NoFigures(page.Faulty("report.unitTitle", page.Form(addresses.Unit(code, choice, language), []), unit,
                    addresses.Report(choice, null, language)), StatusCodes.Status400BadRequest)
                : await RenderUnitAsync(page, unit, options.Value, context.RequestAborted);
        }
        catch (SipasException error) when (FigureRoute.IsRefusal(error))
        {
            return NoFigures(page.Refused("report.unitTitle", page.Form(addresses.Unit(code, choice, language), []), error, unit,
                addresses.Report(choice, null, language)), StatusCodes.Status403Forbidden);
        }
        catch (SipasException error) when (IsQuery(error))
        {
            return Fault(StatusCodes.Status400BadRequest, "fault.query", error.Problems, addresses);
        }
    }

    private static async Task<IResult> RenderUnitAsync(
        ReportPageParts page, OrganisationUnit unit, SipasOptions options, CancellationToken cancellationToken)
    {
        (SurveyState state, FigureView view, SurveyChoice choice, ReportFilter filter, PageTexts words, ReportAddresses addresses,
            _) = page;
        ReportFigures figures = await ReportFigures.OfAsync(view, choice, filter, Enum.GetValues<SelectionBasis>(), cancellationToken);
        FilterForm form = page.Form(addresses.Unit(unit.Code, choice, words.Language), []);
        ReportChoices[] choices = [ReportAddresses.Languages(words, other => addresses.Unit(unit.Code, choice, other))];
        string back = addresses.Report(choice, null, words.Language);
        (SelectionBasis Basis, GroupScores? Scores)[] bases =
            [.. Enum.GetValues<SelectionBasis>().Select(basis => (basis, figures.Unit(unit.Code, basis)))];
        IReadOnlyList<ChannelShare> channels = await figures.ChannelsAsync(SelectionBasis.SelfSelected, [unit.Code], cancellationToken);
        GroupScores[] known = [.. bases.Select(basis => basis.Scores).OfType<GroupScores>()];
        if (page.UnavailableReason(known.Length == 0 || (known.Length < bases.Length && known.All(scores => scores.Ballots == 0))
            ? null
            : known.Sum(scores => scores.Ballots), figures.Minimum) is { } why)
        {
            return NoFigures(page.Without("report.unitTitle", words.Of(unit.Name), why, back, form, choices));
        }

        // Self-selected results of all months are shown only next to a sample of all ballots.
        IReadOnlyList<KioskFigure> kiosk = filter.IsActive
            ? []
            : await KioskFigures.OfAsync(state, view, choice, choice.Pack.Index.Code, null, [unit.Code], cancellationToken);
        return new HtmlPage(
            UnitReportPage.Of(new UnitReportModel
            {
                Head = page.Head(form, choices),
                Closings = await page.ClosingsAsync(Enum.GetValues<SelectionBasis>(), cancellationToken),
                Unit = unit,
                Bases = [.. bases.Where(basis => basis.Scores is not null)
                    .Select(basis => (basis.Basis, basis.Basis == SelectionBasis.SelfSelected
                        ? basis.Scores! with { Channels = channels }
                        : basis.Scores!))],
                Withheld = [.. bases.Where(basis => basis.Scores is null).Select(basis => basis.Basis)],
                Minimum = figures.Minimum,
                Split = SplitTable.Of(figures, words, Enum.GetValues<SelectionBasis>()),
                BackHref = back,
                Margins = await MarginsAsync(view, choice, filter, words, null, options, cancellationToken),
                Kiosk = kiosk.Count == 0 ? null : kiosk[0],
            }),
            hasForms: true);
    }

    internal static HtmlPage NoFigures(NoFiguresModel model, int status = StatusCodes.Status200OK) =>
        new(FilterParts.NoFigures(model), status, hasForms: true);

    // A procedure that the columns do not distinguish is detected only when it is counted.
    internal static bool IsQuery(SipasException error) => error.Problems.All(problem => problem.Code == ProblemCodes.QueryValue);

    private static IReadOnlyList<(string, string?)> Stored(SelectionBasis? basis) =>
        [("basis", basis is { } known ? BallotNames.Of(known) : null)];

    internal static async Task<PageMargins> MarginsAsync(
        FigureView view, SurveyChoice choice, ReportFilter filter, PageTexts words, int? year, SipasOptions options,
        CancellationToken cancellationToken) => new(
            filter.IsActive ? null : await view.ReadMarginsAsync(choice.Layout, year, options.AssumeSimpleRandomSampling,
                cancellationToken), words, choice.Pack.Rules.Rounding);

    /// <summary>Creates the page for a store that is currently unavailable.</summary>
    internal static IResult Unavailable(HttpContext context, Problem problem)
    {
        var addresses = new ReportAddresses(context.RequestServices.GetRequiredService<LinkGenerator>(), context);
        return new HtmlPage(
            FaultPage.Of(WebTexts.Of("fault.unavailable"), [StoreFaults.Sentence(problem)], addresses.Style,
                new FaultLink("fault.home", addresses.Home)), StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Creates the page for an unknown address below the reports.</summary>
    internal static IResult Unknown(HttpContext context, int status, Problem problem) => Fault(
        status, "fault.page", [problem], new ReportAddresses(context.RequestServices.GetRequiredService<LinkGenerator>(), context));

    internal static HtmlPage Fault(int status, string title, IReadOnlyList<Problem> problems, ReportAddresses addresses) =>
        new(
            FaultPage.Of(WebTexts.Of(title), [.. problems.Select(problem => problem.Message)], addresses.Style,
                new FaultLink("fault.home", addresses.Home)),
            status);

    internal static string ReadLanguage(string? word, List<Problem> problems)
    {
        if (word is not null && !PageTexts.Languages.Contains(word))
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "lang", word, string.Join(", ", PageTexts.Languages)));
        }

        return word ?? PageTexts.Languages[0];
    }

    private static SelectionBasis? ReadBasis(string? word, List<Problem> problems)
    {
        if (word is null)
        {
            return null;
        }

        if (!BallotNames.TryBasis(word, out SelectionBasis basis))
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "basis", word, string.Join(", ", BallotNames.BasisNames)));
        }

        return basis;
    }
}
