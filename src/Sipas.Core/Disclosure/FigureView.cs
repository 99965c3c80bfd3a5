using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Estimation;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Questionnaires;
using Sipas.Storage;

namespace Sipas.Disclosure;

/// <summary>
/// What one reader may be shown: all counts, or those of whole batches. Every figure that leaves the host over HTTP is made of a view. Safe
/// for concurrent use.
/// </summary>
public sealed class FigureView
{
    private readonly SurveyState _state;
    private readonly PublicEdition? _edition;
    private readonly Func<AnswerLayout, SelectionBasis, DateOnly?, DateOnly?, Problem?>? _refusal;
    private readonly IReadOnlyDictionary<BallotGroup, WaitingBallots> _waiting;

    /// <summary>The view of those who may see live figures.</summary>
    internal FigureView(SurveyState state, long fewest, string version)
    {
        (_state, Fewest, Version, BallotsKept) = (state, fewest, version, state.Live.Watermark);
        _waiting = new Dictionary<BallotGroup, WaitingBallots>();
    }

    /// <summary>The view of everybody else.</summary>
    internal FigureView(
        SurveyState state, PublicEdition edition, BatchLedger ledger, long fewest, string version,
        Func<AnswerLayout, SelectionBasis, DateOnly?, DateOnly?, Problem?> refusal)
    {
        (_state, _edition, _refusal, Fewest, Version) = (state, edition, refusal, fewest, version);
        (AsOf, BallotsKept) = (ledger.Day, ledger.Sequence);
        _waiting = ledger.Waiting().Where(group => group.Ballots != default).ToDictionary(group => group.Group, group => group.Ballots);
    }

    /// <summary>Whether it counts every ballot as soon as it is kept.</summary>
    public bool IsLive => _edition is null;

    /// <summary>The day in Vietnam at whose beginning batches were last shown; null for a live view.</summary>
    public DateOnly? AsOf { get; }

    /// <summary>Ballots that a filtered figure needs: a count.</summary>
    public long Fewest { get; }

    /// <summary>Changes whenever a figure of the view may be another one.</summary>
    public string Version { get; }

    /// <summary>Revision of the units that it was made with.</summary>
    internal long Revision { get; init; }

    /// <summary>Number of the last ballot of the log; in a view that is not live, as it was less than about a minute ago.</summary>
    public long BallotsKept { get; }

    /// <summary>The counts. Ask each time, and keep them for one answer only.</summary>
    public LiveCube Counts => _edition?.Counts ?? _state.Live;

    /// <summary>Ballots that the counts leave out: none in a live view.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="basis">The basis; null for both.</param>
    /// <param name="units">Codes of units; null for all.</param>
    /// <param name="year">The year for which they count; null for all.</param>
    public WaitingBallots Waiting(
        AnswerLayout layout, SelectionBasis? basis = null, IReadOnlyCollection<string>? units = null, int? year = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var sum = default(WaitingBallots);
        foreach ((BallotGroup group, WaitingBallots ballots) in _waiting)
        {
            if (group.Layout == layout && (basis is null || group.Basis == basis) && (units is null || units.Contains(group.Unit))
                && (year is null || group.Year == year))
            {
                sum = sum.Plus(ballots);
            }
        }

        return sum;
    }

    /// <summary>
    /// Counts of the flagged ballots. None in a view that is not live: flags come and go one by one, so figures with and without them would
    /// show single ballots.
    /// </summary>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<LiveCube?> FlaggedAsync(CancellationToken cancellationToken) =>
        IsLive ? _state.FlaggedAsync(cancellationToken) : Task.FromResult<LiveCube?>(null);

    /// <summary>Notices of the last run of the quality rules. None in a view that is not live: a notice counts the ballots of single days.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(AnswerLayout layout, CancellationToken cancellationToken) =>
        IsLive ? _state.NoticesAsync(layout, cancellationToken) : Task.FromResult<IReadOnlyList<GroupNotice>>([]);

    /// <summary>The counted ballots as columns, for filters. Ask <see cref="Refusal"/> first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="StoreUnavailableException">The storage is busy or out of reach.</exception>
    public Task<StoredColumns> ColumnsAsync(CancellationToken cancellationToken) =>
        _edition is null ? _state.ColumnsAsync(progress: null, cancellationToken) : _edition.ColumnsAsync(cancellationToken);

    /// <summary>The counts of columns without those that are about too few.</summary>
    /// <param name="columns">The columns of this view.</param>
    public RespondentCounts Guard(StoredColumns columns) => new(columns, Fewest, everyFilter: !IsLive);

    /// <summary>Margins of error of the counted sampled ballots, or the reason why there are none.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="year">The year in Vietnam for which ballots count; null for all ballots.</param>
    /// <param name="assumeSimpleRandom">Whether simple random sampling within units may be assumed where no design is stored.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="StoreUnavailableException">The storage is busy or out of reach.</exception>
    public Task<SampledMargins> ReadMarginsAsync(
        AnswerLayout layout, int? year, bool assumeSimpleRandom, CancellationToken cancellationToken) => _edition is null
        ? _state.ReadMarginsAsync(layout, year, assumeSimpleRandom, cancellationToken)
        : _edition.Sampled.MarginsAsync(layout, year, assumeSimpleRandom, atLeast: 0, cancellationToken);

    /// <summary>
    /// Whether the numbers, texts and days that ballots gave may be counted: not in a view that is not live, since the store counts them
    /// over all ballots.
    /// </summary>
    public bool CountsValues => IsLive;

    /// <summary>Says why a figure may not be shown.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="filter">Which ballots are asked for; null for all.</param>
    /// <param name="broken">Whether the figure is broken down by a question or by channel.</param>
    /// <returns>
    /// Null when it may: always in a live view; otherwise without a filter but units, and in a closed survey, with exactly its days.
    /// <c>DSC0001</c> in a survey that is open, <c>DSC0002</c> where a closing divides a batch or overlaps an earlier one, <c>DSC0003</c>
    /// for a filter by flags.
    /// </returns>
    public Problem? Refusal(AnswerLayout layout, SelectionBasis basis, StoredBallotFilter? filter, bool broken)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (_refusal is null || filter is null || (!filter.NeedsColumns && !broken))
        {
            return null;
        }

        return filter.Flagged is { } flagged
            ? new Problem(ProblemCodes.DisclosureFlags, "flagged", flagged ? "true" : "false")
            : _refusal(layout, basis, filter.From, filter.To);
    }
}
