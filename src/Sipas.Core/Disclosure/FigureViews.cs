using System.Globalization;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Estimation;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Surveys;

namespace Sipas.Disclosure;

/// <summary>Follows the log for each audience: live counts, and the batches that are published. Safe for concurrent use.</summary>
internal sealed class FigureViews : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    // Ballots received by any host before midnight are committed by then, so all hosts process midnight with the same log.
    private static readonly TimeSpan AfterMidnight = TimeSpan.FromMinutes(10);

    private readonly ISurveyStorage _storage;
    private readonly SurveyState _state;
    private readonly DisclosureSettings _settings;
    private readonly long _minimumRespondents;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private BatchLedger _ledger;
    private FigureView? _view;
    private PublicEdition? _edition;
    private DateTimeOffset _refreshedAt;

    /// <summary>Creates the views. The log is read when public figures are first requested.</summary>
    public FigureViews(ISurveyStorage storage, SurveyState state, DisclosureSettings settings, long minimumRespondents, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_storage, _state, _settings, _minimumRespondents, _clock) = (storage, state, settings, minimumRespondents, clock);
        _ledger = NewLedger();
    }

    /// <summary>Returns the view for roles with access to live figures.</summary>
    public async Task<FigureView> LiveAsync(CancellationToken cancellationToken)
    {
        await _state.FollowAsync(cancellationToken).ConfigureAwait(false);
        long flags = await _state.ReadFlagVersionAsync(cancellationToken).ConfigureAwait(false);
        int closings = (await _storage.Closings.ReadClosingsAsync(cancellationToken).ConfigureAwait(false)).Count;
        string designs = await ReadDesignsAsync(cancellationToken).ConfigureAwait(false);
        string version = string.Create(
            CultureInfo.InvariantCulture, $"live {_state.Live.Watermark} {flags} {closings} {_state.Revision} {designs}");
        return new FigureView(_state, _minimumRespondents, version);
    }

    /// <summary>Returns the public view: the ballots of complete batches.</summary>
    public async Task<FigureView> PublicAsync(CancellationToken cancellationToken)
    {
        await _state.FollowAsync(cancellationToken).ConfigureAwait(false);
        await _refreshing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            DateTimeOffset now = _clock.GetUtcNow();
            DateOnly day = VietnameseTime.DayOf(now - AfterMidnight);
            if (_view is null || day > _ledger.Day || (now - _refreshedAt).Duration() >= Pause || _view.Revision != _state.Revision)
            {
                _view = await RefreshAsync(day, cancellationToken).ConfigureAwait(false);
                _refreshedAt = now;
            }

            return _view;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _refreshing.Dispose();
        _reading.Dispose();
    }

    private async Task<FigureView> RefreshAsync(DateOnly day, CancellationToken cancellationToken)
    {
        while (!await ReadLogAsync(cancellationToken).ConfigureAwait(false))
        {
            _ledger = NewLedger();
        }

        _ledger.AdvanceTo(day);
        if (_edition is null || _edition.Version != _ledger.Version)
        {
            _edition = await PublicEdition.OfAsync(
                _storage.Ballots, _storage.Designs, _state.Packs, _state.Live.Fields, _ledger, _reading, cancellationToken)
                .ConfigureAwait(false);
        }

        long revision = _state.Revision;
        string designs = await ReadDesignsAsync(cancellationToken).ConfigureAwait(false);
        string version = string.Create(
            CultureInfo.InvariantCulture,
            $"public {_ledger.Version} {_ledger.Sequence} {_ledger.Day:yyyyMMdd} {_ledger.Closings.Count} {revision} {designs}");
        long minimum = Math.Max(_minimumRespondents, _settings.BatchBallots);
        return new FigureView(_state, _edition, _ledger, minimum, version, RefusalOf(_ledger)) { Revision = revision };
    }

    // Returns false if a survey was closed in the meantime and ballots after its last sequence number were already read.
    private async Task<bool> ReadLogAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<SurveyClosing> closings = await _storage.Closings.ReadClosingsAsync(cancellationToken).ConfigureAwait(false);
        await foreach (LoggedBallot ballot in _storage.Ballots.ReadLoggedAsync(_ledger.Sequence, cancellationToken).ConfigureAwait(false))
        {
            CloseBefore(ballot.Counted.Sequence);
            _ledger.Add(ballot);
        }

        IReadOnlyList<SurveyClosing> now = await _storage.Closings.ReadClosingsAsync(cancellationToken).ConfigureAwait(false);
        if (now.Count > closings.Count && now[closings.Count].LastSequence < _ledger.Sequence)
        {
            return false;
        }

        CloseBefore(long.MaxValue);
        return true;

        void CloseBefore(long sequence)
        {
            while (_ledger.Closings.Count < closings.Count && closings[_ledger.Closings.Count].LastSequence < sequence)
            {
                _ledger.Close(closings[_ledger.Closings.Count]);
            }
        }
    }

    private BatchLedger NewLedger() => new(_settings.BatchBallots, _settings.BatchDays);

    private async Task<string> ReadDesignsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<SampledSurveyDesign> designs = await _storage.Designs.ReadDesignsAsync(cancellationToken).ConfigureAwait(false);
        return designs.Count == 0 ? "-" : Hex.Lower(System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(string.Join('\n', designs.Select(SurveyDesigns.AuditDetail)))));
    }

    // Views can be used while the ledger continues to read. Closings are only added, and the decision on a closing never changes.
    private static Func<AnswerLayout, SelectionBasis, DateOnly?, DateOnly?, Problem?> RefusalOf(BatchLedger ledger)
    {
        ClosedDays closed = ledger.ClosedDays();
        return (layout, basis, from, to) => closed.Find(layout, basis, from, to, out bool divided) is not null ? null
            : new Problem(
                divided ? ProblemCodes.DisclosureDivided : ProblemCodes.DisclosureOpen, "from, to", $"{Text(from)} – {Text(to)}");

        static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "…";
    }
}
