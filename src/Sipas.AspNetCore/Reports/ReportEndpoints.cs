using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Kiosk;
using Sipas.Ballots;
using Sipas.DependencyInjection;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Reporting;
using Sipas.Scoring;
using Sipas.Storage;

namespace Sipas.AspNetCore.Reports;

/// <summary>The report pages: <c>/reports</c> for all units and <c>/reports/units/{code}</c> for one.</summary>
internal static class ReportEndpoints
{
    public const string ReportName = "SipasReportPage";
    public const string UnitReportName = "SipasUnitReportPage";
    public const string RankingName = "SipasRankingPage";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/reports", ShowAsync).WithName(ReportName).ExcludeFromDescription();
        routes.MapGet("/reports/ranking", RankingPages.ShowAsync).WithName(RankingName).ExcludeFromDescription();
        routes.MapGet("/reports/units/{code}", ShowUnitAsync).WithName(UnitReportName).ExcludeFromDescription();
        Asset.ReportStyle.Map(routes);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, string? pack, string? questionnaireVersion, string? basis, string? lang, SurveyState state, TimeProvider clock, LinkGenerator links,
        IOptions<SipasOptions> options)
    {
        var addresses = new ReportAddresses(links, context);
        if (await FollowAsync(state, addresses, context.RequestAborted) is { } unavailable)
        {
            return unavailable;
        }

        var problems = new List<Problem>();
        string language = ReadLanguage(lang, problems);
        SurveyChoice? choice = SurveyChoice.Of(state, pack, questionnaireVersion, problems);
        SelectionBasis? asked = ReadBasis(basis, problems);
        if (choice is null || problems.Count > 0)
        {
            return Fault(StatusCodes.Status400BadRequest, "fault.query", problems, addresses);
        }

        SelectionBasis shown = asked ?? (choice.BallotCount(state, SelectionBasis.Listed) > 0 ? SelectionBasis.Listed : SelectionBasis.SelfSelected);
        SurveyReport report = SurveyReport.Of(choice.Pack, choice.Layout, shown, state.Live.ByUnit(choice.Layout, shown), state.Units);
        GroupScores total = Figures.Of(report.Total, null, shown);
        var words = new ReportWords(language);
        PageMargins? margins = null;
        try
        {
            margins = shown == SelectionBasis.Listed ? await MarginsAsync(state, choice, words, null, options.Value, context.RequestAborted) : null;
        }
        catch (StoreUnavailableException)
        {
            return Busy(addresses);
        }

        return new HtmlPage(ReportPage.Of(new ReportModel
        {
            Words = words,
            Pack = choice.Pack,
            Questionnaire = report.Questionnaire,
            Notice = state.Notice,
            MadeAt = clock.GetUtcNow(),
            BallotsKept = state.Live.Watermark,
            StyleHref = addresses.Style,
            Choices =
            [
                addresses.Questionnaires(state, words, choice),
                addresses.Bases(state, words, choice, shown),
                ReportAddresses.Languages(words, other => addresses.Report(choice, shown, other)),
            ],
            Basis = shown,
            Total = total,
            Margins = margins,
            RankingHref = addresses.Ranking(choice, null, null, language),
            Items = CriterionItems.Of(report.Total, total),
            Units = [.. report.Units.Select(unit => new UnitRow(unit.Unit, addresses.Unit(unit.Unit.Code, choice, language), unit.Card.BallotCount, Figures.Of(unit.Card).Overall))],
        }));
    }

    private static async Task<IResult> ShowUnitAsync(
        HttpContext context, string code, string? pack, string? questionnaireVersion, string? lang, SurveyState state, TimeProvider clock, LinkGenerator links,
        IOptions<SipasOptions> options)
    {
        var addresses = new ReportAddresses(links, context);
        if (await FollowAsync(state, addresses, context.RequestAborted) is { } unavailable)
        {
            return unavailable;
        }

        if (state.Units.Find(code) is not { } unit)
        {
            return Fault(StatusCodes.Status404NotFound, "fault.unit", [new Problem(ProblemCodes.UnitNotFound, "code", code)], addresses);
        }

        var problems = new List<Problem>();
        string language = ReadLanguage(lang, problems);
        SurveyChoice? choice = SurveyChoice.Of(state, pack, questionnaireVersion, problems);
        if (choice is null || problems.Count > 0)
        {
            return Fault(StatusCodes.Status400BadRequest, "fault.query", problems, addresses);
        }

        var words = new ReportWords(language);
        PageMargins margins;
        IReadOnlyList<KioskFigure> kiosk;
        try
        {
            margins = await MarginsAsync(state, choice, words, null, options.Value, context.RequestAborted);
            kiosk = await KioskFigures.OfAsync(state, choice, choice.Pack.Index.Code, null, [code], context.RequestAborted);
        }
        catch (StoreUnavailableException)
        {
            return Busy(addresses);
        }

        return new HtmlPage(UnitReportPage.Of(new UnitReportModel
        {
            Words = words,
            Pack = choice.Pack,
            Questionnaire = choice.Pack.FindQuestionnaire(choice.Layout.QuestionnaireVersion)!,
            Notice = state.Notice,
            MadeAt = clock.GetUtcNow(),
            BallotsKept = state.Live.Watermark,
            StyleHref = addresses.Style,
            Choices = [ReportAddresses.Languages(words, other => addresses.Unit(code, choice, other))],
            Unit = unit,
            Bases = [.. Enum.GetValues<SelectionBasis>()
                .Select(basis => (basis, Figures.Of(Scorer.Score(choice.Pack, state.Live.Tally(choice.Layout, code, basis)), code, basis)))],
            BackHref = addresses.Report(choice, null, language),
            Margins = margins,
            Kiosk = kiosk.Count == 0 ? null : kiosk[0],
        }));
    }

    internal static async Task<PageMargins> MarginsAsync(SurveyState state, SurveyChoice choice, ReportWords words, int? year, SipasOptions options, CancellationToken cancellationToken) =>
        new(await state.ReadMarginsAsync(choice.Layout, year, options.AssumeSimpleRandomSampling, cancellationToken), words, choice.Pack.Rules.Rounding);

    internal static async Task<IResult?> FollowAsync(SurveyState state, ReportAddresses addresses, CancellationToken cancellationToken)
    {
        try
        {
            await state.FollowAsync(cancellationToken);
            return null;
        }
        catch (StoreUnavailableException)
        {
            return Busy(addresses);
        }
    }

    internal static HtmlPage Busy(ReportAddresses addresses) =>
        Fault(StatusCodes.Status503ServiceUnavailable, "fault.unavailable", [SipasResults.Busy(ProblemCodes.StoreBusy)], addresses);

    internal static HtmlPage Fault(int status, string title, IReadOnlyList<Problem> problems, ReportAddresses addresses) =>
        new(FaultPage.Of(WebTexts.Of(title), [.. problems.Select(problem => problem.Message)], addresses.Style, addresses.Home), status);

    internal static string ReadLanguage(string? word, List<Problem> problems)
    {
        if (word is not null && !ReportWords.Languages.Contains(word))
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "lang", word, string.Join(", ", ReportWords.Languages)));
        }

        return word ?? ReportWords.Languages[0];
    }

    private static SelectionBasis? ReadBasis(string? word, List<Problem> problems)
    {
        if (word is null)
        {
            return null;
        }

        if (!BallotWords.TryBasis(word, out SelectionBasis basis))
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "basis", word, string.Join(", ", BallotWords.BasisWords)));
        }

        return basis;
    }
}
