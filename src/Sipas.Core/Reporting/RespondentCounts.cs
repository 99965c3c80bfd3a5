using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Reporting;

/// <summary>
/// Counts ballots by answers about the respondent and by channel, and withholds counts about too few respondents.
/// Reports and endpoints show these counts.
/// </summary>
/// <param name="columns">The ballots.</param>
/// <param name="minimum">Minimum number of ballots for a figure about respondents or a channel: 1 or more; 1 withholds nothing.</param>
/// <param name="everyFilter">
/// Whether the rule also applies to collection modes and procedures, and to a unit on its own as in a table of units:
/// for readers who may not see live figures.
/// </param>
/// <remarks>
/// The rule is that of <see cref="SmallCells"/>. It applies to each question of a filter and to its channels, within
/// the ballots that the rest of the filter admits. A filter without either withholds nothing.
/// </remarks>
internal sealed class RespondentCounts(StoredColumns columns, long minimum, bool everyFilter = false)
{
    /// <summary>Counts the ballots that a filter admits.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <returns>The counts; null when they are withheld.</returns>
    /// <exception cref="SipasException">As for <see cref="StoredColumns.Tally"/>.</exception>
    public AnswerTally? Tally(AnswerLayout layout, StoredBallotFilter filter, QueryOptions? options = null) =>
        MayShow(layout, filter, options) && MayStandAmongUnits(layout, filter, options) ? columns.Tally(layout, filter, options) : null;

    /// <summary>Counts the ballots that a filter admits by unit.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <returns>The counts; null when the counts of all units together are withheld.</returns>
    /// <exception cref="SipasException">As for <see cref="StoredColumns.ByUnit"/>.</exception>
    public UnitTallies? ByUnit(AnswerLayout layout, StoredBallotFilter filter, QueryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (!MayShow(layout, filter, options))
        {
            return null;
        }

        IReadOnlyDictionary<string, AnswerTally> units = columns.ByUnit(layout, filter, options);
        HashSet<string> withheld = WithheldUnits(layout, filter, units, options);
        var total = new AnswerTally(layout);
        foreach (AnswerTally tally in units.Values)
        {
            total.Merge(tally);
        }

        return new UnitTallies(total, units.Where(unit => !withheld.Contains(unit.Key)).ToDictionary(StringComparer.Ordinal), withheld);
    }

    /// <summary>Counts the ballots that a filter admits by an answer about the respondent.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="question">The question; if the filter also names it, only the answers that the filter admits are returned.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <returns>The answers in the order of <see cref="RespondentQuestion.Codes"/>, including those without a ballot.</returns>
    /// <exception cref="SipasException">As for <see cref="StoredColumns.ByAnswer"/>.</exception>
    public IReadOnlyList<RespondentCell> ByRespondent(
        AnswerLayout layout, StoredBallotFilter filter, RespondentQuestion question, QueryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(question);
        string item = question.Item.Item.Code;
        StoredBallotFilter rest = Without(filter, new Division(DivisionKind.Answer, item, []));
        IReadOnlyList<AnswerTally> tallies = columns.ByAnswer(layout, rest, item, options);
        bool[] withheld = SmallCells.Withheld([.. tallies.Select(tally => tally.BallotCount)], minimum);
        return
        [
            .. from code in question.Codes
               where filter.RespondentAnswers is null
                   || !filter.RespondentAnswers.TryGetValue(item, out IReadOnlyCollection<byte>? admitted) || admitted.Contains(code)
               select new RespondentCell(code, withheld[code] || !MayShowCell(layout, rest, With(rest, item, code), options)
                   ? null
                   : tallies[code]),
        ];
    }

    /// <summary>Counts the ballots that a filter admits by channel.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="filter">The filter; if it names channels, only those are returned.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <returns>The channels in the order of their values, including those without a ballot.</returns>
    /// <exception cref="SipasException">As for <see cref="StoredColumns.ByChannel"/>.</exception>
    public IReadOnlyList<ChannelCell> ByChannel(AnswerLayout layout, StoredBallotFilter filter, QueryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(filter);
        StoredBallotFilter rest = filter with { Channels = null };
        IReadOnlyList<AnswerTally> tallies = columns.ByChannel(layout, rest, options);
        bool[] withheld = SmallCells.Withheld([.. tallies.Select(tally => tally.BallotCount)], minimum);
        return
        [
            .. from channel in Enum.GetValues<CollectionChannel>()
               where filter.Channels is null || filter.Channels.Contains(channel)
               select new ChannelCell(
                   channel,
                   withheld[(int)channel] || !MayShowCell(layout, rest, rest with { Channels = [channel] }, options)
                   ? null
                   : tallies[(int)channel]),
        ];
    }

    // The parts of a filter that divide ballots into cells: the answers to an item, the channels, and with everyFilter
    // the modes and procedures.
    private IEnumerable<Division> DivisionsOf(StoredBallotFilter filter)
    {
        foreach ((string item, IReadOnlyCollection<byte> codes) in filter.RespondentAnswers
            ?? new Dictionary<string, IReadOnlyCollection<byte>>())
        {
            yield return new Division(DivisionKind.Answer, item, [.. codes.Select(code => (int)code)]);
        }

        if (filter.Channels is { } channels)
        {
            yield return new Division(DivisionKind.Channel, null, [.. channels.Select(channel => (int)channel)]);
        }

        if (everyFilter && filter.Modes is { } modes)
        {
            yield return new Division(DivisionKind.Mode, null, [.. modes.Select(mode => (int)mode)]);
        }

        if (everyFilter && filter.Procedures is { } procedures)
        {
            yield return new Division(DivisionKind.Procedure, null, columns.PositionsOf(procedures));
        }
    }

    private IReadOnlyDictionary<string, IReadOnlyList<long>> CellsOf(
        AnswerLayout layout, StoredBallotFilter filter, Division division, QueryOptions? options)
    {
        StoredBallotFilter rest = Without(filter, division);
        return division.Kind switch
        {
            DivisionKind.Channel => columns.BallotsByChannel(layout, rest, options),
            DivisionKind.Mode => columns.BallotsByMode(layout, rest, options),
            DivisionKind.Procedure => columns.BallotsByProcedure(layout, rest, options),
            _ => columns.BallotsByAnswer(layout, rest, division.Item!, options),
        };
    }

    // Whether a figure passes the rule for each division of the filter, within the ballots that the other divisions admit.
    private bool MayShow(AnswerLayout layout, StoredBallotFilter filter, QueryOptions? options)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return DivisionsOf(filter)
            .All(division => SmallCells.MayShowCells(Sum(CellsOf(layout, filter, division, options).Values), division.Wanted, minimum));
    }

    private bool MayShowCell(AnswerLayout layout, StoredBallotFilter rest, StoredBallotFilter cell, QueryOptions? options) =>
        (!DivisionsOf(rest).Any() || MayShow(layout, cell, options)) && MayStandAmongUnits(layout, cell, options);

    // Figures of some units can be derived from the total and the other units: the filter must select none or all of the withheld units.
    private bool MayStandAmongUnits(AnswerLayout layout, StoredBallotFilter filter, QueryOptions? options)
    {
        if (!everyFilter || filter.Units is not { } units || !DivisionsOf(filter).Any())
        {
            return true;
        }

        StoredBallotFilter all = filter with { Units = null };
        if (!MayShow(layout, all, options))
        {
            return false;
        }

        HashSet<string> withheld = WithheldUnits(layout, all, columns.ByUnit(layout, all, options), options);
        return !withheld.Overlaps(units) || withheld.IsSubsetOf(units);
    }

    private HashSet<string> WithheldUnits(AnswerLayout layout, StoredBallotFilter filter, IReadOnlyDictionary<string, AnswerTally> units,
        QueryOptions? options)
    {
        (IReadOnlyCollection<int> Codes, IReadOnlyDictionary<string, IReadOnlyList<long>> Cells)[] questions =
            [.. DivisionsOf(filter).Select(division => (division.Wanted, CellsOf(layout, filter, division, options)))];
        var withheld = questions
            .SelectMany(question => question.Cells.Where(unit => !SmallCells.MayShowCells(unit.Value, question.Codes, minimum))
                .Select(unit => unit.Key))
            .ToHashSet(StringComparer.Ordinal);
        if (withheld.Count == 0)
        {
            return withheld;
        }

        // The total minus the shown units is also a figure: that of the withheld units combined. More units are
        // withheld, smallest first and those without a matching ballot last, until this figure may be shown.
        long[][] sums = [.. questions
            .Select(question => Sum(question.Cells.Where(unit => withheld.Contains(unit.Key)).Select(unit => unit.Value)))];
        foreach (string unit in questions.SelectMany(question => question.Cells.Keys).Distinct(StringComparer.Ordinal)
            .Where(unit => !withheld.Contains(unit))
            .OrderBy(unit => units.TryGetValue(unit, out AnswerTally? tally) ? tally.BallotCount : long.MaxValue)
            .ThenBy(unit => unit, StringComparer.Ordinal))
        {
            if (questions.Select((question, i) => SmallCells.MayShowCells(sums[i], question.Codes, minimum)).All(may => may))
            {
                break;
            }

            withheld.Add(unit);
            sums = [.. questions.Select((question, i) =>
                Sum(question.Cells.TryGetValue(unit, out IReadOnlyList<long>? cells) ? [sums[i], cells] : [sums[i]]))];
        }

        return withheld;
    }

    private static long[] Sum(IEnumerable<IReadOnlyList<long>> units)
    {
        long[] sum = [];
        foreach (IReadOnlyList<long> ballots in units)
        {
            sum = sum.Length == 0 ? new long[ballots.Count] : sum;
            for (int code = 0; code < sum.Length; code++)
            {
                sum[code] += ballots[code];
            }
        }

        return sum;
    }

    private static StoredBallotFilter Without(StoredBallotFilter filter, Division division)
    {
        if (division.Kind != DivisionKind.Answer)
        {
            return division.Kind switch
            {
                DivisionKind.Channel => filter with { Channels = null },
                DivisionKind.Mode => filter with { Modes = null },
                _ => filter with { Procedures = null },
            };
        }

        Dictionary<string, IReadOnlyCollection<byte>> rest = AnswersOf(filter);
        rest.Remove(division.Item!);
        return filter with { RespondentAnswers = rest.Count == 0 ? null : rest };
    }

    private static StoredBallotFilter With(StoredBallotFilter filter, string item, byte code)
    {
        Dictionary<string, IReadOnlyCollection<byte>> answers = AnswersOf(filter);
        answers[item] = [code];
        return filter with { RespondentAnswers = answers };
    }

    private static Dictionary<string, IReadOnlyCollection<byte>> AnswersOf(StoredBallotFilter filter) =>
        filter.RespondentAnswers?.ToDictionary(StringComparer.Ordinal)
        ?? new Dictionary<string, IReadOnlyCollection<byte>>(StringComparer.Ordinal);

    private enum DivisionKind
    {
        Answer,
        Channel,
        Mode,
        Procedure,
    }

    private sealed record Division(DivisionKind Kind, string? Item, IReadOnlyCollection<int> Wanted);
}
