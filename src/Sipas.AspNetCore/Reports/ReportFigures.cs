using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Reporting;
using Sipas.Scoring;
using Sipas.Storage;

namespace Sipas.AspNetCore.Reports;

/// <summary>The counts of a report under its filter: live ones where nothing is filtered, those of columns otherwise. What is about too few respondents is withheld.</summary>
internal sealed class ReportFigures
{
    // Maximum number of codes in a readable message.
    private const int MostCodes = 20;

    private readonly SurveyState _state;
    private readonly SurveyChoice _choice;
    private readonly StoredColumns? _columns;
    private readonly LiveCube? _flagged;

    private ReportFigures(SurveyState state, SurveyChoice choice, ReportFilter filter, StoredColumns? columns, LiveCube? flagged, long fewest) =>
        (_state, _choice, Filter, _columns, _flagged, Fewest) = (state, choice, filter, columns, flagged, fewest);

    public ReportFilter Filter { get; }

    /// <summary>Ballots that a figure about respondents or a channel needs.</summary>
    public long Fewest { get; }

    public FigureSplit? Split => Filter.Split;

    /// <summary>Reads what the counts are made of.</summary>
    /// <exception cref="SipasException">A procedure of the filter occurs in no ballot (<c>QRY0001</c>).</exception>
    /// <exception cref="StoreUnavailableException">The storage is busy or out of reach.</exception>
    public static async Task<ReportFigures> OfAsync(SurveyState state, SurveyChoice choice, ReportFilter filter, long fewest, CancellationToken cancellationToken)
    {
        StoredColumns? columns = filter.Wanted is null ? null : await state.ColumnsAsync(progress: null, cancellationToken);
        if (columns is { UnnamedProcedureBallots: 0 }
            && filter.Wanted!.Procedures?.Except(columns.Procedures, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            // No ballot has this procedure: figures over no ballots would look like a valid result.
            throw new SipasException(new Problem(ProblemCodes.QueryValue, "procedure", unknown, Listed(columns.Procedures)));
        }

        return new(state, choice, filter, columns, columns is null ? await state.FlaggedAsync(cancellationToken) : null, fewest);
    }

    /// <summary>Counts by unit; null when those of all units together are withheld.</summary>
    public UnitTallies? ByUnit(SelectionBasis basis, int? year = null)
    {
        if (_columns is not null)
        {
            return Guarded.ByUnit(_choice.Layout, Wanted(basis, year));
        }

        IReadOnlyDictionary<string, AnswerTally> live = year is { } one ? _state.Live.ByUnit(_choice.Layout, basis, one) : _state.Live.ByUnit(_choice.Layout, basis);
        return new UnitTallies(Sum(live.Values), live, new HashSet<string>());
    }

    /// <summary>Ballots of a basis; null when even their number is withheld.</summary>
    public long? BallotCount(SelectionBasis basis) =>
        _columns is null ? _choice.BallotCount(_state, basis) : Guarded.Tally(_choice.Layout, Wanted(basis))?.BallotCount;

    /// <summary>Counts of the flagged ballots of all units; null when nobody looked, or the filter says which of them count. To be asked before the counts that hold them.</summary>
    public AnswerTally? FlaggedOf(SelectionBasis basis) => _columns is not null ? Flagged(basis) : _flagged is null ? null : Sum(_flagged.ByUnit(_choice.Layout, basis).Values);

    /// <summary>The figures of the report's unit, with what remains without flagged ballots; null when they are withheld.</summary>
    public GroupScores? Unit(string code, SelectionBasis basis)
    {
        // Flagged ballots first: what is counted after them holds them all.
        AnswerTally? flagged = _columns is null ? _flagged?.Tally(_choice.Layout, code, basis) : Flagged(basis);
        AnswerTally? all = _columns is null ? _state.Live.Tally(_choice.Layout, code, basis) : Guarded.Tally(_choice.Layout, Wanted(basis));
        return all is null ? null : Figures.Of(_choice.Pack, all, flagged, code, basis);
    }

    /// <summary>The figures by an answer about the respondent or by channel; those that are withheld are null, all of them when even the whole is.</summary>
    public IReadOnlyList<(byte Code, GroupScores? Scores)> By(SelectionBasis basis, FigureSplit split)
    {
        StoredBallotFilter wanted = Wanted(basis);
        bool mayShow = Guarded.Tally(_choice.Layout, wanted) is not null;
        IEnumerable<(byte Code, AnswerTally? Tally)> cells = split.Question is { } question
            ? Guarded.ByRespondent(_choice.Layout, wanted, question).Select(cell => (cell.Code, cell.Tally))
            : Guarded.ByChannel(_choice.Layout, wanted).Select(cell => ((byte)cell.Channel, cell.Tally));
        return [.. cells.Select(cell => (cell.Code, cell.Tally is { } tally && mayShow ? Figures.Of(Scorer.Score(_choice.Pack, tally), null, basis) : null))];
    }

    /// <summary>The ballots of the self-selected figures by channel, counted as the figures are; none for sampled ballots and where a filter or a breakdown names channels.</summary>
    /// <param name="basis">The basis.</param>
    /// <param name="units">The units of the figure; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<ChannelShare>> ChannelsAsync(SelectionBasis basis, IReadOnlyCollection<string>? units, CancellationToken cancellationToken)
    {
        if (basis != SelectionBasis.SelfSelected || Filter.Wanted?.Channels is not null || Split is { Question: null })
        {
            return [];
        }

        GroupNotice[] notices = [.. (await _state.NoticesAsync(_choice.Layout, cancellationToken)).Where(notice => units?.Contains(notice.UnitCode) != false)];
        if (_columns is not null)
        {
            return Guarded.Tally(_choice.Layout, Wanted(basis)) is not { } all
                ? []
                : ChannelShare.OfShown([.. Guarded.ByChannel(_choice.Layout, Wanted(basis)).Select(cell => cell.Tally?.BallotCount)], all.BallotCount, _choice.Pack.Rules.Rounding, notices);
        }

        long[] ballots = new long[BallotWords.ChannelWords.Count];
        foreach ((string unit, long[] counts) in _state.Live.BallotsByChannel(_choice.Layout, basis))
        {
            for (int channel = 0; channel < ballots.Length && units?.Contains(unit) != false; channel++)
            {
                ballots[channel] += counts[channel];
            }
        }

        return ChannelShare.Of(ballots, Fewest, _choice.Pack.Rules.Rounding, notices);
    }

    private static string Listed(IReadOnlyCollection<string> codes) =>
        codes.Count == 0 ? "—" : string.Join(", ", codes.Order(StringComparer.Ordinal).Take(MostCodes)) + (codes.Count > MostCodes ? ", …" : "");

    private RespondentCounts Guarded => new(_columns!, Fewest);

    private StoredBallotFilter Wanted(SelectionBasis basis, int? year = null) => Filter.Of(year)! with { Bases = [basis] };

    // With the others beside them, few flagged ballots of some respondents or of a channel would be a figure about few.
    private AnswerTally? Flagged(SelectionBasis basis) => Filter.Wanted is { Flagged: null, RespondentAnswers: null, Channels: null }
        ? _columns!.Tally(_choice.Layout, Wanted(basis) with { Flagged = true })
        : null;

    private AnswerTally Sum(IEnumerable<AnswerTally> tallies)
    {
        var sum = new AnswerTally(_choice.Layout);
        foreach (AnswerTally tally in tallies)
        {
            sum.Merge(tally);
        }

        return sum;
    }
}
