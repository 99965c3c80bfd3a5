using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sipas.Ballots;
using Sipas.Intake;
using Sipas.Signals;
using Sipas.Storage;

namespace Sipas.Desk;

/// <summary>Is told of low ratings inside the host, within about a second.</summary>
/// <remarks>Called one signal after another, off the way of ballots. What it throws is logged, and the next signal follows. After a kill the last signals may come again, with the same ids.</remarks>
public interface ILowRatingHandler
{
    /// <summary>Takes a signal.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="cancellationToken">The host stops.</param>
    Task HandleAsync(RatingSignal signal, CancellationToken cancellationToken);
}

/// <summary>Names the receivers for which every signal is kept until it arrived.</summary>
public interface ISignalTargets
{
    /// <summary>Their names.</summary>
    IReadOnlyList<string> Names { get; }
}

/// <summary>Follows the log and tells of low ratings. Ballots never wait for it: it reads what is committed, and how far it came is kept with what it has to send.</summary>
/// <remarks>The first time it begins at the log's end, so that an old survey is not told again.</remarks>
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

    // Whoever asks while the host looks waits: a signal is told once.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private RatingWatcher? _watcher;
    private long _watermark;

    /// <summary>Makes the watch; it begins when the host runs.</summary>
    /// <param name="state">The packs.</param>
    /// <param name="storage">The log.</param>
    /// <param name="desk">Where signals are kept until they arrived.</param>
    /// <param name="rules">When a rating is low.</param>
    /// <param name="handlers">Who is told inside the host.</param>
    /// <param name="targets">Who is told outside.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Where failures are told.</param>
    /// <exception cref="Problems.SipasException">A rule is outside its range (<c>CFG0004</c>).</exception>
    public SignalWatch(
        SurveyState state, ISipasStorage storage, IDeskStorage desk, LowRatingRules rules, IEnumerable<ILowRatingHandler> handlers, IEnumerable<ISignalTargets> targets, TimeProvider clock,
        ILogger<SignalWatch> logger)
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RequireValid();
        (_state, _storage, _desk, _rules, _handlers, _targets, _clock, _logger) = (state, storage, desk, rules, [.. handlers], [.. targets], clock, logger);
    }

    /// <summary>Watches what was appended since the last time. Safe for concurrent use.</summary>
    /// <param name="cancellationToken">Cancels; what was not committed is watched again.</param>
    /// <returns>How many signals there were.</returns>
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
            // What was seen but not committed is seen again, by a watcher that begins anew.
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
            // The host stops.
        }
    }

    // The latest ballots before the watermark fill the units' windows, so that a restart does not forget a trend.
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
#pragma warning disable CA1031 // A host's handler may throw whatever it likes; the others and the next signals must still be told.
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
