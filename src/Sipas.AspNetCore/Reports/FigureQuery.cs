using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Disclosure;
using Sipas.Intake;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Ranking;
using Sipas.Reporting;
using Sipas.Scoring;
using Sipas.Storage;
using Sipas.Surveys;
using Sipas.Units;
using Sipas.Values;

namespace Sipas.AspNetCore.Reports;

/// <summary>The parameters common to all figure endpoints: questionnaire, basis, format of the response. Collects all
/// errors of a query.</summary>
internal sealed class FigureQuery
{
    private readonly SurveyState _state;
    private readonly List<Problem> _problems = [];
    private readonly SelectionBasis _basis;
    private readonly bool _table;
    private readonly string _language;

    public FigureQuery(SurveyState state, FigureView view, string? pack, string? version, string? basis, string? format, string? language)
    {
        _state = state;
        View = view;
        Choice = SurveyChoice.Of(state, view, pack, version, _problems);
        if (!BallotNames.TryBasis(basis ?? BallotNames.Of(SelectionBasis.Sampled), out _basis))
        {
            Refuse("basis", basis, string.Join(", ", BallotNames.BasisNames));
        }

        if (format is not (null or "json" or "table"))
        {
            Refuse("format", format, "json, table");
        }

        if (language is not (null or "vi" or "en"))
        {
            Refuse("lang", language, "vi, en");
        }

        _table = format == "table";
        _language = language ?? "vi";
    }

    /// <summary>The figures that the reader may see.</summary>
    public FigureView View { get; }

    public SurveyChoice? Choice { get; }

    public IReadOnlyList<Problem> Problems => _problems;

    public bool IsFaulty => _problems.Count > 0;

    public void Refuse(string parameter, string? value, string allowed) =>
        _problems.Add(new Problem(ProblemCodes.QueryValue, parameter, value, allowed));

    public int? Year(string parameter, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (TryYear(text) is { } year)
        {
            return year;
        }

        Refuse(parameter, text, "2000–2100");
        return null;
    }

    private static int? TryYear(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is >= 2000 and <= 2100 ? year : null;

    public T Word<T>(string parameter, string? text, T otherwise, IReadOnlyList<T> allowed)
        where T : struct, Enum
    {
        if (text is null)
        {
            return otherwise;
        }

        foreach (T word in allowed.Where(word => string.Equals(word.ToString(), text, StringComparison.OrdinalIgnoreCase)))
        {
            return word;
        }

        Refuse(parameter, text, string.Join(", ", allowed));
        return otherwise;
    }

    /// <summary>Gets the pack's ranking rule with the changes of the query.</summary>
    public RankingRule Rule(string? ties, string? minimumBallots)
    {
        RankingRule rule = Choice?.Pack.Ranking ?? new RankingRule { Ties = TieRule.Competition };
        rule = rule with { Ties = Word("ties", ties, rule.Ties, Enum.GetValues<TieRule>()) };
        if (minimumBallots is null)
        {
            return rule;
        }

        if (long.TryParse(minimumBallots, NumberStyles.None, CultureInfo.InvariantCulture, out long minimum))
        {
            return rule with { MinimumBallots = minimum };
        }

        Refuse("minimumBallots", minimumBallots, "0–");
        return rule;
    }

    /// <summary>Gets the options of rank intervals, with the seed of the query.</summary>
    public RankIntervalOptions Intervals(string? seed)
    {
        var options = new RankIntervalOptions();
        if (seed is null)
        {
            return options;
        }

        if (ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong given))
        {
            return options with { Seed = given };
        }

        Refuse("seed", seed, "0–18446744073709551615");
        return options;
    }

    /// <summary>Gets the margins of a ranking: of sampled ballots only.</summary>
    public async Task<RankMarginSource> MarginsAsync(int? year, string? node, RankIntervalOptions options, bool assumeSimpleRandom,
        CancellationToken cancellationToken) =>
        _basis == SelectionBasis.SelfSelected
            ? RankMarginSource.None(new Problem(ProblemCodes.SelfSelectedNoMargin))
            : RankMarginSource.Of(await View.ReadMarginsAsync(Choice!.Layout, year, assumeSimpleRandom, cancellationToken), node
                ?? Choice.Pack.Index.Code, options);

    /// <summary>Gets counts by unit, of one year or of all.</summary>
    public IReadOnlyDictionary<string, AnswerTally> ByUnit(int? year) => year is { } one
        ? View.Counts.ByUnit(Choice!.Layout, _basis, one)
        : View.Counts.ByUnit(Choice!.Layout, _basis);

    /// <summary>Gets the number of ballots of a year, or of all, that wait for publication; null in a live view.</summary>
    public long? Waiting(int? year) => View.IsLive ? null : View.Waiting(Choice!.Layout, _basis, year: year).Waiting;

    /// <summary>Gets the day whose unit tree is used for a year's results: the year's last unless the query names
    /// another, for example if a survey was held before units were merged.</summary>
    public DateOnly TreeDay(string parameter, string? text, int? year)
    {
        if (text is null || year is null)
        {
            return year is { } whole ? LastDay(whole) : default;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            && day.Year == year)
        {
            return day;
        }

        Refuse(parameter, text, string.Create(CultureInfo.InvariantCulture, $"{year}-01-01 – {year}-12-31"));
        return default;
    }

    /// <summary>Computes the report of a year, over the units that existed on its last day, or on another day of it; of
    /// all ballots and units without a year.</summary>
    public SurveyReport Report(int? year, DateOnly? treeDay = null)
    {
        UnitDirectory units = year is { } one ? _state.Units.On(treeDay ?? LastDay(one)) : _state.Units;
        return SurveyReport.Of(Choice!.Pack, Choice.Layout, _basis, ByUnit(year), units);
    }

    /// <summary>Gets the results of questions outside the index, over all units.</summary>
    public QuestionDocument Questions(int? year, IReadOnlyList<ValueCount>? values) =>
        QuestionDocument.Of(Choice!.Pack, Choice.Layout, [.. ByUnit(year).Values], _basis, values);

    /// <summary>Gets the filter for the values of the questions of a year; null when the questionnaire has none, or the
    /// query has errors.</summary>
    public ValueFilter? Values(string? year) => Choice is not { Layout.ValueQuestions.Count: > 0 } || IsFaulty ? null : new ValueFilter
    {
        PackId = Choice.Pack.Id,
        QuestionnaireVersion = Choice.Layout.QuestionnaireVersion,
        Basis = _basis,
        From = TryYear(year) is { } first ? new DateOnly(first, 1, 1) : null,
        To = TryYear(year) is { } last ? LastDay(last) : null,
    };

    private static DateOnly LastDay(int year) => new(year, 12, 31);

    /// <summary>Gets the published indices of the units of a year's tree.</summary>
    public IEnumerable<PublishedFigure> Published(int year, DateOnly treeDay) =>
        Report(year, treeDay).Units.Where(unit => unit.Card.BallotCount > 0)
        .Select(unit => PublishedFigure.Of(Choice!.Pack, unit.Unit.Code, year, Figures.Of(unit.Card).Overall.Percent) with
        {
            Weight = unit.Card.BallotCount,
        });

    public IResult Write(Func<byte[]> json, Func<string, IEnumerable<ReportTable>> tables)
    {
        if (!_table)
        {
            return SipasResults.Json(json());
        }

        var text = new StringBuilder();
        if (_state.Notice is { } notice)
        {
            text.Append(notice.In(_language)).Append("\n\n");
        }

        if (View.AsOf is { } day)
        {
            text.Append(new PageTexts(_language).Published(day, View.Waiting(Choice!.Layout, _basis))).Append("\n\n");
        }

        foreach (ReportTable table in tables(_language))
        {
            text.Append(table.ToText()).Append('\n');
        }

        return SipasResults.PlainText(text.ToString());
    }
}
