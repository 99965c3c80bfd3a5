using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Disclosure;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Reporting;
using Sipas.Scoring;
using Sipas.Storage;

namespace Sipas.AspNetCore.Reports;

/// <summary>The counts of a report under its filter, as its reader may see them: those of the cube if only units are
/// filtered, those of columns otherwise. Figures based on too few ballots are withheld.</summary>
internal sealed class ReportFigures
{
    // Maximum number of codes in a readable message.
    private const int MaxCodes = 20;

    private readonly FigureView _view;
    private readonly SurveyChoice _choice;
    private readonly StoredColumns? _columns;
    private readonly LiveCube? _flagged;
    private readonly IReadOnlyDictionary<SelectionBasis, Problem> _refused;

    private ReportFigures(FigureView view, SurveyChoice choice, ReportFilter filter, StoredColumns? columns, LiveCube? flagged,
        IReadOnlyDictionary<SelectionBasis, Problem> refused) =>
        (_view, _choice, Filter, _columns, _flagged, _refused) = (view, choice, filter, columns, flagged, refused);

    public ReportFilter Filter { get; }

    /// <summary>Minimum number of ballots of a filtered figure.</summary>
    public long Minimum => _view.Minimum;

    public FigureSplit? Split => Filter.Split;

    /// <summary>Reads the data for the counts.</summary>
    /// <param name="view">The view of the reader.</param>
    /// <param name="choice">The questionnaire.</param>
    /// <param name="filter">The filter of ballots.</param>
    /// <param name="bases">The requested bases.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">A procedure of the filter occurs in no ballot (<c>QRY0001</c>), or the reader
    /// may see none of the bases under this filter (<c>DSC…</c>).</exception>
    /// <exception cref="StoreUnavailableException">The storage is busy or unreachable.</exception>
    public static async Task<ReportFigures> OfAsync(FigureView view, SurveyChoice choice, ReportFilter filter,
        IReadOnlyCollection<SelectionBasis> bases, CancellationToken cancellationToken)
    {
        bool broken = filter.Split is not null;
        var refused = Enum.GetValues<SelectionBasis>()
            .Select(basis => (Basis: basis, Refusal: view.Refusal(choice.Layout, basis, filter.Wanted, broken)))
            .Where(basis => basis.Refusal is not null)
            .ToDictionary(basis => basis.Basis, basis => basis.Refusal!);
        if (bases.All(refused.ContainsKey))
        {
            throw new SipasException(refused[bases.First()]);
        }

        StoredColumns? columns = filter.Wanted is null || !(filter.Wanted.NeedsColumns || broken)
            ? null
            : await view.ColumnsAsync(cancellationToken);
        if (columns is { UnnamedProcedureBallots: 0 }
            && filter.Wanted!.Procedures?.Except(columns.Procedures, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            // No ballot has this procedure: figures over no ballots would look like a valid result.
            throw new SipasException(
                new Problem(ProblemCodes.QueryValue, "procedure", unknown, view.IsLive ? Listed(columns.Procedures) : "—"));
        }

        return new(view, choice, filter, columns, columns is null ? await view.FlaggedAsync(cancellationToken) : null, refused);
    }

    /// <summary>Gets the number of ballots that these figures leave out because they are not published yet, or never;
    /// null in a live view.</summary>
    public WaitingBallots? Waiting(SelectionBasis? basis = null) =>
        _view.IsLive ? null : _view.Waiting(_choice.Layout, basis, Filter.Wanted?.Units ?? (Filter.Unit is { } unit ? [unit] : null));

    /// <summary>Whether the reader may not see a basis under this filter.</summary>
    public bool IsRefused(SelectionBasis basis) => _refused.ContainsKey(basis);

    /// <summary>Gets counts by unit; null when those of all units together are withheld.</summary>
    public UnitTallies? ByUnit(SelectionBasis basis, int? year = null)
    {
        if (_columns is not null)
        {
            return _refused.ContainsKey(basis) ? null : Guarded.ByUnit(_choice.Layout, Wanted(basis, year));
        }

        IReadOnlyDictionary<string, AnswerTally> counts = year is { } one
            ? _view.Counts.ByUnit(_choice.Layout, basis, one)
            : _view.Counts.ByUnit(_choice.Layout, basis);
        return new UnitTallies(Sum(counts.Values), counts, new HashSet<string>());
    }

    /// <summary>Gets the number of ballots of a basis; null when even this number is withheld.</summary>
    public long? BallotCount(SelectionBasis basis) =>
        _columns is null
        ? _choice.BallotCount(_view, basis)
        : _refused.ContainsKey(basis) ? null : Guarded.Tally(_choice.Layout, Wanted(basis))?.BallotCount;

    /// <summary>Gets counts of the flagged ballots of all units; null when no quality run was made, or the filter
    /// specifies flags. Must be called before the counts that include them.</summary>
    public AnswerTally? FlaggedOf(SelectionBasis basis) =>
        _columns is not null ? Flagged(basis) : _flagged is null ? null : Sum(_flagged.ByUnit(_choice.Layout, basis).Values);

    /// <summary>Gets the figures of the report's unit, also without flagged ballots; null when they are withheld.</summary>
    public GroupScores? Unit(string code, SelectionBasis basis)
    {
        // Flagged ballots first: all of them are included in the counts made later.
        AnswerTally? flagged = _columns is not null ? Flagged(basis) : _flagged is null ? null : Of(_flagged, code, basis);
        AnswerTally? all = _columns is null
            ? Of(_view.Counts, code, basis)
            : _refused.ContainsKey(basis) ? null : Guarded.Tally(_choice.Layout, Wanted(basis));
        return all is null ? null : Figures.Of(_choice.Pack, all, flagged, code, basis);
    }

    /// <summary>Gets the figures by an answer about the respondent or by channel; withheld figures are null, all of
    /// them when even the total is withheld.</summary>
    public IReadOnlyList<(byte Code, GroupScores? Scores)> By(SelectionBasis basis, FigureSplit split)
    {
        StoredBallotFilter wanted = Wanted(basis);
        bool mayShow = !_refused.ContainsKey(basis) && Guarded.Tally(_choice.Layout, wanted) is not null;
        IEnumerable<(byte Code, AnswerTally? Tally)> cells = split.Question is { } question
            ? Guarded.ByRespondent(_choice.Layout, wanted, question).Select(cell => (cell.Code, cell.Tally))
            : Guarded.ByChannel(_choice.Layout, wanted).Select(cell => ((byte)cell.Channel, cell.Tally));
        return [.. cells.Select(cell =>
            (cell.Code, cell.Tally is { } tally && mayShow ? Figures.Of(Scorer.Score(_choice.Pack, tally), null, basis) : null))];
    }

    /// <summary>Gets the ballots of the self-selected figures by channel, counted like the figures; none for sampled
    /// ballots and if a filter or a breakdown names channels.</summary>
    /// <param name="basis">The basis.</param>
    /// <param name="units">The units of the figure; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<ChannelShare>> ChannelsAsync(
        SelectionBasis basis, IReadOnlyCollection<string>? units, CancellationToken cancellationToken)
    {
        if (basis != SelectionBasis.SelfSelected || Filter.Wanted?.Channels is not null || Split is { Question: null })
        {
            return [];
        }

        GroupNotice[] notices = [.. (await _view.ReadNoticesAsync(_choice.Layout, cancellationToken))
            .Where(notice => units?.Contains(notice.UnitCode) != false)];
        if (_columns is not null)
        {
            return Guarded.Tally(_choice.Layout, Wanted(basis)) is not { } all
                ? []
                : ChannelShare.OfShown([.. Guarded.ByChannel(_choice.Layout, Wanted(basis)).Select(cell => cell.Tally?.BallotCount)],
                    all.BallotCount, _choice.Pack.Rules.Rounding, notices);
        }

        long[] ballots = new long[BallotNames.ChannelNames.Count];
        foreach ((string unit, long[] counts) in _view.Counts.BallotsByChannel(_choice.Layout, basis))
        {
            for (int channel = 0; channel < ballots.Length && units?.Contains(unit) != false; channel++)
            {
                ballots[channel] += counts[channel];
            }
        }

        return ChannelShare.Of(ballots, Minimum, _choice.Pack.Rules.Rounding, notices);
    }

    private static string Listed(IReadOnlyCollection<string> codes) =>
        codes.Count == 0 ? "—" : string.Join(", ", codes.Order(StringComparer.Ordinal).Take(MaxCodes))
        + (codes.Count > MaxCodes ? ", …" : "");

    private RespondentCounts Guarded => _view.Guard(_columns!);

    private AnswerTally Of(LiveCube counts, string code, SelectionBasis basis) => Filter.Wanted?.Units is { } units
        ? Sum(units.Distinct(StringComparer.Ordinal).Select(unit => counts.Tally(_choice.Layout, unit, basis)))
        : counts.Tally(_choice.Layout, code, basis);

    private StoredBallotFilter Wanted(SelectionBasis basis, int? year = null) => Filter.Of(year)! with { Bases = [basis] };

    // For some respondents or a channel, the difference between all and unflagged ballots could disclose a figure of few ballots.
    private AnswerTally? Flagged(SelectionBasis basis) =>
        _view.IsLive && Filter.Wanted is { Flagged: null, RespondentAnswers: null, Channels: null }
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
