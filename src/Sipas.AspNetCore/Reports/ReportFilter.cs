using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Disclosure;
using Sipas.Problems;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>The filter of a report's ballots: the query, its meaning, its problems, and its description.</summary>
internal sealed class ReportFilter
{
    private ReportFilter(IndexFilter asked, SurveyChoice choice, string? unit) =>
        (Asked, Choice, Questions, Unit) = (asked, choice, RespondentQuestion.Of(choice.Pack, choice.Layout), unit);

    /// <summary>The values of the query.</summary>
    public IndexFilter Asked { get; }

    public SurveyChoice Choice { get; }

    /// <summary>The questionnaire's questions about the respondent.</summary>
    public IReadOnlyList<RespondentQuestion> Questions { get; }

    /// <summary>The unit of the report; null for all.</summary>
    public string? Unit { get; }

    /// <summary>The conditions on the counted ballots; null without any.</summary>
    public StoredBallotFilter? Wanted { get; private init; }

    /// <summary>The breakdown of figures; null for none.</summary>
    public Breakdown? Split { get; private init; }

    public IReadOnlyList<Problem> Problems { get; private init; } = [];

    /// <summary>Whether any ballot may be excluded, or those of other units included.</summary>
    public bool IsActive => Asked.Parts().Any();

    /// <summary>The specified parts, by name; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Parts =>
        IsActive ? Asked.Parts().ToDictionary(part => part.Name, part => part.Value, StringComparer.Ordinal) : null;

    public static ReportFilter Read(IndexFilter asked, UnitDirectory units, SurveyChoice choice, string? unit)
    {
        var problems = new List<Problem>();

        // Without a unit there are no units below; and "false" equals the default.
        asked = unit is null || asked.Below == "false" ? asked with { Below = null } : asked;
        var filter = new ReportFilter(asked, choice, unit);
        return new ReportFilter(asked, choice, unit)
        {
            Wanted = asked.Read(units, unit, filter.Questions, problems),
            Split = asked.Split(filter.Questions, problems),
            Problems = problems,
        };
    }

    /// <summary>Gets the ballots of the report.</summary>
    /// <param name="view">The view of the reader.</param>
    /// <param name="basis">The basis; null for both.</param>
    /// <param name="year">The year; null for all.</param>
    public BallotQuery Ballots(FigureView view, SelectionBasis? basis = null, int? year = null) => new()
    {
        View = view,
        Layout = Choice.Layout,
        Basis = basis,
        Year = year,
        Unit = Unit,
        Filter = Wanted,
        Requested = Parts,
    };

    /// <summary>Gets the values for the address of another page.</summary>
    /// <param name="choice">The questionnaire there: answers about respondents of another questionnaire do not apply.</param>
    /// <param name="unit">Whether it is the page of a unit.</param>
    public IEnumerable<(string Name, string Value)> Carried(SurveyChoice choice, bool unit)
    {
        bool same = choice.Layout == Choice.Layout;
        foreach ((string name, string value) in Asked.Parts()
            .Where(part => (unit || part.Name != "below") && (same || part.Name != "respondent")))
        {
            yield return (name, value);
        }

        if (same && Asked.By is { } by)
        {
            yield return ("by", by);
        }
    }

    /// <summary>Describes the filter in one sentence; null when there is none.</summary>
    public string? Sentence(PageTexts words)
    {
        string sentence = string.Join(", ", Clauses(words));
        return sentence.Length == 0 ? null : char.ToUpperInvariant(sentence[0]) + sentence[1..] + ".";
    }

    private IEnumerable<string> Clauses(PageTexts words)
    {
        if (Wanted is null)
        {
            yield break;
        }

        if ((Wanted.From, Wanted.To) is not (null, null) and var (from, to))
        {
            yield return words.Fill(
                to is null ? "filter.since" : from is null ? "filter.until" : "filter.between",
                ("from", from is { } first ? words.Day(first) : ""), ("to", to is { } last ? words.Day(last) : ""));
        }

        if (Wanted.Modes is { } modes)
        {
            yield return words.Fill("filter.collected",
                ("modes", Alternatives(words, modes.Distinct().Select(mode => words["mode." + BallotNames.Of(mode)]))));
        }

        if (Wanted.Channels is { } channels)
        {
            yield return words.Fill("filter.received",
                ("channels", Alternatives(words, channels.Distinct().Select(channel => words["channel." + BallotNames.Of(channel)]))));
        }

        if (Wanted.Procedures is { } procedures)
        {
            yield return words.Fill("filter.ofProcedures", ("codes", Alternatives(words, procedures.Distinct())));
        }

        if (Wanted.Flagged is { } flagged)
        {
            yield return words[flagged ? "filter.onlyFlagged" : "filter.withoutFlagged"];
        }

        foreach (RespondentQuestion question in Questions)
        {
            if (Wanted.RespondentAnswers?.TryGetValue(question.Item.Item.Code, out IReadOnlyCollection<byte>? codes) == true)
            {
                yield return words.Fill("filter.respondents", ("question", words.Of(question.Text)),
                    ("answers", Alternatives(words, codes.Select(code => AnswerText(words, question, code)))));
            }
        }

        if (Unit is not null && Asked.Below == "true")
        {
            yield return words["filter.withBelow"];
        }
    }

    /// <summary>Gets the text of an answer about the respondent; for a blank a text that there is none.</summary>
    public static string AnswerText(PageTexts words, RespondentQuestion question, byte code) =>
        question.TextOf(code) is { } text ? words.Of(text) : words["filter.noAnswer"];

    private static string Alternatives(PageTexts words, IEnumerable<string> all)
    {
        string[] each = [.. all];
        return each.Length == 1 ? each[0] : string.Join(", ", each[..^1]) + " " + words["filter.or"] + " " + each[^1];
    }
}
