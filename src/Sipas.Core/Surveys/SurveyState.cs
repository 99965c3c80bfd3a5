using Sipas.Ballots;
using Sipas.Common;
using Sipas.Counting;
using Sipas.Estimation;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Units;

namespace Sipas.Surveys;

/// <summary>
/// Survey state of a running host: the organisation units, the notice and the live counts, each following the storage.
/// Safe for concurrent use.
/// </summary>
internal sealed class SurveyState : IDisposable
{
    /// <summary>
    /// Maximum number of reloads because of unknown units within <see cref="UnitReloadWindow"/>, so that a client with
    /// invented codes cannot cause a read for
    /// each request.
    /// </summary>
    public const int MaximumUnitReloads = 5;

    private readonly ISurveyStorage _storage;
    private readonly TimeProvider _clock;
    private readonly Queue<long> _reloads = new();
    private readonly LogFollower _follower;
    private readonly LiveConsumer _live;
    private readonly StoredColumns _columns;
    private readonly SampledBallots _sampled;
    private readonly IBallotFlags? _flags;
    private readonly FlaggedCounts? _flagged;
    private volatile UnitHistory _history = new(UnitDirectory.Empty, []);
    private volatile LocalizedText? _notice;
    private long _revision;

    /// <summary>
    /// Maximum time for which a saved unit can stay unknown, one second: only after <see cref="MaximumUnitReloads"/>
    /// other unknown codes within this time.
    /// </summary>
    public static TimeSpan UnitReloadWindow { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Creates the state; it is empty until <see cref="OpenAsync(CancellationToken)"/>.</summary>
    /// <param name="storage">The storage to follow.</param>
    /// <param name="packs">The packs whose questionnaires are counted.</param>
    /// <param name="fields">The service sectors by which live counts are broken down; null for none.</param>
    /// <param name="flags">Provides the flagged ballots; null for none.</param>
    /// <param name="clock">The clock that limits the reloads; the system clock when null.</param>
    public SurveyState(ISurveyStorage storage, MethodPackRegistry packs, ServiceSectors? fields = null, IBallotFlags? flags = null,
        TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(packs);
        _storage = storage;
        _clock = clock ?? TimeProvider.System;
        Packs = packs;
        _live = new LiveConsumer(packs, fields);
        _columns = new StoredColumns(packs, flags);
        _sampled = new SampledBallots(storage.Designs, packs);
        _flags = flags;
        _flagged = flags is null ? null : new FlaggedCounts(packs, flags);
        _follower = new LogFollower(
            storage.Ballots, [_live, _sampled, _columns, .. _flagged is null ? Array.Empty<ILogConsumer>() : [_flagged]]);
    }

    /// <summary>The packs.</summary>
    public MethodPackRegistry Packs { get; }

    /// <summary>The organisation units.</summary>
    public UnitDirectory Units => _history.Units;

    /// <summary>The organisation units with the successions of units that ended.</summary>
    public UnitHistory History => _history;

    /// <summary>The notice required on every page; null when there is none.</summary>
    public LocalizedText? Notice => _notice;

    /// <summary>Changes whenever a reload finds different units, successions or notice.</summary>
    internal long Revision => Interlocked.Read(ref _revision);

    /// <summary>
    /// The live counts. A correction replaces this instance with a recount: read the property for each response, and
    /// use the instance for one response only.
    /// </summary>
    internal LiveCube Live => _live.Counts;

    /// <summary>Sequence number of the last counted ballot; 0 before the first.</summary>
    public long Watermark => _live.Watermark;

    /// <summary>Opens the storage, stores the packs in it, reads units and notice, and counts all ballots.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">
    /// The storage cannot be used, or contains a pack with the same id and version and other content; the problem
    /// states how to fix it.
    /// </exception>
    public Task OpenAsync(CancellationToken cancellationToken) => OpenAsync(null, cancellationToken);

    /// <summary>Opens the storage, stores the packs in it, reads units and notice, and counts all ballots.</summary>
    /// <param name="progress">Receives the progress every few thousand ballots, and at the end if there were any; null for none.</param>
    /// <param name="cancellationToken">Cancels, also between two ballots; opening the state again continues where it stopped.</param>
    /// <exception cref="SipasException">
    /// The storage cannot be used, or contains a pack with the same id and version and other content; the problem
    /// states how to fix it.
    /// </exception>
    public async Task OpenAsync(IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        await _storage.OpenAsync(cancellationToken).ConfigureAwait(false);
        await _storage.Packs.SavePacksAsync(Packs.Packs, cancellationToken).ConfigureAwait(false);
        await ReloadAsync(cancellationToken).ConfigureAwait(false);
        await FollowAsync(progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Opens the storage for figures of one pack, for example in a command: stores only this pack, reads units and notice,
    /// and counts all ballots.
    /// </summary>
    /// <param name="pack">The pack, one of <see cref="Packs"/>.</param>
    /// <param name="withColumns">Whether figures need filters or breakdowns, so that the columns are read at once.</param>
    /// <param name="progress">Receives the progress from time to time; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">As for <see cref="OpenAsync(CancellationToken)"/>.</exception>
    public async Task OpenForAsync(
        MethodPack pack, bool withColumns, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        await _storage.OpenAsync(cancellationToken).ConfigureAwait(false);
        await _storage.Packs.SavePacksAsync([pack], cancellationToken).ConfigureAwait(false);
        await ReloadAsync(cancellationToken).ConfigureAwait(false);
        _columns.IsNeeded |= withColumns;
        await FollowAsync(progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reloads units and notice after a change.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        // Successions are read first: units to which they refer are never removed.
        IReadOnlyList<UnitSuccession> successions = await _storage.Units.ReadSuccessionsAsync(cancellationToken).ConfigureAwait(false);
        UnitHistory history = new(await _storage.Units.ReadAsync(cancellationToken).ConfigureAwait(false), successions);
        LocalizedText? notice = await _storage.Notices.ReadNoticeAsync(cancellationToken).ConfigureAwait(false);
        bool same = notice == _notice && history.Units.Units.SequenceEqual(_history.Units.Units)
            && history.Successions.SequenceEqual(_history.Successions);
        (_history, _notice) = (history, notice);
        if (!same)
        {
            Interlocked.Increment(ref _revision);
        }
    }

    /// <summary>Finds a unit, including one that any process has saved since this host last read the units.</summary>
    /// <param name="code">Code of the unit.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>
    /// The unit; null if there is none. See <see cref="UnitReloadWindow"/> for how long a unit that was just saved can
    /// be missing.
    /// </returns>
    public async Task<OrganisationUnit?> FindUnitAsync(string code, CancellationToken cancellationToken)
    {
        await SeekUnitsAsync([code], cancellationToken).ConfigureAwait(false);
        return Units.Find(code);
    }

    /// <summary>Reloads the units if one of these codes is unknown, once for all of them.</summary>
    /// <param name="codes">Codes of units; null and malformed codes are skipped.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task SeekUnitsAsync(IEnumerable<string?> codes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(codes);
        if (codes.Any(code => code is not null && Units.Find(code) is null && CodeText.IsWellFormed(code)) && TakeReload())
        {
            await ReloadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Checks whether a unit is valid on a day, including one imported since this host last read the units.</summary>
    /// <param name="code">Code of the unit.</param>
    /// <param name="day">The day of the event, in Vietnam.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>As <see cref="UnitHistory.Check(string, DateOnly, string)"/>: null if the unit exists on that day.</returns>
    public async Task<Problem?> CheckUnitAsync(string code, DateOnly day, CancellationToken cancellationToken)
    {
        OrganisationUnit? unit = await FindUnitAsync(code, cancellationToken).ConfigureAwait(false);
        if (unit?.ExistsOn(day) == false)
        {
            // The validity of the unit may have changed since the last read.
            await ReloadAsync(cancellationToken).ConfigureAwait(false);
        }

        return History.Check(code, day, "unit");
    }

    /// <summary>
    /// Counts ballots that another process appended, for example an import while the host runs, and in that case
    /// reloads units and notice.
    /// </summary>
    /// <param name="cancellationToken">Cancels.</param>
    public Task FollowAsync(CancellationToken cancellationToken) => FollowAsync(null, cancellationToken);

    /// <summary>
    /// Returns the stored ballots as columns, up to date: for breakdowns that <see cref="Live"/> does not have. The
    /// first call reads the whole log.
    /// </summary>
    /// <param name="cancellationToken">Stops reading.</param>
    internal async Task<StoredColumns> ColumnsAsync(CancellationToken cancellationToken)
    {
        await _follower.FollowAsync(_columns, null, cancellationToken).ConfigureAwait(false);
        _columns.IsNeeded = true;
        return _columns;
    }

    /// <summary>
    /// Returns counts of the flagged ballots among those that <see cref="Live"/> counts: the ballots that figures
    /// without flagged ballots exclude.
    /// </summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The counts, recounted if flags changed; null when this host has no flags.</returns>
    internal async Task<LiveCube?> FlaggedAsync(CancellationToken cancellationToken)
    {
        if (_flagged is null)
        {
            return null;
        }

        LiveCube flagged = await _flagged.CountAsync(_follower, cancellationToken).ConfigureAwait(false);
        if (flagged.Watermark > Live.Watermark)
        {
            // Another process appended these ballots and flagged them.
            await FollowAsync(cancellationToken).ConfigureAwait(false);
        }

        return flagged;
    }

    /// <summary>Returns a number that changes whenever the set of flagged ballots changes; 0 when this host has no flags.</summary>
    internal Task<long> ReadFlagVersionAsync(CancellationToken cancellationToken) =>
        _flags?.VersionAsync(cancellationToken) ?? Task.FromResult(0L);

    /// <summary>
    /// Returns the notices of the last run of the quality rules about a questionnaire; empty when this host has no
    /// flags.
    /// </summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<IReadOnlyList<GroupNotice>> NoticesAsync(AnswerLayout layout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return _flags is null
            ? []
            : [.. (await _flags.ReadNoticesAsync(cancellationToken).ConfigureAwait(false))
                .Where(notice => notice.PackId == layout.PackId && notice.QuestionnaireVersion == layout.QuestionnaireVersion)];
    }

    /// <summary>Reads the closed surveys that cover ballots of a questionnaire, in order of closing.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<SurveyClosing>> ReadClosingsAsync(AnswerLayout layout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return [.. (await _storage.Closings.ReadClosingsAsync(cancellationToken).ConfigureAwait(false))
            .Where(closing => closing.Scope.Covers(layout))];
    }

    /// <summary>
    /// Recounts the log and compares it with the live counts. Takes as long as reading the log; ballots of this process
    /// wait to be counted meanwhile.
    /// </summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Every difference; none when all counters are equal.</returns>
    public async Task<IReadOnlyList<(AnswerLayout Layout, LiveDifference Difference)>> CheckLiveAsync(CancellationToken cancellationToken)
    {
        await _live.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Corrections by another process are followed first, because the recount already skips the replaced ballots.
            await _follower.ReadAsync(_live, restart: false, null, cancellationToken).ConfigureAwait(false);
            var recount = new LiveCube(Packs, Live.Fields);
            await foreach (CountedBallot ballot in _storage.Ballots.ReadAsync(0, cancellationToken).ConfigureAwait(false))
            {
                if (ballot.Sequence > Live.Watermark)
                {
                    break;
                }

                recount.Apply([ballot]);
            }

            return Live.CompareWith(recount);
        }
        finally
        {
            _live.Turn.Release();
        }
    }

    /// <summary>
    /// Returns the margins of error of the sampled ballots of a questionnaire, or the reason why there are none. They
    /// cover at least the ballots that <see cref="Live"/> has counted.
    /// </summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="year">The year in Vietnam for which ballots count; null for all ballots.</param>
    /// <param name="assumeSimpleRandom">Whether simple random sampling within units may be assumed where no design is stored.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="StoreUnavailableException">The storage is busy or unreachable.</exception>
    internal async Task<SampledMargins> ReadMarginsAsync(AnswerLayout layout, int? year, bool assumeSimpleRandom,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (_sampled.Watermark < Live.Watermark)
        {
            await _follower.FollowAsync(_sampled, null, cancellationToken).ConfigureAwait(false);
        }

        return await _sampled.MarginsAsync(layout, year, assumeSimpleRandom, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads all stored survey designs.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<SampledSurveyDesign>> ReadDesignsAsync(CancellationToken cancellationToken) =>
        _storage.Designs.ReadDesignsAsync(cancellationToken);

    /// <summary>Counts ballots that this process appended.</summary>
    /// <param name="appended">The ballots with their sequence numbers, in ascending order.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task CountAsync(IReadOnlyList<CountedBallot> appended, CancellationToken cancellationToken)
    {
        if (appended.Count == 0)
        {
            return;
        }

        await _live.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Another process may have appended in between. In that case the log is read, so that no ballot is skipped.
            bool next = appended[0].Sequence == Live.Watermark + 1 && appended[^1].Sequence == Live.Watermark + appended.Count;
            bool corrects = appended.Any(ballot => ballot.Replaces > 0);
            if (next && !corrects)
            {
                // Other consumers read these ballots from the log on their next request, because callers wait here for their receipts.
                _live.Append(appended);
            }
            else
            {
                await _follower.ReadAsync(_live, restart: corrects, null, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _live.Turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _live.Dispose();
        _columns.Dispose();
        _sampled.Dispose();
        _flagged?.Dispose();
    }

    private bool TakeReload()
    {
        lock (_reloads)
        {
            while (_reloads.TryPeek(out long oldest) && _clock.GetElapsedTime(oldest) >= UnitReloadWindow)
            {
                _reloads.Dequeue();
            }

            if (_reloads.Count >= MaximumUnitReloads)
            {
                return false;
            }

            _reloads.Enqueue(_clock.GetTimestamp());
            return true;
        }
    }

    private async Task FollowAsync(IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        long last = await _storage.Ballots.LastSequenceAsync(cancellationToken).ConfigureAwait(false);
        if (last <= Live.Watermark)
        {
            return;
        }

        await ReloadAsync(cancellationToken).ConfigureAwait(false);

        await _follower.FollowAsync(_live, progress is null ? null : counted => progress.Report(new LoadProgress(counted, last)),
            cancellationToken).ConfigureAwait(false);
    }
}
