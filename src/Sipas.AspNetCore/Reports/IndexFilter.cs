using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>Which ballots an index is made of, as a query says it: each part may be left out, and several words of one part are parted by commas.</summary>
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

    /// <summary>Words of collection modes.</summary>
    [FromQuery(Name = "mode")]
    [Description("Words of collection modes, parted by commas.")]
    public string? Mode { get; init; }

    /// <summary>Whether flagged ballots are counted, or the others.</summary>
    [FromQuery(Name = "flagged")]
    [Description("true for the flagged ballots that no reviewer accepted, false for the others.")]
    public string? Flagged { get; init; }

    /// <summary>Whether the units below are counted too.</summary>
    [FromQuery(Name = "below")]
    [Description("true to count the units below this one with it.")]
    public string? Below { get; init; }

    /// <summary>Reads the query.</summary>
    /// <param name="units">The units.</param>
    /// <param name="code">The unit asked for.</param>
    /// <param name="problems">Receives what is wrong with the query, all at once.</param>
    /// <returns>The filter; null when the query has none.</returns>
    public StoredBallotFilter? Read(UnitDirectory units, string code, ICollection<Problem> problems)
    {
        var filter = new StoredBallotFilter
        {
            From = Day("from", From, problems),
            To = Day("to", To, problems),
            Procedures = Procedure?.Split(',', StringSplitOptions.TrimEntries),
            Modes = Mode?.Split(',', StringSplitOptions.TrimEntries).Select(word => ModeOf(word, problems)).ToArray(),
            Flagged = Truth("flagged", Flagged, problems),
        };
        if (filter.From > filter.To)
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "from", From, $"≤ {To}"));
        }

        bool below = Truth("below", Below, problems) == true;
        return below || filter.NeedsColumns ? filter with { Units = below ? units.Subtree(code) : [code] } : null;
    }

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
        if (!BallotWords.TryMode(word, out CollectionMode mode))
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "mode", word, string.Join(", ", BallotWords.ModeWords)));
        }

        return mode;
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
