using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Estimation;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Reporting;
using Sipas.Surveys;

namespace Sipas.Disclosure;

/// <summary>
/// The ballots whose figures one audience may see: all ballots, or those of complete batches. <see cref="FigureService"/>
/// computes figures for a view. Safe for concurrent use.
/// </summary>
public sealed class FigureView
{
    private readonly SurveyState _state;
    private readonly PublicEdition? _edition;
    private readonly Func<AnswerLayout, SelectionBasis, DateOnly?, DateOnly?, Problem?>? _refusal;
    private readonly IReadOnlyDictionary<BallotGroup, WaitingBallots> _waiting;

    /// <summary>Creates the view for readers with access to live figures.</summary>
    internal FigureView(SurveyState state, long minimum, string version)
    {
        (_state, Minimum, Version, BallotsStored) = (state, minimum, version, state.Live.Watermark);
        _waiting = new Dictionary<BallotGroup, WaitingBallots>();
    }

    /// <summary>Creates the view for all other readers.</summary>
    internal FigureView(
        SurveyState state, PublicEdition edition, BatchLedger ledger, long minimum, string version,
        Func<AnswerLayout, SelectionBasis, DateOnly?, DateOnly?, Problem?> refusal)
    {
        (_state, _edition, _refusal, Minimum, Version) = (state, edition, refusal, minimum, version);
        (AsOf, BallotsStored) = (ledger.Day, ledger.Sequence);
        _waiting = ledger.Waiting().Where(group => group.Ballots != default).ToDictionary(group => group.Group, group => group.Ballots);
    }

    /// <summary>Whether the view counts every ballot as soon as it is stored.</summary>
    public bool IsLive => _edition is null;

    /// <summary>The day in Vietnam at the beginning of which batches were last published; null for a live view.</summary>
    public DateOnly? AsOf { get; }

    /// <summary>Minimum number of ballots of a filtered figure.</summary>
    public long Minimum { get; }

    /// <summary>Version of the view. It changes whenever a figure of the view may have changed.</summary>
    public string Version { get; }

    /// <summary>Revision of the units used by the view.</summary>
    internal long Revision { get; init; }

    /// <summary>Sequence number of the last ballot of the log; in a view that is not live, the value can be up to about one
    /// minute old.</summary>
    public long BallotsStored { get; }

    /// <summary>Whether the view counts the ballots of a state.</summary>
    internal bool IsOf(SurveyState state) => ReferenceEquals(_state, state);

    /// <summary>The packs whose ballots are counted.</summary>
    internal MethodPackRegistry Packs => _state.Packs;

    /// <summary>The counts. Read the property again for each response, and do not store the result.</summary>
    internal LiveCube Counts => _edition?.Counts ?? _state.Live;

    /// <summary>Whether ballots of a questionnaire are counted.</summary>
    /// <param name="layout">The questionnaire.</param>
    public bool HasBallots(AnswerLayout layout) =>
        Enum.GetValues<SelectionBasis>().Any(basis => Counts.BallotCount(layout, basis) > 0);

    /// <summary>Returns the years for which ballots of a questionnaire and basis count, in ascending order.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="basis">The basis.</param>
    public IReadOnlyList<int> Years(AnswerLayout layout, SelectionBasis basis) => Counts.Years(layout, basis);

    /// <summary>Returns the codes of the procedures of the counted ballots.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The codes, in no particular order; null when not all of them are distinguished, or the view is not live.</returns>
    /// <exception cref="StoreUnavailableException">The storage is busy or unavailable.</exception>
    public async Task<IReadOnlyCollection<string>?> FindProceduresAsync(CancellationToken cancellationToken) =>
        IsLive && await ColumnsAsync(cancellationToken).ConfigureAwait(false) is { UnnamedProcedureBallots: 0 } columns
            ? columns.Procedures
            : null;

    /// <summary>Finds the questionnaire of a query. The default is the first one with ballots, in the order of registration; then
    /// the first one with ballots that wait for publication; then the first of all.</summary>
    /// <param name="packId">Id of the pack; null for any.</param>
    /// <param name="version">Version of the questionnaire; null for any.</param>
    /// <param name="problems">Receives the problem (<c>QRY0001</c>) if there is no such pack or questionnaire.</param>
    /// <returns>The questionnaire; null when a problem was added.</returns>
    public AnswerLayout? FindQuestionnaire(string? packId, string? version, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (packId is not null && Packs.Find(packId) is null)
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "pack", packId, string.Join(", ", Packs.Packs.Select(pack => pack.Id))));
            return null;
        }

        AnswerLayout[] all =
        [
            .. from pack in Packs.Packs
               where packId is null || pack.Id == packId
               from questionnaire in pack.Questionnaires
               select Packs.FindLayout(pack.Id, questionnaire.Version)!,
        ];
        AnswerLayout[] fitting = [.. all.Where(layout => version is null || layout.QuestionnaireVersion == version)];
        if (fitting.Length == 0)
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "questionnaireVersion", version,
                string.Join(", ", all.Select(layout => layout.QuestionnaireVersion).Distinct(StringComparer.Ordinal))));
            return null;
        }

        return fitting.FirstOrDefault(HasBallots) ?? fitting.FirstOrDefault(layout => Waiting(layout) != default) ?? fitting[0];
    }

    /// <summary>Returns the numbers of ballots that the counts exclude; zero in a live view.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="basis">The basis; null for both.</param>
    /// <param name="units">Codes of units; null for all.</param>
    /// <param name="year">The year for which they count; null for all.</param>
    internal WaitingBallots Waiting(
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
    /// Counts of the flagged ballots; null in a view that is not live. Flags are set and cleared for single ballots, so
    /// figures with and without them would reveal single ballots.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    internal Task<LiveCube?> FlaggedAsync(CancellationToken cancellationToken) =>
        IsLive ? _state.FlaggedAsync(cancellationToken) : Task.FromResult<LiveCube?>(null);

    /// <summary>Notices of the last run of the quality rules; empty in a view that is not live, because a notice contains
    /// counts of single days.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    internal Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(AnswerLayout layout, CancellationToken cancellationToken) =>
        IsLive ? _state.NoticesAsync(layout, cancellationToken) : Task.FromResult<IReadOnlyList<GroupNotice>>([]);

    /// <summary>The counted ballots as columns, for filters. Check <see cref="Refusal"/> first.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreUnavailableException">The storage is busy or unavailable.</exception>
    internal Task<StoredColumns> ColumnsAsync(CancellationToken cancellationToken) =>
        _edition is null ? _state.ColumnsAsync(cancellationToken) : _edition.ColumnsAsync(cancellationToken);

    /// <summary>Returns the counts of columns without those of too few ballots.</summary>
    /// <param name="columns">The columns of this view.</param>
    internal RespondentCounts Guard(StoredColumns columns) => new(columns, Minimum, everyFilter: !IsLive);

    /// <summary>Returns the margins of error of the counted sampled ballots, or the reason why they are unavailable.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="year">The year for which ballots count, in Vietnam time; null for all ballots.</param>
    /// <param name="assumeSimpleRandom">Whether to assume simple random sampling within units if no design is stored.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreUnavailableException">The storage is busy or unavailable.</exception>
    internal Task<SampledMargins> ReadMarginsAsync(
        AnswerLayout layout, int? year, bool assumeSimpleRandom, CancellationToken cancellationToken) => _edition is null
        ? _state.ReadMarginsAsync(layout, year, assumeSimpleRandom, cancellationToken)
        : _edition.Sampled.MarginsAsync(layout, year, assumeSimpleRandom, cancellationToken);

    /// <summary>
    /// Whether numbers, texts and dates of ballots can be counted. False in a view that is not live, because the store counts them
    /// over all ballots.
    /// </summary>
    internal bool CountsValues => IsLive;

    /// <summary>Returns the reason why a figure is not available in this view.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="filter">The requested ballots; null for all.</param>
    /// <param name="broken">Whether the figure is broken down by a question or by channel.</param>
    /// <returns>
    /// Null if the figure is available: always in a live view; otherwise without a filter other than units and, in a closed
    /// survey, with exactly its days.
    /// <c>DSC0001</c> in a survey that is open, <c>DSC0002</c> if a closing divides a batch or overlaps an earlier one, <c>DSC0003</c>
    /// for a filter by flags.
    /// </returns>
    internal Problem? Refusal(AnswerLayout layout, SelectionBasis basis, StoredBallotFilter? filter, bool broken)
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
