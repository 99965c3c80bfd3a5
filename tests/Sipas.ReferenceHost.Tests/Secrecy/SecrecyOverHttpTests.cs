using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sipas.Storage.Dapper.Secrecy;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.ReferenceHost.Hosting;
using Sipas.Storage;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.ReferenceHost.Secrecy;

/// <summary>
/// Whoever copies the files of a running host at several times joins tickets and ballots by guessing only, and its log
/// names no ticket and no dossier. That the attack works on files of the former scheme: <c>TicketJoiningTests</c>.
/// </summary>
public sealed partial class SecrecyOverHttpTests : IDisposable
{
    private const int Dossiers = 40;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly FakeTimeProvider _clock = new(SampleBallots.Noon);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CopiesOfARunningHost_TicketsIssuedAndSpentOverHttp_JoinNoMoreThanGuessing()
    {
        var truth = new Dictionary<string, Guid>(StringComparer.Ordinal);
        var copies = new List<string>();
        await using (WebApplication app = await StartAsync())
        {
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            Dictionary<string, string> tokens = await IssueAsync(client);
            foreach (string dossier in tokens.Keys.OrderBy(Shuffled, StringComparer.Ordinal))
            {
                truth.Add(dossier, await SendAsync(client, tokens[dossier]));
                if (truth.Count % 10 == 0)
                {
                    copies.Add(SqliteThief.Copy(_folder.Path, "s.*", _folder.File($"copy-{truth.Count}")));
                }
            }
        }

        StolenFiles stolen = SqliteThief.FromLogs(copies, "s.db", "s.people.db");

        Assert.Equal((Dossiers, Dossiers, Dossiers), (stolen.Ballots.Count, stolen.Issued.Count, stolen.Spent.Count));
        Assert.InRange(stolen.Commits.Count(commit => commit.Marks.Count == 1 && commit.Ballots.Count == 1), Dossiers * 9 / 10, Dossiers);
        int day = stolen.Issued[0].Day;
        Dictionary<string, Guid> joined = Joining.Best(stolen,
            [.. truth.Keys.Order(StringComparer.Ordinal).Select(dossier => new Person(dossier, "S01", day))]);
        Assert.Equal(Dossiers, joined.Count);
        Assert.InRange(joined.Count(pair => truth[pair.Key] == pair.Value), 0, 7);
    }

    [Fact]
    public async Task LogAtTraceLevel_OfTicketsAndBallots_NamesNoTokenAndNoDossier()
    {
        Dictionary<string, string> tokens;
        await using (WebApplication app = await StartAsync())
        {
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            tokens = await IssueAsync(client, 5);
            foreach ((string dossier, string token) in tokens)
            {
                using HttpResponseMessage page = await client.GetAsync(new Uri($"/t/{token}", UriKind.Relative));
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);
                await SendAsync(client, token);
                using HttpResponseMessage again = await client.GetAsync(new Uri($"/t/{token}?dossier={dossier}", UriKind.Relative));
                using HttpResponseMessage broken = await client.GetAsync(new Uri($"/t/{token}x", UriKind.Relative));
                using HttpResponseMessage conflict = await PostAsync(client, "/sipas/v1/ballots", Ballot(Guid.NewGuid(), token));
                Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
            }

            ILogger logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Sipas.Tests");
            LogOpen(logger);
        }

        // The capture works: lines of the lowest level arrive.
        Assert.Contains(_lines, line => line.Contains("the log is open", StringComparison.Ordinal));
        foreach ((string dossier, string token) in tokens)
        {
            string id = Convert.ToHexString(Base64Url(token)[10..26]);
            foreach (string secret in (string[])[token, dossier, id])
            {
                Assert.DoesNotContain(_lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    [Fact]
    public async Task KeysExchangedUnderARunningHost_NoTicketIsIssuedAndTheAnswerIs503()
    {
        await using WebApplication app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        await IssueAsync(client, 1);
        await File.WriteAllTextAsync(_folder.File("s.people.db.ticket-key"), Convert.ToBase64String(new byte[32]) + "\n");

        using HttpResponseMessage refused = await PostAsync(client, "/sipas/v1/tickets",
            JsonSerializer.Serialize(new { dossier = "H49.18-9999", unit = "S01" }));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains(_lines, line => line.Contains("TKT0021", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ImportCommand_NumberedBallots_HaveIdsThatTheNumberDoesNotGive()
    {
        string database = _folder.File("s.db");
        string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\n");
        string numbers = string.Concat(Enumerable.Range(1, 20)
            .Select(i => FormattableString.Invariant($"S01,A{i:D3},5,5,5,5,5,5,5,5,1\n")));
        string ballots = _folder.Write("ballots.csv", "unit,ballotNumber,K1,K2,K3,K4,K5,K6,K7,K8,K9\n" + numbers);
        string[] import = ["import", ballots, "--pack", "kiosk-9", "--date", "2026-11-20", "--database", database];
        await SipasRun.OfAsync("units", "import", units, "--database", database);

        SipasRun preview = await SipasRun.OfAsync([.. import, "--preview"]);
        bool made = File.Exists(_folder.File("s.people.db.ticket-key"));
        SipasRun first = await SipasRun.OfAsync(import);
        SipasRun again = await SipasRun.OfAsync(import);

        Assert.Equal((0, false, 0, 0), (preview.ExitCode, made, first.ExitCode, again.ExitCode));
        Assert.Contains("20 ballots were stored, 0", first.Output, StringComparison.Ordinal);
        Assert.Contains("0 ballots were stored, 20", again.Output, StringComparison.Ordinal);
        Guid[] ids = [.. Enumerable.Range(1, 20)
            .Select(i => BallotNumber.FromName(FormattableString.Invariant($"kiosk-9\nS01\nA{i:D3}")))];
        using var storage = new SqliteStorage(database, SampleBallots.Packs, TimeProvider.System);
        await storage.OpenAsync(default);
        Assert.Equal(20, await storage.Ballots.LastSequenceAsync(default));
        foreach (Guid id in ids)
        {
            Assert.Null(await storage.Ballots.FindReceiptAsync(id, default));
        }
    }

    // With a configuration that asks for everything.
    private async Task<WebApplication> StartAsync()
    {
        WebApplication app = HostFactory.CreateWeb(new WebHostSettings
        {
            UseStorage = sipas =>
            {
                sipas.Services.AddSingleton<TimeProvider>(_clock);
                sipas.UseSqlite(_folder.File("s.db"));
                sipas.Services.AddSingleton<ILoggerProvider>(new Capture(_lines));
                sipas.Services.Configure<LoggerFilterOptions>(options =>
                {
                    options.MinLevel = LogLevel.Trace;
                    foreach (string? category in (string?[])[null, "Microsoft", "Microsoft.AspNetCore",
                        "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Routing"])
                    {
                        options.Rules.Add(new LoggerFilterRule(null, category, LogLevel.Trace, null));
                        options.Rules.Add(new LoggerFilterRule(typeof(Capture).FullName, category, LogLevel.Trace, null));
                    }
                });
            },
            Address = "http://127.0.0.1:0",
            PublicReports = true,
            OpenTickets = true,
        });
        await app.StartAsync();
        await app.Services.GetRequiredService<ISipasStorage>().Units
            .SaveAsync([new OrganisationUnit { Code = "S01", Name = new LocalizedText("Sở Nội vụ", "Home Affairs"),
                Block = "departments" }], default);
        await app.Services.GetRequiredService<SurveyState>().ReloadAsync(default);
        return app;
    }

    private static async Task<Dictionary<string, string>> IssueAsync(HttpClient client, int count = Dossiers)
    {
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (int i in Enumerable.Range(1, count))
        {
            string dossier = FormattableString.Invariant($"H49.18-{i:D4}");
            using HttpResponseMessage issued = await PostAsync(client, "/sipas/v1/tickets",
                JsonSerializer.Serialize(new { dossier, unit = "S01", procedure = "1.004227" }));
            using JsonDocument answer = JsonDocument.Parse(await issued.Content.ReadAsStringAsync());
            tokens.Add(dossier, answer.RootElement.GetProperty("token").GetString()!);
        }

        return tokens;
    }

    private async Task<Guid> SendAsync(HttpClient client, string token)
    {
        _clock.Advance(TimeSpan.FromSeconds(71));
        var id = Guid.CreateVersion7();
        using HttpResponseMessage sent = await PostAsync(client, "/sipas/v1/ballots", Ballot(id, token));
        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        return id;
    }

    private string Ballot(Guid id, string token)
    {
        string now = Iso8601.Write(_clock.GetUtcNow().AddSeconds(-2));
        return JsonSerializer.Serialize(new
        {
            id,
            pack = "kiosk-9",
            questionnaireVersion = "five-1",
            unit = "S01",
            procedure = "1.004227",
            mode = "web",
            ticket = token,
            startedAt = now,
            completedAt = now,
            answers = Enumerable.Range(1, 9).ToDictionary(n => $"K{n}", _ => 4),
        });
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri(path, UriKind.Relative), body);
    }

    private static string Shuffled(string dossier) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(dossier)));

    private static byte[] Base64Url(string token)
    {
        string text = token.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(text + new string('=', (4 - (text.Length % 4)) % 4));
    }

    private sealed class Capture(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger, ISupportExternalScope
    {
        private IExternalScopeProvider? _scopes;

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => _scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            lines.Enqueue(formatter(state, exception) + exception);
            _scopes?.ForEachScope((scope, all) => all.Enqueue(Convert.ToString(scope, CultureInfo.InvariantCulture) ?? ""), lines);
        }
    }

    [LoggerMessage(Level = LogLevel.Trace, Message = "the log is open")]
    private static partial void LogOpen(ILogger logger);
}
