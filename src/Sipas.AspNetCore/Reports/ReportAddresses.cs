using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.Ballots;
using Sipas.Intake;

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

    public string Unit(string code, SurveyChoice choice, string language) => Path(ReportEndpoints.UnitReportName, new RouteValueDictionary
    {
        ["code"] = code,
        ["pack"] = choice.Pack.Id,
        ["questionnaireVersion"] = choice.Layout.QuestionnaireVersion,
        ["lang"] = language,
    });

    public ReportChoices Questionnaires(SurveyState state, ReportWords words, SurveyChoice shown) => new(words["report.questionnaire"],
    [
        .. from pack in state.Packs.Packs
           from questionnaire in pack.Questionnaires
           let choice = new SurveyChoice(pack, state.Packs.FindLayout(pack.Id, questionnaire.Version)!)
           where choice.Layout == shown.Layout || Enum.GetValues<SelectionBasis>().Any(basis => choice.BallotCount(state, basis) > 0)
           select new ReportLink($"{pack.Id} · {words.Of(questionnaire.Title)}", Report(choice, null, words.Language), choice.Layout == shown.Layout),
    ]);

    public ReportChoices Bases(SurveyState state, ReportWords words, SurveyChoice choice, SelectionBasis shown) => new(words["report.basis"],
    [
        .. Enum.GetValues<SelectionBasis>().Select(basis => new ReportLink(
            words["report." + BallotWords.Of(basis)], Report(choice, basis, words.Language), basis == shown, words.Count(choice.BallotCount(state, basis)))),
    ]);

    public static ReportChoices Languages(ReportWords words, Func<string, string> address) => new(words["report.language"],
    [
        .. ReportWords.Languages.Select(language => new ReportLink(
            language == "vi" ? "Tiếng Việt" : "English", address(language), language == words.Language, null, language)),
    ]);

    private string Path(string name, RouteValueDictionary values) => links.GetPathByName(context, name, values)
        ?? throw new InvalidOperationException($"The route '{name}' is missing.");
}
