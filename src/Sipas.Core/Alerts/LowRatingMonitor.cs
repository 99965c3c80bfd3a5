using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Surveys;

namespace Sipas.Alerts;

/// <summary>
/// Background service that follows the log and raises low-rating alerts. Ballots never wait for it: it reads committed
/// ballots, and stores its watermark together with the alerts to send.
/// </summary>
/// <remarks>
/// On the first run it starts at the end of the log, so that an old survey raises no alerts. It is not a consumer of
/// <see cref="Counting.LogFollower"/>, which restarts its consumers from the first ballot after a correction and delivers
/// counted ballots: this service needs the stored ballot with its time of receipt, and never reads again behind its durable watermark.
/// </remarks>
internal sealed partial class LowRatingMonitor : BackgroundService
{
    private const int Prefix = 5_000;
    private const int MaxPerCommit = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly SurveyState _state;
    private readonly ILogSource _log;
    private readonly IBallotStore _ballots;
    private readonly IAlertStore _alerts;
    private readonly LowRatingRules _rules;
    private readonly ILowRatingHandler[] _handlers;
    private readonly IAlertTargets[] _targets;
    private readonly TimeProvider _clock;
    private readonly ILogger<LowRatingMonitor> _logger;

    // Serialises callers of CatchUpAsync with the background loop, so that an alert is raised once.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private LowRatingDetector? _watcher;
    private long _watermark;

    /// <summary>Creates the service; it starts with the host.</summary>
    /// <param name="state">The packs.</param>
    /// <param name="log">The log with its verification data.</param>
    /// <param name="ballots">The ballot log.</param>
    /// <param name="alerts">Store of the alerts until they are delivered.</param>
    /// <param name="rules">Rules for low ratings.</param>
    /// <param name="handlers">Handlers inside the host.</param>
    /// <param name="targets">Receivers outside the host.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Receives failures.</param>
    /// <exception cref="SipasException">A rule is out of range (<c>CFG0004</c>).</exception>
    public LowRatingMonitor(
        SurveyState state, ILogSource log, IBallotStore ballots, IAlertStore alerts, LowRatingRules rules,
            IEnumerable<ILowRatingHandler> handlers,
        IEnumerable<IAlertTargets> targets, TimeProvider clock, ILogger<LowRatingMonitor> logger)
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RequireValid();
        (_state, _log, _ballots, _alerts, _rules, _handlers, _targets, _clock, _logger) =
            (state, log, ballots, alerts, rules, [.. handlers], [.. targets], clock, logger);
    }

    /// <summary>Examines the ballots appended since the last time. Safe for concurrent use.</summary>
    /// <param name="cancellationToken">Cancels; uncommitted work is repeated on the next call.</param>
    /// <returns>Number of alerts.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot be used now.</exception>
    public async Task<int> CatchUpAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await WatchAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Ballots that were examined but not committed are examined again, by a new watcher.
            _watcher = null;
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    private async Task<int> WatchAsync(CancellationToken cancellationToken)
    {
        if (_watcher is null)
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
        }

        int explained = 0;
        long last = _watermark;
        var alerts = new List<LowRatingAlert>();
        await foreach (StoredBallot ballot in _log.ReadStoredAsync(_watermark, cancellationToken).ConfigureAwait(false))
        {
            alerts.AddRange(_watcher!.Observe(ballot));
            last = ballot.Sequence;
            if (alerts.Count >= MaxPerCommit)
            {
                explained += await TellAsync(last, alerts, cancellationToken).ConfigureAwait(false);
            }
        }

        return last == _watermark ? explained : explained + await TellAsync(last, alerts, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, _clock);
        try
        {
            do
            {
                try
                {
                    await CatchUpAsync(stoppingToken).ConfigureAwait(false);
                }
                catch (Exception error) when (error is StoreUnavailableException or SipasException)
                {
                    LogUnavailable(_logger, error);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    // The latest ballots before the watermark fill the windows of the units, so that a restart does not lose a trend.
    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (await _alerts.FindAlertWatermarkAsync(cancellationToken).ConfigureAwait(false) is not { } watermark)
        {
            watermark = await _ballots.LastSequenceAsync(cancellationToken).ConfigureAwait(false);
            await _alerts.AppendAlertsAsync(watermark, [], cancellationToken).ConfigureAwait(false);
        }

        var watcher = new LowRatingDetector(_rules, _state.Packs);
        await foreach (StoredBallot ballot in _log.ReadStoredAsync(Math.Max(0, watermark - Prefix), cancellationToken)
            .ConfigureAwait(false))
        {
            if (ballot.Sequence > watermark)
            {
                break;
            }

            watcher.Observe(ballot);
        }

        (_watcher, _watermark) = (watcher, watermark);
    }

    private async Task<int> TellAsync(long last, List<LowRatingAlert> alerts, CancellationToken cancellationToken)
    {
        DateTimeOffset now = Iso8601.CutToMilliseconds(_clock.GetUtcNow().ToUniversalTime());
        string[] targets = [.. _targets.SelectMany(target => target.Names).Distinct(StringComparer.Ordinal)];
        await _alerts.AppendAlertsAsync(
            last, [.. alerts.SelectMany(alert =>
                targets.Select(target => new AlertDelivery(alert.Id, target, alert.ToJson(), 0, now, null, null)))], cancellationToken)
                .ConfigureAwait(false);
        _watermark = last;
        foreach (LowRatingAlert alert in alerts)
        {
            foreach (ILowRatingHandler handler in _handlers)
            {
                try
                {
                    await handler.HandleAsync(alert, cancellationToken).ConfigureAwait(false);
                }
#pragma warning disable CA1031 // A host's handler may throw any exception; the other handlers and later alerts must still be processed.
                catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    LogHandler(_logger, error, alert.Id);
                }
            }
        }

        int explained = alerts.Count;
        alerts.Clear();
        return explained;
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "The log cannot be read for low ratings now; retrying.")]
    private static partial void LogUnavailable(ILogger logger, Exception error);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Error, Message = "A handler of low ratings failed on the alert {Alert}.")]
    private static partial void LogHandler(ILogger logger, Exception error, string alert);
}
