using System.Globalization;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Estimation;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Ranking;
using Sipas.Reporting;
using Sipas.Scoring;
using Sipas.Surveys;
using Sipas.Units;
using Sipas.Values;

namespace Sipas.Disclosure;

/// <summary>
/// Computes the figures of stored ballots: the only way from the ballot log to a document. Each audience sees only what it
/// may see, and figures of too few ballots are withheld. Safe for concurrent use.
/// </summary>
public sealed class FigureService : IDisposable
{
    private readonly ISurveyStorage _storage;
    private readonly SurveyState _state;
    private readonly FigureViews _views;

    /// <summary>Creates the service. It reads the log when public figures are first requested.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="state">The state that follows it.</param>
    /// <param name="settings">Size and interval of batches.</param>
    /// <param name="minimumRespondents">Minimum number of respondents of a figure, 1 or more; 1 withholds nothing.</param>
    /// <param name="clock">The clock.</param>
    internal FigureService(ISurveyStorage storage, SurveyState state, DisclosureSettings settings, long minimumRespondents,
        TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(state);
        (_storage, _state) = (storage, state);
        _views = new FigureViews(storage, state, settings, minimumRespondents, clock);
    }

    /// <summary>Returns the view for roles with access to live figures. Every ballot counts as soon as it is stored.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreUnavailableException">The storage is busy or unavailable.</exception>
    public Task<FigureView> LiveAsync(CancellationToken cancellationToken) => _views.LiveAsync(cancellationToken);

    /// <summary>
    /// Returns the public view: the ballots of complete batches. The view is at most about one minute old, and a batch is
    /// published at most about ten minutes after midnight in Vietnam.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreUnavailableException">The storage is busy or unavailable.</exception>
    public Task<FigureView> PublicAsync(CancellationToken cancellationToken) => _views.PublicAsync(cancellationToken);

    /// <summary>Computes the scores of one unit or of all ballots, or of each group of a breakdown, separately by basis.</summary>
    /// <param name="query">The ballots.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The groups in the order of the bases and of the breakdown; units by code. Withheld groups are named.</returns>
    /// <exception cref="SipasException">A procedure of the filter occurs in no ballot (<c>QRY0001</c>), or the audience may see
    /// none of the figures (<c>DSC0001</c> to <c>DSC0003</c>).</exception>
    /// <exception cref="StoreUnavailableException">The storage is busy or unavailable.</exception>
    public async Task<ScoreDocument> ScoreAsync(BallotQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        SelectionBasis[] bases = BasesOf(query);
        QueryCounts counts = await CountAsync(query, bases, withFlagged: query.Breakdown is null, cancellationToken)
            .ConfigureAwait(false);
        MethodPack pack = counts.Pack;
        var groups = new List<GroupScores>();
        var withheld = new List<WithheldGroup>();
        foreach (SelectionBasis basis in bases)
        {
            // Flagged ballots first: all of them are included in the counts made later.
            AnswerTally? flagged = query.Breakdown is null ? counts.Flagged(basis) : null;
            foreach ((string? name, AnswerTally? tally) in GroupsOf(counts, query, basis))
            {
                if (tally is null)
                {
                    withheld.Add(new WithheldGroup(name, BallotNames.Of(basis), query.View.Minimum));
                }
                else if (tally.BallotCount > 0 || query.ListsEveryGroup)
                {
                    groups.Add(Figures.Of(pack, tally, flagged, name, basis) with
                    {
                        Channels = query.Breakdown is null
                            ? await counts.ChannelsAsync(basis, cancellationToken).ConfigureAwait(false)
                            : [],
                    });
                }
            }
        }

        IReadOnlyList<SurveyClosing> closings = await _state.ReadClosingsAsync(query.Layout, cancellationToken).ConfigureAwait(false);
        WaitingBallots? waiting = query.View.IsLive ? null : query.View.Waiting(query.Layout, query.Basis, query.Units);
        return new ScoreDocument
        {
            Pack = pack.Id,
            PackStatus = pack.Status,
            QuestionnaireVersion = query.Layout.QuestionnaireVersion,
            Rules = pack.Rules,
            Notice = _state.Notice,
            AsOf = query.View.AsOf,
            Waiting = waiting?.Waiting,
            NotShown = waiting?.Withheld,
            Filter = query.Requested,
            Groups = groups,
            Withheld = withheld,
            Closings = [.. closings.Select(closing => ClosedSurvey.Of(closing))],
        };
    }

    /// <summary>Computes the total of all units and the index of each for one basis.</summary>
    /// <param name="query">
    /// The ballots of all units. Without a basis, sampled ballots if there are any or their number is withheld, otherwise
    /// self-selected ones. The breakdown is ignored.
    /// </param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">As for <see cref="ScoreAsync"/>.</exception>
    /// <exception cref="StoreUnavailableException">The storage is busy or unavailable.</exception>
    internal async Task<SurveyFigures> SurveyAsync(BallotQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        QueryCounts counts = await CountAsync(query, BasesOf(query), withFlagged: true, cancellationToken).ConfigureAwait(false);
        var ballots = Enum.GetValues<SelectionBasis>().ToDictionary(basis => basis, basis => counts.Total(basis)?.BallotCount);
        SelectionBasis shown = query.Basis
            ?? (!counts.IsRefused(SelectionBasis.Sampled) && ballots[SelectionBasis.Sampled] is null or > 0
                ? SelectionBasis.Sampled
                : SelectionBasis.SelfSelected);
        AnswerTally? flagged = counts.Flagged(shown);
        if (counts.ByUnit(shown) is not { } tallies)
        {
            return new SurveyFigures { Basis = shown, Ballots = ballots, Total = null, Units = [] };
        }

        return new SurveyFigures
        {
            Basis = shown,
            Ballots = ballots,
            Total = Figures.Of(counts.Pack, tallies.Total, flagged, null, shown) with
            {
                Channels = await counts.ChannelsAsync(shown, cancellationToken).ConfigureAwait(false),
            },
            Units = [.. Cards(counts.Pack, query, tallies).Select(unit => new UnitFigure(
                unit.Unit, unit.Card.BallotCount, tallies.Withheld.Contains(unit.Unit.Code) ? null : Figures.OverallOf(unit.Card)))],
        };
    }

    /// <summary>Ranks the units within their blocks.</summary>
    /// <param name="query">The ballots of all units, of sampled ballots unless it has a basis. The breakdown is ignored.</param>
    /// <param name="settings">Node, rule and margins; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">As for <see cref="ScoreAsync"/>; or the index has no such node (<c>QRY0001</c>).</exception>
    /// <exception cref="StoreUnavailableException">The storage is busy or unavailable.</exception>
    public async Task<RankDocument> RankAsync(BallotQuery query, RankSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        settings ??= new RankSettings();
        SelectionBasis basis = query.Basis ?? SelectionBasis.Sampled;
        QueryCounts counts = await CountAsync(query, [basis], withFlagged: false, cancellationToken).ConfigureAwait(false);
        MethodPack pack = counts.Pack;
        string node = NodeOf(pack, settings.Node).Code;
        Dictionary<string, int>? previous = settings.ComparesPreviousYear && query.Year is { } year
            ? await RanksAsync(query with { Year = year - 1, TreeDay = null }, settings, basis, cancellationToken).ConfigureAwait(false)
            : null;
        UnitTallies? tallies = counts.ByUnit(basis);
        RankMarginSource margins = basis == SelectionBasis.SelfSelected
            ? RankMarginSource.None(new Problem(ProblemCodes.SelfSelectedNoMargin))
            : await MarginsAsync(query, settings.AssumeSimpleRandomSampling, cancellationToken).ConfigureAwait(false) is { } known
                ? RankMarginSource.Of(known, node, settings.Intervals)
                : RankMarginSource.None(new Problem(ProblemCodes.FilteredNoMargin));
        return Rank(pack, query, tallies, settings, previous, margins) with
        {
            Notice = _state.Notice,
            AsOf = query.View.AsOf,
            Waiting = WaitingOf(query),
            Ballots = tallies?.Total.BallotCount,
            Withheld = tallies?.Withheld ?? new HashSet<string>(),
        };
    }

    /// <summary>Compares the units' published indices of two years.</summary>
    /// <param name="earlier">The ballots of the earlier year, of sampled ballots unless it has a basis.</param>
    /// <param name="later">The ballots of the later year.</param>
    /// <param name="boundaries">The boundaries on which units are compared.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentException">A query has no year.</exception>
    /// <exception cref="SipasException">As for <see cref="ScoreAsync"/>.</exception>
    /// <exception cref="StoreUnavailableException">The storage is busy or unavailable.</exception>
    public async Task<CompareDocument> CompareAsync(
        BallotQuery earlier, BallotQuery later, ComparisonBoundaries boundaries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        (MethodPack pack, DateOnly oldDay, PublishedFigure[] old) = await PublishedAsync(earlier, cancellationToken).ConfigureAwait(false);
        (_, DateOnly newDay, PublishedFigure[] now) = await PublishedAsync(later, cancellationToken).ConfigureAwait(false);
        return CompareReport.OfUnits(_state.History, oldDay, newDay, old, now, boundaries, pack.Rules.Rounding) with
        {
            AsOf = later.View.AsOf,
            Waiting = WaitingOf(earlier) + WaitingOf(later),
        };
    }

    /// <summary>Combines the groups of a breakdown, for example the units, into one figure for each node of the index.</summary>
    /// <param name="query">The ballots, of sampled ballots unless it has a basis. Withheld groups are left out.</param>
    /// <param name="combination">The combination method.</param>
    /// <param name="weights">The weights of the groups by name, and their description; only for
    /// <see cref="UnitCombination.GivenWeights"/>. A group without one has weight 0.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">As for <see cref="ScoreAsync"/>.</exception>
    /// <exception cref="StoreUnavailableException">The storage is busy or unavailable.</exception>
    public async Task<CombinedDocument> CombineAsync(
        BallotQuery query, UnitCombination combination, (string? Name, IReadOnlyDictionary<string, decimal> Values)? weights,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        (MethodPack pack, _, (string? Name, AnswerTally Tally)[] groups) =
            await TalliesAsync(query, cancellationToken).ConfigureAwait(false);
        UnitTally[] units = [.. groups.Select(group => new UnitTally(
            group.Name ?? "", group.Tally, weights is { } given ? given.Values.GetValueOrDefault(group.Name ?? "") : 1))];
        return CombinedDocument.Of(pack, query.Layout, units, combination, weights?.Name) with
        {
            AsOf = query.View.AsOf,
            Waiting = WaitingOf(query),
        };
    }

    /// <summary>Computes the figures of the questions outside the index over the groups of a breakdown.</summary>
    /// <param name="query">The ballots, of sampled ballots unless it has a basis. Withheld groups are left out. Numbers, texts
    /// and days are counted only in a live view.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">As for <see cref="ScoreAsync"/>; or values would be counted under a filter other than
    /// of days (<c>QRY0001</c>).</exception>
    /// <exception cref="StoreUnavailableException">The storage is busy or unavailable.</exception>
    public async Task<QuestionDocument> QuestionsAsync(BallotQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);

        // Read before the counts are updated: a ballot that arrives in between then shows as a blank, never as a value too many.
        IReadOnlyList<ValueCount>? values = query.View.CountsValues ? [] : null;
        if (values is not null && query.Layout.ValueQuestions.Count > 0)
        {
            values = await _storage.Values.CountValuesAsync(ValuesOf(query), cancellationToken).ConfigureAwait(false);
            await _state.FollowAsync(cancellationToken).ConfigureAwait(false);
        }

        (MethodPack pack, SelectionBasis basis, (string? Name, AnswerTally Tally)[] groups) =
            await TalliesAsync(query, cancellationToken).ConfigureAwait(false);
        return QuestionDocument.Of(pack, query.Layout, [.. groups.Select(group => group.Tally)], basis, values) with
        {
            Notice = _state.Notice,
            AsOf = query.View.AsOf,
            Waiting = WaitingOf(query),
        };
    }

    /// <summary>Converts the units' indices to points of the PAR index.</summary>
    /// <param name="query">The ballots of all units, of sampled ballots unless it has a basis. The breakdown is ignored.</param>
    /// <param name="table">Code of the pack's points table; null for its first.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">As for <see cref="ScoreAsync"/>; or there is no such table (<c>PAR0003</c>).</exception>
    /// <exception cref="StoreUnavailableException">The storage is busy or unavailable.</exception>
    public async Task<PointsDocument> ConvertAsync(BallotQuery query, string? table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        (MethodPack pack, UnitScores[] units) = await CardsAsync(query, cancellationToken).ConfigureAwait(false);
        return PointsReport.Of(pack, table, [.. units.Select(unit => new PointsInput(unit.Unit.Code, Figures.PercentOf(unit.Card)))]) with
        {
            AsOf = query.View.AsOf,
            Waiting = WaitingOf(query),
        };
    }

    /// <summary>Returns the margins of error of the sampled ballots, or the reason why there are none.</summary>
    /// <param name="query">The ballots: questionnaire and year.</param>
    /// <param name="assumeSimpleRandom">Whether simple random sampling within units may be assumed where no design is stored.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The margins; null if the query has a filter, for which margins are not defined.</returns>
    /// <exception cref="StoreUnavailableException">The storage is busy or unavailable.</exception>
    internal async Task<SampledMargins?> MarginsAsync(
        BallotQuery query, bool assumeSimpleRandom, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        Require(query);
        return query.IsFiltered
            ? null
            : await query.View.ReadMarginsAsync(query.Layout, query.Year, assumeSimpleRandom, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Computes the self-selected results that are shown next to a sample.</summary>
    /// <param name="query">The sample: questionnaire, year, and the unit, or all.</param>
    /// <param name="node">Code of the node; null for the overall index.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The figures; none if the query has a filter, because months are shown only next to a sample of all ballots.</returns>
    /// <exception cref="StoreUnavailableException">The storage is busy or unavailable.</exception>
    internal async Task<KioskComparison> KioskAsync(BallotQuery query, string? node, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        string code = node ?? query.View.Packs.Find(query.Layout.PackId)!.Index.Code;
        if (query.IsFiltered || KioskCounts.LayoutFor(query, code) is not { } layout)
        {
            return KioskComparison.None;
        }

        IEnumerable<string> units = query.Unit is { } one ? [one] : UnitsOf(query).Units.Select(unit => unit.Code);
        IReadOnlyList<SampledSurveyDesign> designs = await _state.ReadDesignsAsync(cancellationToken).ConfigureAwait(false);
        return new KioskComparison(
            layout, await KioskCounts.OfAsync(query, layout, code, units, designs, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public void Dispose() => _views.Dispose();

    private static SelectionBasis[] BasesOf(BallotQuery query) =>
        query.Basis is { } basis ? [basis] : Enum.GetValues<SelectionBasis>();

    private static IEnumerable<(string? Name, AnswerTally? Tally)> GroupsOf(QueryCounts counts, BallotQuery query, SelectionBasis basis)
    {
        if (query.Breakdown is not { } breakdown)
        {
            return [(query.Unit, counts.Total(basis))];
        }

        if (breakdown == Breakdown.ByUnit)
        {
            return counts.ByUnit(basis) is { } units
                ? units.ByUnit.OrderBy(unit => unit.Key, StringComparer.Ordinal)
                    .Select(unit => ((string?)unit.Key, (AnswerTally?)unit.Value))
                    .Concat(units.Withheld.Order(StringComparer.Ordinal).Select(unit => ((string?)unit, (AnswerTally?)null)))
                : [(null, null)];
        }

        bool mayShow = counts.Total(basis) is not null;
        return mayShow || query.ListsEveryGroup
            ? counts.Cells(basis).Select(cell => ((string?)breakdown.GroupOf(cell.Code), mayShow ? cell.Tally : null))
            : [(null, null)];
    }

    private static IndexNode NodeOf(MethodPack pack, string? code) => code is null
        ? pack.Index
        : pack.Index.SelfAndDescendants().FirstOrDefault(node => node.Code == code)
        ?? throw new SipasException(new Problem(ProblemCodes.QueryValue, "node", code,
            string.Join(", ", pack.Index.SelfAndDescendants().Select(node => node.Code))));

    private static long? WaitingOf(BallotQuery query) => query.View.IsLive
        ? null
        : query.View.Waiting(query.Layout, query.Basis ?? SelectionBasis.Sampled, query.Units, query.Year).Waiting;

    private void Require(BallotQuery query)
    {
        if (!query.View.IsOf(_state))
        {
            throw new ArgumentException("The view belongs to another service.", nameof(query));
        }
    }

    private Task<QueryCounts> CountAsync(
        BallotQuery query, IReadOnlyCollection<SelectionBasis> bases, bool withFlagged, CancellationToken cancellationToken)
    {
        Require(query);
        return QueryCounts.OfAsync(query, bases, withFlagged, cancellationToken);
    }

    private UnitDirectory UnitsOf(BallotQuery query) => query.Year is { } year
        ? _state.Units.On(query.TreeDay ?? new DateOnly(year, 12, 31))
        : _state.Units;

    private IEnumerable<UnitScores> Cards(MethodPack pack, BallotQuery query, UnitTallies tallies) =>
        UnitsOf(query).Units.Select(unit => new UnitScores(
            unit, Scorer.Score(pack, tallies.ByUnit.GetValueOrDefault(unit.Code) ?? new AnswerTally(query.Layout))));

    private async Task<(MethodPack Pack, UnitScores[] Units)> CardsAsync(BallotQuery query, CancellationToken cancellationToken)
    {
        SelectionBasis basis = query.Basis ?? SelectionBasis.Sampled;
        QueryCounts counts = await CountAsync(query, [basis], withFlagged: false, cancellationToken).ConfigureAwait(false);
        return (counts.Pack, counts.ByUnit(basis) is { } tallies ? [.. Cards(counts.Pack, query, tallies)] : []);
    }

    private async Task<(MethodPack Pack, SelectionBasis Basis, (string? Name, AnswerTally Tally)[] Groups)> TalliesAsync(
        BallotQuery query, CancellationToken cancellationToken)
    {
        SelectionBasis basis = query.Basis ?? SelectionBasis.Sampled;
        QueryCounts counts = await CountAsync(query, [basis], withFlagged: false, cancellationToken).ConfigureAwait(false);
        return (counts.Pack, basis,
        [
            .. from @group in GroupsOf(counts, query, basis)
               where @group.Tally is { BallotCount: > 0 }
               select (@group.Name, @group.Tally!),
        ]);
    }

    private async Task<(MethodPack Pack, DateOnly TreeDay, PublishedFigure[] Figures)> PublishedAsync(
        BallotQuery query, CancellationToken cancellationToken)
    {
        int year = query.Year ?? throw new ArgumentException("A comparison needs a year.", nameof(query));
        (MethodPack pack, UnitScores[] units) = await CardsAsync(query, cancellationToken).ConfigureAwait(false);
        return (pack, query.TreeDay ?? new DateOnly(year, 12, 31),
        [
            .. units.Where(unit => unit.Card.BallotCount > 0)
                .Select(unit => PublishedFigure.Of(pack, unit.Unit.Code, year, Figures.PercentOf(unit.Card)) with
                {
                    Weight = unit.Card.BallotCount,
                }),
        ]);
    }

    private RankDocument Rank(MethodPack pack, BallotQuery query, UnitTallies? tallies, RankSettings settings,
        Dictionary<string, int>? previous, RankMarginSource? margins) => RankReport.Of(
            pack, tallies is null ? [] : [.. Cards(pack, query, tallies)], settings.Node, settings.Rule, previous, margins);

    private async Task<Dictionary<string, int>?> RanksAsync(
        BallotQuery query, RankSettings settings, SelectionBasis basis, CancellationToken cancellationToken)
    {
        QueryCounts counts = await CountAsync(query, [basis], withFlagged: false, cancellationToken).ConfigureAwait(false);
        Dictionary<string, int> ranks = Rank(counts.Pack, query, counts.ByUnit(basis), settings, null, null)
            .Blocks.SelectMany(block => block.Units)
            .Where(unit => unit.Rank is not null)
            .ToDictionary(unit => unit.Code, unit => unit.Rank!.Value, StringComparer.Ordinal);
        return ranks.Count == 0 ? null : ranks;
    }

    private static ValueFilter ValuesOf(BallotQuery query)
    {
        StoredBallotFilter filter = query.Of(query.Basis ?? SelectionBasis.Sampled);
        return filter with { From = null, To = null, Bases = null } == new StoredBallotFilter()
            ? new ValueFilter
            {
                PackId = query.Layout.PackId,
                QuestionnaireVersion = query.Layout.QuestionnaireVersion,
                Basis = query.Basis ?? SelectionBasis.Sampled,
                From = filter.From,
                To = filter.To,
            }
            : throw new SipasException(new Problem(ProblemCodes.QueryValue, "filter",
                string.Create(CultureInfo.InvariantCulture, $"{query.Requested?.Count ?? 1}"), "from, to"));
    }
}
