using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sipas.Common;
using Sipas.Hosting;
using Sipas.ReferenceHost.Hosting;
using Sipas.Storage;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.ReferenceHost.Files;

/// <summary>A host that listens, four senders of ballots, and what they were answered.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private const int Senders = 4;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _critical;
    private readonly ConcurrentBag<Guid> _receipts = [];
    private readonly ConcurrentBag<Guid> _late = [];
    private readonly ConcurrentBag<string> _refusals = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _sending = Task.CompletedTask;
    private volatile bool _isGone;

    private RunningHost(WebApplication app, ConcurrentQueue<string> critical)
    {
        _app = app;
        _critical = critical;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    /// <summary>Ids of the ballots that got a receipt.</summary>
    public IReadOnlyCollection<Guid> Receipts => _receipts;

    /// <summary>Those of them that were sent after <see cref="IsGone"/> was called.</summary>
    public IReadOnlyCollection<Guid> Late => _late;

    /// <summary>What was logged as critical.</summary>
    public IReadOnlyCollection<string> Critical => _critical;

    public ISipasStorage Storage => _app.Services.GetRequiredService<ISipasStorage>();

    public static async Task<RunningHost> StartAsync(Action<ISipasBuilder> useStorage)
    {
        var critical = new ConcurrentQueue<string>();
        WebApplication app = HostFactory.CreateWeb(new WebHostSettings
        {
            UseStorage = sipas =>
            {
                sipas.Services.AddSingleton<ILoggerProvider>(new CriticalLog(critical));
                useStorage(sipas);
            },
            Address = "http://127.0.0.1:0",
            PublicReports = true,
            OpenAdmin = true,
        });
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        await app.Services.GetRequiredService<ISipasStorage>().Units
            .SaveAsync([new OrganisationUnit { Code = "S01", Name = new LocalizedText("Sở Nội vụ", "Home Affairs"),
                Block = "departments" }], default);
        await app.Services.GetRequiredService<SurveyState>().ReloadAsync(default);
        return new RunningHost(app, critical);
    }

    /// <summary>Has ballots sent until <see cref="StopAsync"/>.</summary>
    public void Send() => _sending = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(SendAsync)));

    /// <summary>Waits until so many ballots have a receipt.</summary>
    public Task UntilAsync(int receipts) => UntilAsync(() => _receipts.Count >= receipts);

    /// <summary>Says that the store is gone from now on.</summary>
    public void IsGone() => _isGone = true;

    /// <summary>Waits until so many ballots were refused since the store is gone, then stops sending.</summary>
    /// <param name="code">The code of the refusals.</param>
    /// <param name="refusals">How many.</param>
    public async Task StopAsync(string code, int refusals = 40)
    {
        await UntilAsync(() => _refusals.Count(body => body.Contains(code, StringComparison.Ordinal)) >= refusals || !_late.IsEmpty);
        await _stop.CancelAsync();
        await _sending;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sending;
        Client.Dispose();
        _stop.Dispose();
        await _app.DisposeAsync();
    }

    // Bounds a host that hangs; how long one takes decides nothing.
    private async Task UntilAsync(Func<bool> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (!reached())
        {
            if (_sending.IsFaulted)
            {
                await _sending;
            }

            await Task.Delay(2, patience.Token);
        }
    }

    private async Task SendAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var id = Guid.CreateVersion7();
            bool late = _isGone;
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            (string started, string completed) = (Iso8601.Write(now.AddMinutes(-1)), Iso8601.Write(now));
            string json =
                $$"""
                {"id":"{{id}}","pack":"kiosk-9","questionnaireVersion":"five-1","unit":"S01",
                "mode":"kiosk","basis":"selfSelected","language":"vi",
                "startedAt":"{{started}}","completedAt":"{{completed}}",
                "answers":{"K1":5,"K2":4,"K3":4,"K4":4,"K5":5,"K6":5,"K7":3,"K8":4,"K9":4} }
                """;
            using var body = new StringContent(json, Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await Client.PostAsync(new Uri("/sipas/v1/ballots", UriKind.Relative), body);
            string answer = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode)
            {
                using JsonDocument document = JsonDocument.Parse(answer);
                _receipts.Add(id);
                if (late)
                {
                    _late.Add(id);
                }
            }
            else if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                _refusals.Add(answer);
            }
            else if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(20);
            }
            else
            {
                throw new InvalidOperationException($"{(int)response.StatusCode}: {answer}");
            }
        }
    }

    private sealed class CriticalLog(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
