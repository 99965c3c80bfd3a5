using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Sipas.Ballots;
using Sipas.Proof;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Sqlite;

namespace Sipas.ReferenceHost.Faults;

/// <summary>The whole host is killed at random moments while clients send; what a client holds a receipt for is in the
/// store, once.</summary>
public sealed class HttpKillTests : IDisposable
{
    private const int Clients = 4;

    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("SIPAS_HTTP_CRASH_ROUNDS") ?? "4",
        CultureInfo.InvariantCulture);

    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("sipas.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fault04_HostKilledWhileFourClientsSend_EveryReceiptIsInTheStoreOnceAndNoneIsOfAnAbsentBallot()
    {
        using (var storage = new SqliteStorage(Database, SampleBallots.Packs, TimeProvider.System))
        {
            await storage.OpenAsync(default);
            await storage.Units.SaveAsync(SampleBallots.Units, default);
        }

        var random = new Random(20261121);
        var receipts = new ConcurrentDictionary<Guid, string>();
        var sent = new ConcurrentDictionary<Guid, byte>();
        var queues = Enumerable.Range(0, Clients).Select(_ => new Client()).ToArray();
        int killedAtWork = 0;
        for (int round = 0; round < Rounds; round++)
        {
            int before = receipts.Count;
            await SendAndKillAsync(queues, receipts, sent, random);
            killedAtWork += receipts.Count > before ? 1 : 0;
        }

        // What is kept: by the store itself, not by the host.
        using var log = new SqliteStorage(Database, SampleBallots.Packs, TimeProvider.System);
        await log.OpenAsync(default);
        var stored = new Dictionary<Guid, string>();
        await foreach (StoredBallot ballot in log.Log.ReadStoredAsync(0, default))
        {
            stored.Add(ballot.Id, string.Create(CultureInfo.InvariantCulture,
                $"{ballot.UnitCode} {ballot.Position} {Convert.ToHexStringLower(ballot.ContentHash.Span)}"));
        }

        Assert.All(receipts, receipt => Assert.Equal(receipt.Value, stored[receipt.Key]));
        Assert.All(stored.Keys, id => Assert.True(sent.ContainsKey(id)));
        Assert.True(stored.Count <= receipts.Count + Clients,
            $"{stored.Count} ballots for {receipts.Count} receipts: each client waits for one answer at most");
        Assert.True(killedAtWork > Rounds / 2,
            $"only {killedAtWork} of {Rounds} rounds were killed after a first receipt: nothing was tried");
        VerificationReport report = await LogVerifier.VerifyAsync(log.Log, new VerificationSettings(), null, default);
        Assert.Empty(report.Problems);
        Assert.Equal(stored.Count, report.BallotCount);
    }

    // A client sends one ballot until it holds its receipt, as a tablet does; a kill leaves it with the ballot it was sending.
    private async Task SendAndKillAsync(Client[] clients, ConcurrentDictionary<Guid, string> receipts,
        ConcurrentDictionary<Guid, byte> sent, Random random)
    {
        using var host = await RunningHost.StartAsync(Database);
        using var stop = new CancellationTokenSource();
        var first = new TaskCompletionSource();
        Task[] sending = [.. clients.Select(client => client.SendAsync(host.Address, receipts, sent, first, stop.Token))];
        await first.Task.WaitAsync(TimeSpan.FromMinutes(10));
        await Task.Delay(random.Next(0, 250));
        host.Kill();
        await stop.CancelAsync();
        await Task.WhenAll(sending);
    }

    private sealed class Client
    {
        private Guid _id = Guid.CreateVersion7();

        public async Task SendAsync(
            Uri address, ConcurrentDictionary<Guid, string> receipts, ConcurrentDictionary<Guid, byte> sent, TaskCompletionSource first,
                CancellationToken stop)
        {
            using var client = new HttpClient { BaseAddress = address };
            while (!stop.IsCancellationRequested)
            {
                sent[_id] = 0;
                try
                {
                    using var body = new StringContent(Json(_id), Encoding.UTF8, "application/json");
                    using HttpResponseMessage response = await client.PostAsync(new Uri("/sipas/v1/ballots", UriKind.Relative), body, stop);
                    if (response.IsSuccessStatusCode)
                    {
                        JsonElement receipt = await response.Content.ReadFromJsonAsync<JsonElement>(stop);
                        Assert.Equal(_id, receipt.GetProperty("ballotId").GetGuid());
                        string unit = receipt.GetProperty("unit").GetString()!;
                        long position = receipt.GetProperty("position").GetInt64();
                        receipts[_id] = $"{unit} {position} {receipt.GetProperty("contentHash").GetString()}";
                        first.TrySetResult();
                        _id = Guid.CreateVersion7();
                        continue;
                    }
                }
                catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException or JsonException)
                {
                    // Killed under our hands, or not up yet: the same ballot is sent again.
                }

                await Task.Delay(20, CancellationToken.None);
            }
        }

        private static string Json(Guid id) =>
            $$"""
            {"id":"{{id:D}}","pack":"kiosk-9","questionnaireVersion":"five-1","unit":"S01",
             "mode":"kiosk","basis":"selfSelected","language":"vi",
             "startedAt":"2026-11-20T08:00:00+07:00","completedAt":"2026-11-20T08:01:10+07:00",
             "answers":{"K1":4,"K2":4,"K3":5,"K4":4,"K5":4,"K6":3,"K7":4,"K8":4,"K9":4} }
            """;
    }
}
