using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sipas.Common;

namespace Sipas.Intake;

/// <summary>
/// Counts rejected requests by code and place. Each minute and when the host stops, writes the counts to the host's
/// log, and to the personal-data store if the host has one. Safe for concurrent use.
/// </summary>
/// <remarks>
/// A flood increases a count and never adds rows: at most <see cref="MaxPlaces"/> places are distinguished, and the
/// remaining places of a code are counted as one.
/// </remarks>
internal sealed partial class RefusalLog : IHostedService, IDisposable
{
    /// <summary>Maximum number of places that are distinguished at the same time.</summary>
    public const int MaxPlaces = 256;

    private const int LongestPlace = 120;
    private const string OtherPlaces = "…";

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _clock;
    private readonly ILogger<RefusalLog> _logger;
    private readonly Func<IAccessStore?> _store;
    private readonly object _gate = new();
    private readonly Dictionary<(DateTimeOffset Since, string Code, string Place), long> _pending = [];
    private readonly SemaphoreSlim _writing = new(1, 1);
    private ITimer? _timer;

    /// <summary>Creates an empty log.</summary>
    /// <param name="clock">The host's clock.</param>
    /// <param name="logger">Receives a line for each count.</param>
    /// <param name="store">Returns the store for each write; null if the host has none.</param>
    public RefusalLog(TimeProvider clock, ILogger<RefusalLog> logger, Func<IAccessStore?> store)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(logger);
        ArgumentNullException.ThrowIfNull(store);
        (_clock, _logger, _store) = (clock, logger, store);
    }

    /// <summary>Counts a rejected request.</summary>
    /// <param name="code">Code of the reason.</param>
    /// <param name="place">Method and route, and a known device or unit. Cut to 120 characters.</param>
    public void Add(string code, string place)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(place);
        DateTimeOffset since = BeginningOf(code, _clock.GetUtcNow());
        string known = place.Length > LongestPlace ? place[..LongestPlace] : place;
        lock (_gate)
        {
            if (!_pending.ContainsKey((since, code, known)) && _pending.Count >= MaxPlaces)
            {
                known = OtherPlaces;
            }

            _pending[(since, code, known)] = _pending.GetValueOrDefault((since, code, known)) + 1;
        }
    }

    /// <summary>Writes the counts. Counts that cannot be written are retained for the next time.</summary>
    /// <param name="isEnd">
    /// Whether the host stops. Counts of tickets are otherwise written only after the end of their day, because a time
    /// would reveal who sent one.
    /// </param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task WriteAsync(bool isEnd, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            RefusalCount[] taken = Take(isEnd);
            try
            {
                if (taken.Length > 0 && _store() is { } store)
                {
                    await store.AddRefusalsAsync(taken, cancellationToken).ConfigureAwait(false);
                }
            }
            catch
            {
                Return(taken);
                throw;
            }

            foreach (RefusalCount refusal in taken)
            {
                LogRefused(refusal.Count, refusal.Code, refusal.Place, Iso8601.Write(refusal.Since));
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = _clock.CreateTimer(_ => _ = TryWriteAsync(isEnd: false), null, Period, Period);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
        }

        await TryWriteAsync(isEnd: true).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        _writing.Dispose();
    }

    private static bool IsOfTicket(string code) => code.StartsWith("TKT", StringComparison.Ordinal);

    // A day in Vietnam for tickets, an hour for all other codes.
    private static DateTimeOffset BeginningOf(string code, DateTimeOffset now) => IsOfTicket(code)
        ? new DateTimeOffset(VietnameseTime.DayOf(now).ToDateTime(TimeOnly.MinValue), VietnameseTime.Offset).ToUniversalTime()
        : new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    private RefusalCount[] Take(bool isEnd)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        lock (_gate)
        {
            // A place is retained until its period is over, so that a flood cannot use up the places again after each write.
            RefusalCount[] taken =
            [
                .. _pending.Where(pair =>
                    pair.Value > 0 && (isEnd || !IsOfTicket(pair.Key.Code) || pair.Key.Since != BeginningOf(pair.Key.Code, now)))
                    .Select(pair => new RefusalCount(pair.Key.Since, pair.Key.Code, pair.Key.Place, pair.Value)),
            ];
            foreach (RefusalCount refusal in taken)
            {
                _pending[(refusal.Since, refusal.Code, refusal.Place)] = 0;
            }

            foreach ((DateTimeOffset, string, string) over in _pending
                .Where(pair => pair.Value == 0 && pair.Key.Since != BeginningOf(pair.Key.Code, now)).Select(pair => pair.Key).ToArray())
            {
                _pending.Remove(over);
            }

            return taken;
        }
    }

    private void Return(RefusalCount[] taken)
    {
        lock (_gate)
        {
            foreach (RefusalCount refusal in taken)
            {
                (DateTimeOffset, string, string) key = (refusal.Since, refusal.Code, refusal.Place);
                _pending[key] = _pending.GetValueOrDefault(key) + refusal.Count;
            }
        }
    }

    private async Task TryWriteAsync(bool isEnd)
    {
        try
        {
            await WriteAsync(isEnd, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A count that cannot be written now must not stop the host.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailed(error);
        }
    }

    [LoggerMessage(EventId = 1211, Level = LogLevel.Warning,
        Message = "{Count} requests were refused with {Code} at {Place} since {Since}.")]
    private partial void LogRefused(long count, string code, string place, string since);

    [LoggerMessage(EventId = 1212, Level = LogLevel.Error,
        Message = "Counts of refused requests could not be written; they are written next time.")]
    private partial void LogFailed(Exception error);
}
