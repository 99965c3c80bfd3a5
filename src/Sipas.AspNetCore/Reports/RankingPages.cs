using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Http;
using Sipas.Ballots;
using Sipas.DependencyInjection;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Ranking;
using Sipas.Reporting;
using Sipas.Storage;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>The page <c>/reports/ranking</c>: ranks of listed ballots with their intervals, and kiosks beside them.</summary>
internal static class RankingPages
{
    public static async Task<IResult> ShowAsync(
        HttpContext context, string? pack, string? questionnaireVersion, string? node, string? year, string? lang, SurveyState state, TimeProvider clock, LinkGenerator links,
        IOptions<SipasOptions> options)
    {
        var addresses = new ReportAddresses(links, context);
        if (await ReportEndpoints.FollowAsync(state, addresses, context.RequestAborted) is { } unavailable)
        {
            return unavailable;
        }

        var problems = new List<Problem>();
        string language = ReportEndpoints.ReadLanguage(lang, problems);
        SurveyChoice? choice = SurveyChoice.Of(state, pack, questionnaireVersion, problems);
        int? of = ReadYear(year, problems);
        IndexNode? ranked = choice is null ? null : node is null ? choice.Pack.Index : choice.Pack.Index.SelfAndDescendants().FirstOrDefault(known => known.Code == node);
        if (choice is not null && ranked is null)
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "node", node, string.Join(", ", choice.Pack.Index.SelfAndDescendants().Select(known => known.Code))));
        }

        if (problems.Count > 0)
        {
            return ReportEndpoints.Fault(StatusCodes.Status400BadRequest, "fault.query", problems, addresses);
        }

        try
        {
            var words = new ReportWords(language);
            return new HtmlPage(RankPage.Of(await ModelAsync(state, choice!, ranked!, of, words, addresses, clock, options.Value, context.RequestAborted)));
        }
        catch (StoreUnavailableException)
        {
            return ReportEndpoints.Busy(addresses);
        }
    }

    private static async Task<RankModel> ModelAsync(
        SurveyState state, SurveyChoice choice, IndexNode node, int? year, ReportWords words, ReportAddresses addresses, TimeProvider clock, SipasOptions options, CancellationToken cancellationToken)
    {
        UnitDirectory units = year is { } one ? state.Units.On(new DateOnly(one, 12, 31)) : state.Units;
        SurveyReport report = SurveyReport.Of(choice.Pack, choice.Layout, SelectionBasis.Listed,
            year is { } of ? state.Live.ByUnit(choice.Layout, SelectionBasis.Listed, of) : state.Live.ByUnit(choice.Layout, SelectionBasis.Listed), units);
        Sipas.Estimation.ListedMargins margins = await state.ReadMarginsAsync(choice.Layout, year, options.AssumeSimpleRandomSampling, cancellationToken);
        RankMarginSource source = RankMarginSource.Of(margins, node.Code);
        SurveyChoice? kiosk = KioskFigures.ChoiceFor(state, choice, node.Code);
        return new RankModel
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
                addresses.Questionnaires(state, words, choice, other => addresses.Ranking(other, null, year, words.Language)),
                addresses.Nodes(words, choice, node.Code, year),
                addresses.Years(state, words, choice, node.Code, year),
                ReportAddresses.Languages(words, other => addresses.Ranking(choice, node.Code, year, other)),
            ],
            Ranking = RankReport.Of(report, node.Code, margins: source),
            Margins = new PageMargins(margins, words, choice.Pack.Rules.Rounding),
            Options = source.Options,
            NodeName = words.Of(node.Text),
            Kiosks = await KioskFigures.OfAsync(state, choice, node.Code, year, report.Units.Select(unit => unit.Unit.Code), cancellationToken),
            KioskQuestionnaire = kiosk is null || kiosk.Layout == choice.Layout ? null : words.Of(kiosk.Pack.Title),
            UnitHref = code => addresses.Unit(code, choice, words.Language),
            Directory = units,
        };
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
