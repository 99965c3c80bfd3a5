using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Disclosure;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Ranking;
using Sipas.Reporting;

namespace Sipas.AspNetCore.Reports;

/// <summary>Binds the parameters of the figure endpoints to a query of ballots, collects all their errors, and writes the
/// document.</summary>
internal sealed class FigureQuery
{
    private readonly FigureRequest _request;
    private readonly FigureView _view;
    private readonly SurveyChoice? _choice;
    private readonly List<Problem> _problems = [];
    private readonly SelectionBasis _basis;

    public FigureQuery(FigureRequest request)
    {
        (_request, _view) = (request, FigureRoute.ViewOf(request.Context));
        _choice = SurveyChoice.Of(request.State, _view, request.Pack, request.QuestionnaireVersion, _problems);
        if (!BallotNames.TryBasis(request.Basis ?? BallotNames.Of(SelectionBasis.Sampled), out _basis))
        {
            Refuse("basis", request.Basis, string.Join(", ", BallotNames.BasisNames));
        }

        if (request.Format is not (null or "json" or "table"))
        {
            Refuse("format", request.Format, "json, table");
        }

        if (request.Language is not (null or "vi" or "en"))
        {
            Refuse("lang", request.Language, "vi, en");
        }
    }

    public IReadOnlyList<Problem> Problems => _problems;

    public bool IsFaulty => _problems.Count > 0;

    public void Refuse(string parameter, string? value, string allowed) =>
        _problems.Add(new Problem(ProblemCodes.QueryValue, parameter, value, allowed));

    /// <summary>Gets the ballots of a year, or all. Only for a query without errors.</summary>
    public BallotQuery Ballots(int? year) => new()
    {
        View = _view,
        Layout = _choice!.Layout,
        Basis = _basis,
        Year = year,
        Breakdown = Breakdown.ByUnit,
    };

    public int? Year(string parameter, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is >= 2000 and <= 2100)
        {
            return year;
        }

        Refuse(parameter, text, "2000–2100");
        return null;
    }

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
        RankingRule rule = _choice?.Pack.Ranking ?? new RankingRule { Ties = TieRule.Competition };
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

    /// <summary>Checks the code of a node.</summary>
    public string? Node(string? code)
    {
        if (code is not null && _choice?.Pack.Index.SelfAndDescendants().All(known => known.Code != code) == true)
        {
            Refuse("node", code, string.Join(", ", _choice.Pack.Index.SelfAndDescendants().Select(known => known.Code)));
        }

        return code;
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

    /// <summary>Gets the day whose unit tree is used for a year's results, for example if a survey was held before units
    /// were merged; null for the year's last.</summary>
    public DateOnly? TreeDay(string parameter, string? text, int? year)
    {
        if (text is null || year is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            && day.Year == year)
        {
            return day;
        }

        Refuse(parameter, text, string.Create(CultureInfo.InvariantCulture, $"{year}-01-01 – {year}-12-31"));
        return null;
    }

    public IResult Write(Func<byte[]> json, Func<string, IEnumerable<ReportTable>> tables)
    {
        if (_request.Format != "table")
        {
            return SipasResults.Json(json());
        }

        string language = _request.Language ?? "vi";
        var text = new StringBuilder();
        if (_request.State.Notice is { } notice)
        {
            text.Append(notice.In(language)).Append("\n\n");
        }

        if (_view.AsOf is { } day)
        {
            text.Append(new PageTexts(language).Published(day, _view.Waiting(_choice!.Layout, _basis))).Append("\n\n");
        }

        foreach (ReportTable table in tables(language))
        {
            text.Append(table.ToText()).Append('\n');
        }

        return SipasResults.PlainText(text.ToString());
    }
}
