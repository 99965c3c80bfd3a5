using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Reporting;

namespace Sipas.Disclosure;

/// <summary>The counts of a query as its audience may see them: live counts if only units are selected, those of columns
/// otherwise. Counts of too few ballots are withheld.</summary>
internal sealed class QueryCounts
{
    // Maximum number of codes in a readable message.
    private const int MaxCodes = 20;

    private readonly BallotQuery _query;
    private readonly FigureView _view;
    private readonly StoredColumns? _columns;
    private readonly LiveCube? _flagged;
    private readonly IReadOnlyDictionary<SelectionBasis, Problem> _refused;

    private QueryCounts(
        BallotQuery query, StoredColumns? columns, LiveCube? flagged, IReadOnlyDictionary<SelectionBasis, Problem> refused)
    {
        (_query, _view, _columns, _flagged, _refused) = (query, query.View, columns, flagged, refused);
        Pack = _view.Packs.Find(query.Layout.PackId)
            ?? throw new ArgumentException($"The pack '{query.Layout.PackId}' is not registered.", nameof(query));
    }

    public MethodPack Pack { get; }

    private AnswerLayout Layout => _query.Layout;

    private RespondentCounts Guarded => _view.Guard(_columns!);

    /// <summary>Reads the data for the counts.</summary>
    /// <param name="query">The query.</param>
    /// <param name="bases">The requested bases.</param>
    /// <param name="withFlagged">Whether the flagged ballots are counted too.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">A procedure of the filter occurs in no ballot (<c>QRY0001</c>), or the audience
    /// may see none of the bases under this filter (<c>DSC…</c>).</exception>
    /// <exception cref="StoreUnavailableException">The storage is busy or unreachable.</exception>
    public static async Task<QueryCounts> OfAsync(
        BallotQuery query, IReadOnlyCollection<SelectionBasis> bases, bool withFlagged, CancellationToken cancellationToken)
    {
        FigureView view = query.View;
        bool broken = query.Breakdown?.NeedsColumns == true;
        var refused = Enum.GetValues<SelectionBasis>()
            .Select(basis => (Basis: basis, Refusal: view.Refusal(query.Layout, basis, query.Filter ?? new StoredBallotFilter(), broken)))
            .Where(basis => basis.Refusal is not null)
            .ToDictionary(basis => basis.Basis, basis => basis.Refusal!);
        if (bases.All(refused.ContainsKey))
        {
            throw new SipasException(refused[bases.First()]);
        }

        StoredColumns? columns = query.NeedsColumns ? await view.ColumnsAsync(cancellationToken).ConfigureAwait(false) : null;
        if (columns is { UnnamedProcedureBallots: 0 }
            && query.Filter?.Procedures?.Except(columns.Procedures, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            // No ballot has this procedure: figures over no ballots would look like a valid result.
            throw new SipasException(
                new Problem(ProblemCodes.QueryValue, "procedure", unknown, view.IsLive ? Listed(columns.Procedures) : "—"));
        }

        LiveCube? flagged = withFlagged && columns is null
            ? await view.FlaggedAsync(cancellationToken).ConfigureAwait(false)
            : null;
        return new QueryCounts(query, columns, flagged, refused);
    }

    /// <summary>Whether the audience may not see a basis under this filter.</summary>
    public bool IsRefused(SelectionBasis basis) => _refused.ContainsKey(basis);

    /// <summary>Gets counts by unit; null when those of all units together are withheld.</summary>
    public UnitTallies? ByUnit(SelectionBasis basis)
    {
        if (_columns is not null)
        {
            return IsRefused(basis) ? null : Guarded.ByUnit(Layout, _query.Of(basis));
        }

        IReadOnlyDictionary<string, AnswerTally> counts = ByUnit(_view.Counts, basis);
        return new UnitTallies(Sum(counts.Values), counts, new HashSet<string>());
    }

    /// <summary>Gets the counts of all ballots of a basis; null when they are withheld.</summary>
    public AnswerTally? Total(SelectionBasis basis) => _columns is null ? Sum(_view.Counts, basis)
        : IsRefused(basis) ? null
        : Guarded.Tally(Layout, _query.Of(basis));

    /// <summary>Gets counts of the flagged ballots; null when no quality run was made, or the filter specifies flags. Must
    /// be called before the counts that include them.</summary>
    // For some respondents or a channel, the difference between all and unflagged ballots could disclose a figure of few ballots.
    public AnswerTally? Flagged(SelectionBasis basis) => _columns is null
        ? _flagged is null ? null : Sum(_flagged, basis)
        : _view.IsLive && _query.Filter is null or { Flagged: null, RespondentAnswers: null, Channels: null }
            ? _columns.Tally(Layout, _query.Of(basis) with { Flagged = true })
            : null;

    /// <summary>Gets the groups of the query's breakdown by answer or channel, also those without ballots; withheld ones have
    /// no counts.</summary>
    public IEnumerable<(byte Code, AnswerTally? Tally)> Cells(SelectionBasis basis) => _query.Breakdown!.Question is { } question
        ? Guarded.ByRespondent(Layout, _query.Of(basis), question).Select(cell => (cell.Code, cell.Tally))
        : Guarded.ByChannel(Layout, _query.Of(basis)).Select(cell => ((byte)cell.Channel, cell.Tally));

    /// <summary>Gets the ballots of the self-selected figures by channel, counted like the figures; none for sampled ballots
    /// and if a filter or a breakdown names channels.</summary>
    public async Task<IReadOnlyList<ChannelShare>> ChannelsAsync(SelectionBasis basis, CancellationToken cancellationToken)
    {
        if (basis != SelectionBasis.SelfSelected || !_query.ListsChannels || _query.Filter?.Channels is not null
            || _query.Breakdown == Breakdown.ByChannel)
        {
            return [];
        }

        IReadOnlyCollection<string>? noticed = _query.Unit is { } one ? [one] : null;
        GroupNotice[] notices = [.. (await _view.ReadNoticesAsync(Layout, cancellationToken).ConfigureAwait(false))
            .Where(notice => noticed?.Contains(notice.UnitCode) != false)];
        if (_columns is not null)
        {
            return IsRefused(basis) || Guarded.Tally(Layout, _query.Of(basis)) is not { } all
                ? []
                : ChannelShare.OfShown(
                    [.. Guarded.ByChannel(Layout, _query.Of(basis)).Select(cell => cell.Tally?.BallotCount)],
                    all.BallotCount, Pack.Rules.Rounding, notices);
        }

        long[] ballots = new long[BallotNames.ChannelNames.Count];
        foreach ((string unit, long[] counts) in _view.Counts.BallotsByChannel(Layout, basis, _query.Year))
        {
            for (int channel = 0; channel < ballots.Length && noticed?.Contains(unit) != false; channel++)
            {
                ballots[channel] += counts[channel];
            }
        }

        return ChannelShare.Of(ballots, _view.Minimum, Pack.Rules.Rounding, notices);
    }

    private static string Listed(IReadOnlyCollection<string> codes) =>
        codes.Count == 0 ? "—" : string.Join(", ", codes.Order(StringComparer.Ordinal).Take(MaxCodes))
        + (codes.Count > MaxCodes ? ", …" : "");

    private IReadOnlyDictionary<string, AnswerTally> ByUnit(LiveCube counts, SelectionBasis basis)
    {
        IReadOnlyDictionary<string, AnswerTally> all = _query.Year is { } year
            ? counts.ByUnit(Layout, basis, year)
            : counts.ByUnit(Layout, basis);
        return _query.Units is { } units
            ? all.Where(unit => units.Contains(unit.Key)).ToDictionary(StringComparer.Ordinal)
            : all;
    }

    private AnswerTally Sum(LiveCube counts, SelectionBasis basis) => _query is { Year: null, Units: { } units }
        ? Sum(units.Distinct(StringComparer.Ordinal).Select(unit => counts.Tally(Layout, unit, basis)))
        : Sum(ByUnit(counts, basis).Values);

    private AnswerTally Sum(IEnumerable<AnswerTally> tallies)
    {
        var sum = new AnswerTally(Layout);
        foreach (AnswerTally tally in tallies)
        {
            sum.Merge(tally);
        }

        return sum;
    }
}
