using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Disclosure;
using Sipas.Problems;
using Sipas.Reporting;
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

    private static async Task<IResult> ShowAsync([AsParameters] PageRequest request, string? basis, [AsParameters] IndexFilter query)
    {
        var problems = new List<Problem>();
        SelectionBasis? asked = null;
        if (ReportPageParts.Of(request, query, null, problems, _ => asked = ReadBasis(basis, problems)) is not { } page)
        {
            return Fault(StatusCodes.Status400BadRequest, "fault.query", problems, new ReportAddresses(request.Links, request.Context));
        }

        FilterForm form = page.Form(page.Addresses.Report(page.Choice, asked, page.Words.Language), Stored(asked));
        return await page.AnswerAsync(new PageWithoutFigures("report.title", form, null, null), () => RenderAsync(page, asked, form));
    }

    private static async Task<IResult> RenderAsync(ReportPageParts page, SelectionBasis? asked, FilterForm form)
    {
        (SurveyChoice choice, PageTexts words, ReportAddresses addresses) = (page.Choice, page.Words, page.Addresses);
        CancellationToken cancellationToken = page.Request.Context.RequestAborted;
        SurveyFigures figures = await page.Figures.SurveyAsync(
            page.Filter.Ballots(page.View, asked) with { Breakdown = page.Filter.Split }, cancellationToken);
        SelectionBasis shown = figures.Basis;
        ReportChoices[] choices =
        [
            addresses.Questionnaires(page.State, page.View, words, choice),
            addresses.Bases(words, choice, shown, figures.Ballots),
            ReportAddresses.Languages(words, other => addresses.Report(choice, shown, other)),
        ];
        if (page.UnavailableReason(figures.Total?.Ballots) is { } why)
        {
            return NoFigures(page.Without("report.title", null, why, null, form, choices));
        }

        return HtmlPage.Of<ReportPage>(
            words,
            new ReportModel
            {
                Head = page.Head(form, choices),
                Closings = await page.ClosingsAsync([shown], cancellationToken),
                Basis = shown,
                Total = figures.Total!,
                Margins = shown == SelectionBasis.Sampled ? await page.MarginsAsync(null, cancellationToken) : null,
                RankingHref = addresses.Ranking(choice, null, null, words.Language),
                Items = CriterionItems.Of(choice, figures.Total!),
                Split = await SplitTable.OfAsync(page, [shown], cancellationToken),
                Units = [.. figures.Units.Select(unit => new UnitRow(
                    unit.Unit, addresses.Unit(unit.Unit.Code, choice, words.Language), unit.Ballots, unit.Overall))],
            },
            hasForms: true);
    }

    private static async Task<IResult> ShowUnitAsync([AsParameters] PageRequest request, string code, [AsParameters] IndexFilter query)
    {
        var addresses = new ReportAddresses(request.Links, request.Context);

        // Units may have been saved after the view was made.
        OrganisationUnit? unit = await request.State.FindUnitAsync(code, request.Context.RequestAborted);
        if (unit is null)
        {
            return Fault(StatusCodes.Status404NotFound, "fault.unit", [new Problem(ProblemCodes.UnitNotFound, "code", code)], addresses);
        }

        var problems = new List<Problem>();
        if (ReportPageParts.Of(request, query, code, problems) is not { } page)
        {
            return Fault(StatusCodes.Status400BadRequest, "fault.query", problems, addresses);
        }

        FilterForm form = page.Form(page.Addresses.Unit(code, page.Choice, page.Words.Language), []);
        string back = page.Addresses.Report(page.Choice, null, page.Words.Language);
        return await page.AnswerAsync(
            new PageWithoutFigures("report.unitTitle", form, unit, back), () => RenderUnitAsync(page, unit, form, back));
    }

    private static async Task<IResult> RenderUnitAsync(ReportPageParts page, OrganisationUnit unit, FilterForm form, string back)
    {
        (SurveyChoice choice, PageTexts words, ReportAddresses addresses) = (page.Choice, page.Words, page.Addresses);
        CancellationToken cancellationToken = page.Request.Context.RequestAborted;
        BallotQuery ballots = page.Filter.Ballots(page.View);
        ScoreDocument figures = await page.Figures.ScoreAsync(ballots, cancellationToken);
        SelectionBasis[] bases = Enum.GetValues<SelectionBasis>();
        (SelectionBasis Basis, GroupScores? Scores)[] all = [.. bases.Select(basis =>
            (basis, figures.Groups.FirstOrDefault(group => group.Basis == BallotNames.Of(basis))))];
        if (page.UnavailableReason(
            figures.Groups.Count == 0 || (figures.Withheld.Count > 0 && figures.Groups.All(scores => scores.Ballots == 0))
                ? null
                : figures.Groups.Sum(scores => scores.Ballots)) is { } why)
        {
            return NoFigures(page.Without("report.unitTitle", words.Of(unit.Name), why, back, form,
                [ReportAddresses.Languages(words, other => addresses.Unit(unit.Code, choice, other))]));
        }

        return HtmlPage.Of<UnitReportPage>(
            words,
            new UnitReportModel
            {
                Head = page.Head(form, [ReportAddresses.Languages(words, other => addresses.Unit(unit.Code, choice, other))]),
                Closings = await page.ClosingsAsync(bases, cancellationToken),
                Unit = unit,
                Bases = [.. all.Where(basis => basis.Scores is not null).Select(basis => (basis.Basis, basis.Scores!))],
                Withheld = [.. all.Where(basis => basis.Scores is null).Select(basis => basis.Basis)],
                Minimum = page.View.Minimum,
                Split = await SplitTable.OfAsync(page, bases, cancellationToken),
                BackHref = back,
                Margins = await page.MarginsAsync(null, cancellationToken),
                Kiosk = (await page.Figures.KioskAsync(ballots, null, cancellationToken)).Figures is [var first, ..] ? first : null,
            },
            hasForms: true);
    }

    internal static HtmlPage NoFigures(NoFiguresModel model, int status = StatusCodes.Status200OK) =>
        HtmlPage.Of<NoFiguresPage>(model.Words, model, status, hasForms: true);

    private static IReadOnlyList<(string, string?)> Stored(SelectionBasis? basis) =>
        [("basis", basis is { } known ? BallotNames.Of(known) : null)];

    /// <summary>Creates the page for a store that is currently unavailable.</summary>
    internal static IResult Unavailable(HttpContext context, Problem problem)
    {
        var addresses = new ReportAddresses(context.RequestServices.GetRequiredService<LinkGenerator>(), context);
        return HtmlPage.Of<FaultPage>(
            new FaultModel(WebTexts.Of("fault.unavailable"), [StoreFaults.Sentence(problem)], addresses.Style,
                new FaultLink("fault.home", addresses.Home)), StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Creates the page for an unknown address below the reports.</summary>
    internal static IResult Unknown(HttpContext context, int status, Problem problem) => Fault(
        status, "fault.page", [problem], new ReportAddresses(context.RequestServices.GetRequiredService<LinkGenerator>(), context));

    internal static HtmlPage Fault(int status, string title, IReadOnlyList<Problem> problems, ReportAddresses addresses) =>
        HtmlPage.Of<FaultPage>(
            new FaultModel(WebTexts.Of(title), [.. problems.Select(problem => problem.Message)], addresses.Style,
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
