using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Storage;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.LoadRun;

/// <summary>
/// Measures the response times of ballots sent at a fixed rate in three phases: without other load, with 600 connections that send a ballot
/// at 300 bytes a second each, and with 32 clients that read the ranking. The host uses its default limits; no client has a credential.
/// </summary>
internal sealed class HostileRun(int seconds, string folder) : IDisposable
{
    private const int Units = 23;
    private const int BallotsOfUnit = 500;
    private const double OfferedPerSecond = 100;

    private readonly HttpClient _client =
        new(new SocketsHttpHandler { MaxConnectionsPerServer = 2000, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
        {
            Timeout = TimeSpan.FromSeconds(60),
        };

    private Uri _address = null!;

    public void Dispose() => _client.Dispose();

    /// <summary>Runs the phases.</summary>
    /// <returns>The table, and whether every honest ballot of all phases was accepted.</returns>
    public async Task<(string Table, bool IsWhole)> RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSipas(options => options.AssumeSimpleRandomSampling = true).UseSqlite(Path.Combine(folder, "hostile.db"))
            .AddMethodPack("kiosk-9");
        await using WebApplication app = builder.Build();
        app.MapSipasKiosk();
        app.MapSipasReports().AllowAnonymous();
        await app.StartAsync();
        await FillAsync(app.Services);
        _address = new Uri(app.Urls.First());
        await HonestAsync(2);

        Latencies alone = await HonestAsync(seconds);
        Latencies slowly = await BesideAsync(HostileSenders.Slow);
        Latencies again = await HonestAsync(seconds);
        Latencies reading = await BesideAsync(HostileSenders.Readers);
        _client.Dispose();

        var table = new StringBuilder();
        table.AppendLine("| Ballots without a credential | answered/s | p50 ms | p99 ms | held (429) | failed |");
        table.AppendLine("|---|---|---|---|---|---|");
        Row("alone", alone);
        Row(string.Create(CultureInfo.InvariantCulture,
            $"with {HostileSenders.SlowCount} bodies of {HostileSenders.SlowBytesPerSecond} B/s"), slowly);
        Row("alone again", again);
        Row(string.Create(CultureInfo.InvariantCulture, $"with {HostileSenders.ReaderCount} readers of the ranking"), reading);
        table.AppendLine();
        double slow = slowly.Quantile(0.99) / alone.Quantile(0.99);
        double read = reading.Quantile(0.5) / again.Quantile(0.5);
        table.AppendLine(string.Create(CultureInfo.InvariantCulture, $"- p99 with slow bodies ÷ p99 without: {slow:0.00} (limit: 2)"));
        table.AppendLine(string.Create(CultureInfo.InvariantCulture, $"- p50 with readers ÷ p50 without: {read:0.00} (limit: 2)"));
        table.AppendLine(string.Create(CultureInfo.InvariantCulture,
            $"- {OfferedPerSecond:0} ballots/s offered; {Units * BallotsOfUnit:N0} ballots stored before; {Environment.ProcessorCount} "
            + $"processors, honest clients in the process of the host, the others in one of their own, {seconds} s a phase, "
            + $".NET {Environment.Version}"));
        return (table.ToString(), new[] { alone, slowly, again, reading }.All(seen => seen is { Limited: 0, Failed: 0 }));

        void Row(string name, Latencies seen) => table.AppendLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {seen.Count / (double)seconds:N0} | {seen.Quantile(0.5):0.0} | {seen.Quantile(0.99):0.0} | {seen.Limited:N0} "
            + $"| {seen.Failed:N0} |"));
    }

    private static async Task FillAsync(IServiceProvider services)
    {
        ISipasStorage storage = services.GetRequiredService<ISipasStorage>();
        string[] units = [.. Enumerable.Range(1, Units).Select(n => string.Create(CultureInfo.InvariantCulture, $"S{n:00}"))];
        await storage.Units.SaveAsync([
            .. units.Select(unit => new OrganisationUnit { Code = unit, Name = new LocalizedText($"Sở {unit}", $"Department {unit}"),
                Block = "departments" })], default);
        AnswerLayout layout = services.GetRequiredService<MethodPackRegistry>().FindLayout("kiosk-9", "five-1")!;
        DateTimeOffset now = DateTimeOffset.UtcNow;
        foreach (string unit in units)
        {
            await storage.Ballots.AppendAsync(
                [.. Enumerable.Range(0, BallotsOfUnit).Select(n => PendingBallot.Of(
                    new Ballot
                    {
                        Header = new BallotHeader
                        {
                            Id = Guid.CreateVersion7(),
                            PackId = layout.PackId,
                            QuestionnaireVersion = layout.QuestionnaireVersion,
                            UnitCode = unit,
                            Mode = CollectionMode.Paper,
                            Basis = SelectionBasis.Sampled,
                            Language = "vi",
                            StartedAt = now,
                            CompletedAt = now,
                        },
                        Layout = layout,
                        Codes = Enumerable.Range(0, 9).Select(item => (byte)(((n * 7) + item) % 3 + 3)).ToArray(),
                    },
                    now))],
                true, default);
        }

        await services.GetRequiredService<SurveyState>().ReloadAsync(default);
    }

    // In a separate process: senders share the machine with the host, but not its thread pool.
    private async Task<Latencies> BesideAsync(string kind)
    {
        var start = new ProcessStartInfo("dotnet",
            [typeof(HostileRun).Assembly.Location, HostileSenders.Option, kind, _address.ToString()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process senders = Process.Start(start)!;
        await senders.StandardOutput.ReadLineAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        Latencies seen = await HonestAsync(seconds);
        senders.StandardInput.Close();
        await senders.WaitForExitAsync();
        return seen;
    }

    private async Task<Latencies> HonestAsync(int length)
    {
        var seen = new Latencies();
        var sending = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < OfferedPerSecond * length; i++)
        {
            while (watch.Elapsed.TotalSeconds < i / OfferedPerSecond)
            {
                await Task.Delay(1);
            }

            sending.Add(SendAsync(seen));
        }

        await Task.WhenAll(sending);
        return seen;
    }

    private async Task SendAsync(Latencies seen)
    {
        using var content = new ByteArrayContent(Body());
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        long started = Stopwatch.GetTimestamp();
        try
        {
            using HttpResponseMessage response = await _client.PostAsync(new Uri(_address, "/sipas/v1/ballots"), content);
            await response.Content.ReadAsByteArrayAsync();
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                seen.AddLimited();
            }
            else if (response.StatusCode == HttpStatusCode.Created)
            {
                seen.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            else
            {
                seen.AddFailed();
            }
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            seen.AddFailed();
        }
    }

    internal static byte[] Body(int padding = 0)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return Encoding.UTF8.GetBytes(
            $$"""
            {"id":"{{Guid.CreateVersion7():D}}","pack":"kiosk-9","questionnaireVersion":"five-1","unit":"S01",
             "mode":"kiosk","basis":"selfSelected","language":"vi",
             "startedAt":"{{Iso8601.Write(now.AddSeconds(-50))}}","completedAt":"{{Iso8601.Write(now)}}",
             "answers":{"K1":4,"K2":4,"K3":5,"K4":4,"K5":4,"K6":3,"K7":4,"K8":4,"K9":4}{{new string(' ', padding)}} }
            """);
    }
}
