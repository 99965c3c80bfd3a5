using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Devices;
using Sipas.Intake;
using Sipas.LoadRun;
using Sipas.Packs;
using Sipas.Storage;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Surveys;
using Sipas.Tickets;
using Sipas.Units;

// 200 kiosks and 200 phones from one address against one host on the loopback, bounded in time.
// Arguments: seconds of each phase (default 10), file for the table (default none). With a leading --hostile: slow
// bodies and readers instead (HostileRun).
if (args is [HostileSenders.Option, var kind, var target])
{
    using var senders = new HostileSenders(new Uri(target));
    await senders.RunAsync(kind);
    return 0;
}

bool isHostile = args is ["--hostile", ..];
args = isHostile ? args[1..] : args;
int seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10;
const int Kiosks = 200;
const int Phones = 200;
const double OfferedPerSecond = 200;
const int AbusePerSecond = 1000;
const double MaxTicketsPerSecond = 20_000;

string folder = Directory.CreateTempSubdirectory("sipas-load-").FullName;
try
{
    if (isHostile)
    {
        using var hostile = new HostileRun(seconds, folder);
        (string found, bool isWhole) = await hostile.RunAsync();
        Console.WriteLine(found);
        if (args.Length > 1)
        {
            await File.WriteAllTextAsync(args[1], found);
        }

        return isWhole ? 0 : 1;
    }

    string raw = RawStorage();
    WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders();
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    builder.Services.AddSipas(options => options.Collection.OpenBallots = false).UseSqlite(Path.Combine(folder, "sipas.db"))
        .AddMethodPack("kiosk-9");
    await using WebApplication app = builder.Build();
    app.MapSipasKiosk();
    app.MapPost("/empty", async (HttpRequest request) =>
    {
        await request.Body.CopyToAsync(Stream.Null);
        return Results.NoContent();
    });
    await app.StartAsync();
    await app.Services.GetRequiredService<ISipasStorage>().Units
        .SaveAsync([new OrganisationUnit { Code = "S01", Name = new LocalizedText("Sở Nội vụ", "Department of Home Affairs"),
            Block = "departments" }], default);
    await app.Services.GetRequiredService<SurveyState>().ReloadAsync(default);
    using var client = new HttpClient(
        new SocketsHttpHandler { MaxConnectionsPerServer = Kiosks + Phones + 100, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
    {
        BaseAddress = new Uri(app.Urls.First()),
        Timeout = TimeSpan.FromSeconds(60),
    };

    string[] kiosks = await EnrolAsync(app, Kiosks);
    string abuser = (await EnrolAsync(app, 1))[0];
    ConcurrentQueue<string> tickets = await IssueAsync(app, (int)((OfferedPerSecond * seconds) + ((seconds + 1) * MaxTicketsPerSecond)));
    var receipts = new ConcurrentDictionary<Guid, byte>();

    // Warm-up: connections, compiled code.
    await SaturateAsync(1, "/empty");
    await SaturateAsync(1, null);

    (Latencies empty, double emptySeconds) = await SaturateAsync(seconds, "/empty");
    (Latencies full, double fullSeconds) = await SaturateAsync(seconds, null);

    // A bucket that the burst emptied must not affect the paced phases.
    await Task.Delay(TimeSpan.FromSeconds(5));
    (Latencies calm, _) = await PaceAsync(false);
    (Latencies beside, Latencies abuse) = await PaceAsync(true);
    string proof = await ProveAsync(app);

    double emptyRate = empty.Count / emptySeconds;
    double rate = full.Count / fullSeconds;
    double rawRate = double.Parse(raw, CultureInfo.InvariantCulture);
    var table = new StringBuilder();
    table.AppendLine("| Phase | answered/s | p50 ms | p99 ms | held (429) | failed |");
    table.AppendLine("|---|---|---|---|---|---|");
    Row("empty endpoint, 400 clients", empty, emptyRate);
    Row("ballots, 200 kiosks + 200 phones, as fast as they can", full, rate);
    Row(string.Create(CultureInfo.InvariantCulture, $"ballots, {OfferedPerSecond:0}/s offered"), calm, calm.Count / (double)seconds);
    Row(string.Create(CultureInfo.InvariantCulture, $"the same with an abuser of {AbusePerSecond}/s"), beside,
        beside.Count / (double)seconds);
    Row("the abuser", abuse, abuse.Count / (double)seconds);
    table.AppendLine();
    table.AppendLine(string.Create(CultureInfo.InvariantCulture,
        $"- raw storage limit (SQLite, synchronous=FULL, groups of {BallotIntake.MaximumGroup}, no web): {rawRate:N0} ballots/s"));
    table.AppendLine(string.Create(CultureInfo.InvariantCulture,
        $"- accepted ballots/s ÷ empty endpoint: {rate / emptyRate:0.00}; ÷ raw storage limit: {rate / rawRate:0.00}"));
    table.AppendLine(string.Create(CultureInfo.InvariantCulture,
        $"- p99 with the abuser ÷ p99 alone: {beside.Quantile(0.99) / calm.Quantile(0.99):0.00}"));
    table.AppendLine("- " + proof);
    table.AppendLine(string.Create(CultureInfo.InvariantCulture,
        $"- {Environment.ProcessorCount} processors, client and server in one process, {seconds} s a phase, .NET {Environment.Version}"));
    Console.WriteLine(table);
    if (args.Length > 1)
    {
        await File.WriteAllTextAsync(args[1], table.ToString());
    }

    return proof.StartsWith("nothing lost", StringComparison.Ordinal) ? 0 : 1;

    void Row(string name, Latencies seen, double perSecond) => table.AppendLine(string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {perSecond:N0} | {seen.Quantile(0.5):0.0} | {seen.Quantile(0.99):0.0} | {seen.Limited:N0} | {seen.Failed:N0} |"));

    // Every client sends its next ballot when it has the response to the last; a client waits if the host requests it.
    async Task<(Latencies Seen, double Seconds)> SaturateAsync(int length, string? path)
    {
        var seen = new Latencies();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Kiosks + Phones).Select(i => Task.Run(async () =>
        {
            while (watch.Elapsed.TotalSeconds < length)
            {
                TimeSpan wait = await SendAsync(path ?? "/sipas/v1/ballots", path is null && i < Kiosks ? kiosks[i] : null, path is null
                    && i >= Kiosks, seen);
                await Task.Delay(wait);
            }
        })));
        return (seen, watch.Elapsed.TotalSeconds);
    }

    // Ballots at a fixed rate from alternating senders; an abuser sends at a separate rate with one credential.
    async Task<(Latencies Honest, Latencies Abuser)> PaceAsync(bool withAbuser)
    {
        var honest = new Latencies();
        var abusive = new Latencies();
        await Task.WhenAll(
            OfferAsync(OfferedPerSecond,
                i => SendAsync("/sipas/v1/ballots", i % 2 == 0 ? kiosks[i / 2 % Kiosks] : null, i % 2 == 1, honest)),
            withAbuser ? OfferAsync(AbusePerSecond, _ => SendAsync("/sipas/v1/ballots", abuser, false, abusive)) : Task.CompletedTask);
        return (honest, abusive);
    }

    async Task OfferAsync(double perSecond, Func<int, Task> send)
    {
        var sending = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < perSecond * seconds; i++)
        {
            double due = i / perSecond;
            while (watch.Elapsed.TotalSeconds < due)
            {
                await Task.Delay(1);
            }

            sending.Add(send(i));
        }

        await Task.WhenAll(sending);
    }

    // Returns how long the host requests to wait.
    async Task<TimeSpan> SendAsync(string path, string? credential, bool withTicket, Latencies seen)
    {
        string? ticket = !withTicket
            ? null
            : tickets.TryDequeue(out string? next) ? next : throw new InvalidOperationException("There are no tickets left: issue more.");
        Guid id = Guid.CreateVersion7();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Body(id, ticket) };
        if (credential is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", credential);
        }

        long started = Stopwatch.GetTimestamp();
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request);
            byte[] body = await response.Content.ReadAsByteArrayAsync();
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                seen.AddLimited();
                return response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
            }

            if (!response.IsSuccessStatusCode)
            {
                seen.AddFailed();
                return TimeSpan.Zero;
            }

            seen.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (response.StatusCode == HttpStatusCode.Created)
            {
                receipts[JsonSerializer.Deserialize<JsonElement>(body).GetProperty("ballotId").GetGuid()] = 0;
            }
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            seen.AddFailed();
        }

        return TimeSpan.Zero;
    }

    async Task<string> ProveAsync(WebApplication host)
    {
        var stored = new HashSet<Guid>();
        long rows = 0;
        await foreach (StoredBallot ballot in host.Services.GetRequiredService<ISipasStorage>().Log.ReadStoredAsync(0, default))
        {
            stored.Add(ballot.Id);
            rows++;
        }

        long missing = receipts.Keys.LongCount(id => !stored.Contains(id));
        return missing == 0 && rows == stored.Count
            ? string.Create(CultureInfo.InvariantCulture,
                $"nothing lost: {receipts.Count:N0} receipts, {rows:N0} ballots in the store, each once")
            : string.Create(CultureInfo.InvariantCulture,
                $"LOST: {missing:N0} of {receipts.Count:N0} receipts have no ballot; {rows - stored.Count:N0} ballots are there twice");
    }

    string RawStorage()
    {
        var packs = new MethodPackRegistry([MethodPacks.Shipped("kiosk-9")]);
        AnswerLayout layout = packs.FindLayout("kiosk-9", "five-1")!;
        using var storage = new SqliteStorage(Path.Combine(folder, "raw.db"), packs, TimeProvider.System);
        storage.OpenAsync(default).GetAwaiter().GetResult();
        storage.Units.SaveAsync([new OrganisationUnit { Code = "S01", Name = new LocalizedText("Sở Nội vụ", "Department of Home Affairs"),
            Block = "departments" }], default).GetAwaiter().GetResult();
        long count = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            PendingBallot[] drafts = [.. Enumerable.Range(0, BallotIntake.MaximumGroup).Select(_ => PendingBallot.Of(
                new Ballot
                {
                    Header = new BallotHeader
                    {
                        Id = Guid.CreateVersion7(),
                        PackId = layout.PackId,
                        QuestionnaireVersion = layout.QuestionnaireVersion,
                        UnitCode = "S01",
                        Mode = CollectionMode.Kiosk,
                        Basis = SelectionBasis.SelfSelected,
                        Language = "vi",
                        StartedAt = now,
                        CompletedAt = now,
                    },
                    Layout = layout,
                    Codes = new byte[] { 4, 4, 4, 4, 4, 4, 4, 4, 4 },
                },
                now))];
            storage.Ballots.AppendAsync(drafts, false, default).GetAwaiter().GetResult();
            count += drafts.Length;
        }

        return (count / watch.Elapsed.TotalSeconds).ToString("R", CultureInfo.InvariantCulture);
    }
}
finally
{
    Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    Directory.Delete(folder, recursive: true);
}

static async Task<string[]> EnrolAsync(WebApplication app, int count)
{
    DeviceRegistry devices = app.Services.GetRequiredService<DeviceRegistry>();
    var headers = new List<string>();
    for (int i = 0; i < count; i++)
    {
        DeviceInvitation invitation = await devices.AddAsync("S01", null, DevicePhase.Official, default);
        DeviceEnrolment enrolment = (await devices.EnrolAsync(invitation.EnrolmentCode, default))!;
        headers.Add(new DeviceCredential(enrolment.Device.Code, enrolment.Secret).ToHeader());
    }

    return [.. headers];
}

// Created with the keys and not by the ticket issuer: writing each into the personal-data store is not part of the measurement.
static async Task<ConcurrentQueue<string>> IssueAsync(WebApplication app, int count)
{
    TicketKeyring keys = (await app.Services.GetRequiredService<IPersonalDataStorage>().Tickets.OpenTicketKeysAsync(make: true, default))!;
    return new ConcurrentQueue<string>(Enumerable.Range(0, count).Select(i => keys.TokenOf(new Ticket
    {
        Id = keys.IdOf("kiosk-9", "S01", i.ToString(CultureInfo.InvariantCulture)),
        PackId = "kiosk-9",
        QuestionnaireVersion = "five-1",
        UnitCode = "S01",
        Basis = SelectionBasis.SelfSelected,
        ExpiresAt = DateTimeOffset.UtcNow.AddDays(1),
    })));
}

static ByteArrayContent Body(Guid id, string? ticket)
{
    DateTimeOffset now = DateTimeOffset.UtcNow;
    string mode = ticket is null ? "kiosk" : "web";
    string ticketMember = ticket is null ? "" : $"\"ticket\":\"{ticket}\",";
    string json =
        $$"""
        {"id":"{{id:D}}","pack":"kiosk-9","questionnaireVersion":"five-1","unit":"S01",
         "mode":"{{mode}}","basis":"selfSelected","language":"vi",{{ticketMember}}
         "startedAt":"{{Iso8601.Write(now.AddSeconds(-50))}}","completedAt":"{{Iso8601.Write(now)}}",
         "answers":{"K1":4,"K2":4,"K3":5,"K4":4,"K5":4,"K6":3,"K7":4,"K8":4,"K9":4} }
        """;
    var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
    content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
    return content;
}
