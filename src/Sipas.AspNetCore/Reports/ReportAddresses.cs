using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Disclosure;
using Sipas.Packs;
using Sipas.Reporting;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Reports;

/// <summary>The addresses of the report pages.</summary>
internal sealed class ReportAddresses(LinkGenerator links, HttpContext context)
{
    private ReportFilter? Filter { get; init; }

    public string Style { get; } = Asset.ReportStyle.Address(links, context);

    public string Home => Path(ReportEndpoints.ReportName, []);

    /// <summary>Gets the same addresses with a filter, as far as its parts apply there.</summary>
    public ReportAddresses Keeping(ReportFilter filter) => new(links, context) { Filter = filter };

    public string Report(SurveyChoice choice, SelectionBasis? basis, string language) =>
        Path(ReportEndpoints.ReportName, choice, language, new RouteValueDictionary
        {
            ["basis"] = basis is { } known ? BallotNames.Of(known) : null,
        });

    public string Ranking(SurveyChoice choice, string? node, int? year, string language) =>
        Path(ReportEndpoints.RankingName, choice, language, new RouteValueDictionary
        {
            ["node"] = node,
            ["year"] = year,
        });

    public string Unit(string code, SurveyChoice choice, string language) =>
        Path(ReportEndpoints.UnitReportName, choice, language, new RouteValueDictionary
        {
            ["code"] = code,
        });

    /// <summary>Gets the report of the ballots of a closed survey, as far as a filter can express them.</summary>
    public string Closed(SurveyChoice choice, ClosedSurvey closing, SelectionBasis basis, string language) =>
        Path(ReportEndpoints.ReportName, new RouteValueDictionary
        {
            ["pack"] = choice.Pack.Id,
            ["questionnaireVersion"] = choice.Layout.QuestionnaireVersion,
            ["basis"] = closing.Basis ?? BallotNames.Of(basis),
            ["from"] = closing.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["to"] = closing.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["lang"] = language,
        });

    public ReportChoices Questionnaires(SurveyState state, FigureView view, PageTexts words, SurveyChoice shown,
        Func<SurveyChoice, string>? address = null) => new(words["report.questionnaire"],
    [
        .. from pack in state.Packs.Packs
           from questionnaire in pack.Questionnaires
           let choice = new SurveyChoice(pack, state.Packs.FindLayout(pack.Id, questionnaire.Version)!)
           where choice.Layout == shown.Layout || view.HasBallots(choice.Layout)
           select new PageLink($"{pack.Id} · {words.Of(questionnaire.Title)}", address?.Invoke(choice)
               ?? Report(choice, null, words.Language), choice.Layout == shown.Layout),
    ]);

    public ReportChoices Bases(PageTexts words, SurveyChoice choice, SelectionBasis shown,
        IReadOnlyDictionary<SelectionBasis, long?> counts) => new(words["report.basis"],
    [
        .. Enum.GetValues<SelectionBasis>().Select(basis => new PageLink(
            words["report." + BallotNames.Of(basis)], Report(choice, basis, words.Language), basis == shown,
            counts[basis] is { } ballots ? words.Count(ballots) : null)),
    ]);

    public ReportChoices Nodes(PageTexts words, SurveyChoice choice, string shown, int? year) => new(words["rank.node"],
    [
        .. choice.Pack.Index.SelfAndDescendants().Where(node => node.Kind is IndexNodeKind.Overall or IndexNodeKind.Criterion)
            .Select(node => new PageLink(words.Of(node.Text), Ranking(choice, node.Code, year, words.Language), node.Code == shown)),
    ]);

    public ReportChoices Years(FigureView view, PageTexts words, SurveyChoice choice, string? node, int? shown) => new(words["rank.year"],
    [
        new PageLink(words["rank.allYears"], Ranking(choice, node, null, words.Language), shown is null),
        .. view.Years(choice.Layout, SelectionBasis.Sampled).Select(year => new PageLink(
            year.ToString(CultureInfo.InvariantCulture), Ranking(choice, node, year, words.Language), year == shown)),
    ]);

    /// <summary>Gets an address from a path and the specified query parameters.</summary>
    public static string Of(string path, IEnumerable<(string Name, string? Value)> query) =>
        path + QueryString.Create(query.Where(part => part.Value is not null).Select(part => KeyValuePair.Create(part.Name, part.Value)));

    public static ReportChoices Languages(PageTexts words, Func<string, string> address) => new(words["report.language"],
    [
        .. PageTexts.Languages.Select(language => new PageLink(
            language == "vi" ? "Tiếng Việt" : "English", address(language), language == words.Language, null, language)),
    ]);

    private string Path(string name, SurveyChoice choice, string language, RouteValueDictionary values)
    {
        values["pack"] = choice.Pack.Id;
        values["questionnaireVersion"] = choice.Layout.QuestionnaireVersion;
        foreach ((string part, string value) in Filter?.Carried(choice, name == ReportEndpoints.UnitReportName) ?? [])
        {
            values[part] = value;
        }

        values["lang"] = language;
        return Path(name, values);
    }

    private string Path(string name, RouteValueDictionary values) => links.GetPathByName(context, name, values)
        ?? throw new InvalidOperationException($"The route '{name}' is missing.");
}
