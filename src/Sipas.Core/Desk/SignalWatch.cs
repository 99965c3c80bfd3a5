using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sipas.Ballots;
using Sipas.Intake;
using Sipas.Signals;
using Sipas.Storage;

namespace Sipas.Desk;

/// <summary>Handles low-rating alerts inside the host, within about one second.</summary>
/// <remarks>
/// Called for one alert after another, outside the processing of ballots. Exceptions are logged, and the next alert
/// follows. After a crash the last alerts may be repeated with the same ids.
/// </remarks>
public interface ILowRatingHandler
{
    /// <summary>Handles an alert.</summary>
    /// <param name="signal">The alert.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    Task HandleAsync(RatingSignal signal, CancellationToken cancellationToken);
}

/// <summary>Names the receivers for which every alert is stored until it is delivered.</summary>
public interface ISignalTargets
{
    /// <summary>Names of the receivers.</summary>
    IReadOnlyList<string> Names { get; }
}

/// <summary>
/// Background service that follows the log and raises low-rating alerts. Ballots never wait for it: it reads committed
/// ballots, and stores its watermark together with the alerts to send.
/// </summary>
/// <remarks>On the first run it starts at the end of the log, so that an old survey raises no alerts.</remarks>
public sealed partial class SignalWatch : BackgroundService
{
    private const int Prefix = 5_000;
    private const int MostPerCommit = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly SurveyState _state;
    private readonly ISipasStorage _storage;
    private readonly IDeskStorage _desk;
    private readonly LowRatingRules _rules;
    private readonly ILowRatingHandler[] _handlers;
    private readonly ISignalTargets[] _targets;
    private readonly TimeProvider _clock;
    private readonly ILogger<SignalWatch> _logger;

    // Serialises callers of CatchUpAsync with the background loop, so that an alert is raised once.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private RatingWatcher? _watcher;
    private long _watermark;

    /// <summary>Creates the service; it starts with the host.</summary>
    /// <param name="state">The packs.</param>
    /// <param name="storage">The log.</param>
    /// <param name="desk">Store of the alerts until they are delivered.</param>
    /// <param name="rules">Rules for low ratings.</param>
    /// <param name="handlers">Handlers inside the host.</param>
    /// <param name="targets">Receivers outside the host.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Receives failures.</param>
    /// <exception cref="Problems.SipasException">A rule is out of range (<c>CFG0004</c>).</exception>
    public SignalWatch(
        SurveyState state, ISipasStorage storage, IDeskStorage desk, LowRatingRules rules, IEnumerable<ILowRatingHandler> handlers, IEnumerable<ISignalTargets> targets, TimeProvider clock,
        ILogger<SignalWatch> logger)
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RequireValid();
        (_state, _storage, _desk, _rules, _handlers, _targets, _clock, _logger) = (state, storage, desk, rules, [.. handlers], [.. targets], clock, logger);
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

        int told = 0;
        long last = _watermark;
        var signals = new List<RatingSignal>();
        await foreach (KeptBallot ballot in _storage.ReadKeptAsync(_watermark, cancellationToken).ConfigureAwait(false))
        {
            signals.AddRange(_watcher!.Observe(ballot));
            last = ballot.Sequence;
            if (signals.Count >= MostPerCommit)
            {
                told += await TellAsync(last, signals, cancellationToken).ConfigureAwait(false);
            }
        }

        return last == _watermark ? told : told + await TellAsync(last, signals, cancellationToken).ConfigureAwait(false);
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
                catch (Exception error) when (error is StoreUnavailableException or Problems.SipasException)
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
        if (await _desk.FindSignalWatermarkAsync(cancellationToken).ConfigureAwait(false) is not { } watermark)
        {
            watermark = await _storage.LastSequenceAsync(cancellationToken).ConfigureAwait(false);
            await _desk.AppendSignalsAsync(watermark, [], cancellationToken).ConfigureAwait(false);
        }

        var watcher = new RatingWatcher(_rules, _state.Packs);
        await foreach (KeptBallot ballot in _storage.ReadKeptAsync(Math.Max(0, watermark - Prefix), cancellationToken).ConfigureAwait(false))
        {
            if (ballot.Sequence > watermark)
            {
                break;
            }

            watcher.Observe(ballot);
        }

        (_watcher, _watermark) = (watcher, watermark);
    }

    private async Task<int> TellAsync(long last, List<RatingSignal> signals, CancellationToken cancellationToken)
    {
        DateTimeOffset now = Text.IsoTime.CutToMilliseconds(_clock.GetUtcNow().ToUniversalTime());
        string[] targets = [.. _targets.SelectMany(target => target.Names).Distinct(StringComparer.Ordinal)];
        await _desk.AppendSignalsAsync(
            last, [.. signals.SelectMany(signal => targets.Select(target => new SignalDelivery(signal.Id, target, signal.ToJson(), 0, now, null, null)))], cancellationToken).ConfigureAwait(false);
        _watermark = last;
        foreach (RatingSignal signal in signals)
        {
            foreach (ILowRatingHandler handler in _handlers)
            {
                try
                {
                    await handler.HandleAsync(signal, cancellationToken).ConfigureAwait(false);
                }
#pragma warning disable CA1031 // A host's handler may throw any exception; the other handlers and later alerts must still be processed.
                catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    LogHandler(_logger, error, signal.Id);
                }
            }
        }

        int told = signals.Count;
        signals.Clear();
        return told;
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "The log cannot be watched for low ratings now; it is tried again.")]
    private static partial void LogUnavailable(ILogger logger, Exception error);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Error, Message = "A handler of low ratings failed on the signal {Signal}.")]
    private static partial void LogHandler(ILogger logger, Exception error, string signal);
}
