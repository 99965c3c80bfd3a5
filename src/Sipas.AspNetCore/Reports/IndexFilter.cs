using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Disclosure;
using Sipas.Problems;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>The filter of ballots in a query: each part is optional, and several values of one part are separated by
/// commas.</summary>
internal sealed record IndexFilter
{
    /// <summary>The first day.</summary>
    [FromQuery(Name = "from")]
    [Description("The first day in Vietnam, yyyy-MM-dd.")]
    public string? From { get; init; }

    /// <summary>The last day.</summary>
    [FromQuery(Name = "to")]
    [Description("The last day in Vietnam, itself included, yyyy-MM-dd.")]
    public string? To { get; init; }

    /// <summary>Codes of procedures.</summary>
    [FromQuery(Name = "procedure")]
    [Description("Codes of procedures, parted by commas.")]
    public string? Procedure { get; init; }

    /// <summary>Wire names of collection modes.</summary>
    [FromQuery(Name = "mode")]
    [Description("Words of collection modes, parted by commas.")]
    public string? Mode { get; init; }

    /// <summary>Wire names of channels.</summary>
    [FromQuery(Name = "channel")]
    [Description("Channels, separated by commas: open, device, ticket, officer.")]
    public string? Channel { get; init; }

    /// <summary>Whether only flagged ballots are counted, or only the others.</summary>
    [FromQuery(Name = "flagged")]
    [Description("true for the flagged ballots that no reviewer accepted, false for the others.")]
    public string? Flagged { get; init; }

    /// <summary>Whether the units below are included.</summary>
    [FromQuery(Name = "below")]
    [Description("true to count the units below this one with it.")]
    public string? Below { get; init; }

    /// <summary>Answers about the respondent.</summary>
    [FromQuery(Name = "respondent")]
    [Description("Answers about the respondent, QUESTION:ANSWER[,ANSWER], for example A1:2,A3:1,3; answers of one question are "
        + "alternatives, several questions must all be met.")]
    public string? Respondent { get; init; }

    /// <summary>The breakdown of figures.</summary>
    [FromQuery(Name = "by")]
    [Description("The code of a question about the respondent: a group for each of its answers; channel: a group for each channel.")]
    public string? By { get; init; }

    /// <summary>Gets the same filter without parts that a form sent empty.</summary>
    public IndexFilter WithoutBlanks() => new()
    {
        From = Given(From),
        To = Given(To),
        Procedure = Given(Procedure),
        Mode = Given(Mode),
        Channel = Given(Channel),
        Flagged = Given(Flagged),
        Below = Given(Below),
        Respondent = Given(Respondent),
        By = Given(By),
    };

    /// <summary>Gets the specified parts by name. <c>by</c> is not one: it excludes no ballot.</summary>
    public IEnumerable<(string Name, string Value)> Parts() =>
        from part in ((string Name, string? Value)[])
            [("from", From), ("to", To), ("procedure", Procedure), ("mode", Mode), ("channel", Channel), ("flagged", Flagged),
                ("below", Below), ("respondent", Respondent)]
        where part.Value is not null
        select (part.Name, part.Value);

    /// <summary>Reads the query.</summary>
    /// <param name="units">The units.</param>
    /// <param name="code">The requested unit; null for all.</param>
    /// <param name="questions">The questions about the respondent.</param>
    /// <param name="problems">Receives all problems of the query.</param>
    /// <returns>The filter; null when the query has none.</returns>
    public StoredBallotFilter? Read(UnitDirectory units, string? code, IReadOnlyList<RespondentQuestion> questions,
        ICollection<Problem> problems)
    {
        var filter = new StoredBallotFilter
        {
            From = Day("from", From, problems),
            To = Day("to", To, problems),
            Procedures = Procedure?.Split(',', StringSplitOptions.TrimEntries),
            Modes = Mode?.Split(',', StringSplitOptions.TrimEntries).Select(word => ModeOf(word, problems)).ToArray(),
            Channels = Channel?.Split(',', StringSplitOptions.TrimEntries).Select(word => ChannelOf(word, problems)).ToArray(),
            Flagged = Truth("flagged", Flagged, problems),
            RespondentAnswers = Respondent is null ? null : RespondentQuestion.ReadFilter(Respondent, questions, "respondent", problems),
        };
        if (filter.From > filter.To)
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "from", From, $"≤ {To}"));
        }

        bool below = Truth("below", Below, problems) == true && code is not null;
        return below || filter.NeedsColumns ? filter with { Units = below ? units.Subtree(code!) : null } : null;
    }

    /// <summary>Reads the breakdown of figures.</summary>
    /// <param name="questions">The questions about the respondent.</param>
    /// <param name="problems">Receives its problems.</param>
    /// <returns>The breakdown; null when the query names none, or an invalid one.</returns>
    public Breakdown? Split(IReadOnlyList<RespondentQuestion> questions, ICollection<Problem> problems)
    {
        if (By is null)
        {
            return null;
        }

        if (By == Breakdown.ChannelCode)
        {
            return Breakdown.ByChannel;
        }

        RespondentQuestion? question = questions.FirstOrDefault(known => known.Code == By);
        if (question is null)
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "by", By,
                string.Join(", ", questions.Select(known => known.Code).Append(Breakdown.ChannelCode))));
        }

        return question is null ? null : Breakdown.ByAnswer(question);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static DateOnly? Day(string name, string? text, ICollection<Problem> problems)
    {
        if (text is null)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, name, text, "yyyy-MM-dd"));
        }

        return day;
    }

    private static CollectionMode ModeOf(string word, ICollection<Problem> problems)
    {
        if (!BallotNames.TryMode(word, out CollectionMode mode))
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "mode", word, string.Join(", ", BallotNames.ModeNames)));
        }

        return mode;
    }

    private static CollectionChannel ChannelOf(string word, ICollection<Problem> problems)
    {
        if (!BallotNames.TryChannel(word, out CollectionChannel channel))
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "channel", word, string.Join(", ", BallotNames.ChannelNames)));
        }

        return channel;
    }

    private static bool? Truth(string name, string? text, ICollection<Problem> problems)
    {
        if (text is not (null or "true" or "false"))
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, name, text, "true, false"));
        }

        return text is null ? null : text == "true";
    }
}
