using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.Ballots;
using Sipas.Intake;
using Sipas.Questionnaires;

namespace Sipas.AspNetCore.Reports;

/// <summary>The addresses between which a reader of reports goes.</summary>
internal sealed class ReportAddresses(LinkGenerator links, HttpContext context)
{
    public string Style { get; } = Asset.ReportStyle.Address(links, context);

    public string Home => Path(ReportEndpoints.ReportName, []);

    public string Report(SurveyChoice choice, SelectionBasis? basis, string language) => Path(ReportEndpoints.ReportName, new RouteValueDictionary
    {
        ["pack"] = choice.Pack.Id,
        ["questionnaireVersion"] = choice.Layout.QuestionnaireVersion,
        ["basis"] = basis is { } known ? BallotWords.Of(known) : null,
        ["lang"] = language,
    });

    public string Ranking(SurveyChoice choice, string? node, int? year, string language) => Path(ReportEndpoints.RankingName, new RouteValueDictionary
    {
        ["pack"] = choice.Pack.Id,
        ["questionnaireVersion"] = choice.Layout.QuestionnaireVersion,
        ["node"] = node,
        ["year"] = year,
        ["lang"] = language,
    });

    public string Unit(string code, SurveyChoice choice, string language) => Path(ReportEndpoints.UnitReportName, new RouteValueDictionary
    {
        ["code"] = code,
        ["pack"] = choice.Pack.Id,
        ["questionnaireVersion"] = choice.Layout.QuestionnaireVersion,
        ["lang"] = language,
    });

    public ReportChoices Questionnaires(SurveyState state, ReportWords words, SurveyChoice shown, Func<SurveyChoice, string>? address = null) => new(words["report.questionnaire"],
    [
        .. from pack in state.Packs.Packs
           from questionnaire in pack.Questionnaires
           let choice = new SurveyChoice(pack, state.Packs.FindLayout(pack.Id, questionnaire.Version)!)
           where choice.Layout == shown.Layout || Enum.GetValues<SelectionBasis>().Any(basis => choice.BallotCount(state, basis) > 0)
           select new ReportLink($"{pack.Id} · {words.Of(questionnaire.Title)}", address?.Invoke(choice) ?? Report(choice, null, words.Language), choice.Layout == shown.Layout),
    ]);

    public ReportChoices Bases(SurveyState state, ReportWords words, SurveyChoice choice, SelectionBasis shown) => new(words["report.basis"],
    [
        .. Enum.GetValues<SelectionBasis>().Select(basis => new ReportLink(
            words["report." + BallotWords.Of(basis)], Report(choice, basis, words.Language), basis == shown, words.Count(choice.BallotCount(state, basis)))),
    ]);

    public ReportChoices Nodes(ReportWords words, SurveyChoice choice, string shown, int? year) => new(words["rank.node"],
    [
        .. choice.Pack.Index.SelfAndDescendants().Where(node => node.Kind is IndexNodeKind.Overall or IndexNodeKind.Criterion)
            .Select(node => new ReportLink(words.Of(node.Text), Ranking(choice, node.Code, year, words.Language), node.Code == shown)),
    ]);

    public ReportChoices Years(SurveyState state, ReportWords words, SurveyChoice choice, string? node, int? shown) => new(words["rank.year"],
    [
        new ReportLink(words["rank.allYears"], Ranking(choice, node, null, words.Language), shown is null),
        .. state.Live.Years(choice.Layout, SelectionBasis.Listed).Select(year => new ReportLink(
            year.ToString(System.Globalization.CultureInfo.InvariantCulture), Ranking(choice, node, year, words.Language), year == shown)),
    ]);

    public static ReportChoices Languages(ReportWords words, Func<string, string> address) => new(words["report.language"],
    [
        .. ReportWords.Languages.Select(language => new ReportLink(
            language == "vi" ? "Tiếng Việt" : "English", address(language), language == words.Language, null, language)),
    ]);

    private string Path(string name, RouteValueDictionary values) => links.GetPathByName(context, name, values)
        ?? throw new InvalidOperationException($"The route '{name}' is missing.");
}
