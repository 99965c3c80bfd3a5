using System.Globalization;
using System.Net;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Sipas.Ballots;
using Sipas.ReferenceHost.Hosting;
using Sipas.Storage;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Stores;
using Sipas.Surveys;

namespace Sipas.ReferenceHost.Faults;

// Alone: the limit of pages is that of a pooled connection, and tests beside it empty the pools of the whole process.
[CollectionDefinition(nameof(DiskFullTests), DisableParallelization = true)]
[Collection(nameof(DiskFullTests))]
public sealed class DiskFullTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fault05_DiskFullInMidWriteThenSpace_Answers503KeepsNoHalfBallotAndGoesOnWithoutARestart()
    {
        await using WebApplication app = HostFactory.CreateWeb(
            new WebHostSettings
            {
                UseStorage = sipas => sipas.UseSqlite(_folder.File("sipas.db")),
                Address = "http://127.0.0.1:0",
                PublicReports = true,
            });
        await app.StartAsync();
        var storage = (SqlStorage)app.Services.GetRequiredService<ISipasStorage>();
        await storage.Units.SaveAsync(SampleBallots.Units, default);
        await app.Services.GetRequiredService<SurveyState>().ReloadAsync(default);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var stored = new List<Guid>();
        var refused = new List<Guid>();

        // The database may not grow by a page: some ballots still find room in pages that are begun, then one does not.
        long pages = await storage.WriterConnection!.ExecuteScalarAsync<long>("pragma page_count");
        await storage.WriterConnection!.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"pragma max_page_count = {pages}"));
        while (refused.Count == 0)
        {
            Guid id = Guid.CreateVersion7();
            using HttpResponseMessage response = await SendAsync(client, id);
            if (response.StatusCode == HttpStatusCode.Created)
            {
                stored.Add(id);
                Assert.True(stored.Count < 1000, "the limit of pages does not bite");
                continue;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter!.Delta);
            Assert.Contains("BAL0303", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            refused.Add(id);
        }

        Assert.Equal(stored, await StoredAsync(storage));

        // It stays full, for the limit is that of a connection which the pool hands out again; without the pool's
        // connections there is room, as when something was deleted.
        using HttpResponseMessage still = await SendAsync(client, refused[0]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, still.StatusCode);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        using HttpResponseMessage again = await SendAsync(client, refused[0]);

        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal([.. stored, refused[0]], await StoredAsync(storage));
        Assert.Equal(stored.Count + 1, app.Services.GetRequiredService<SurveyState>().Watermark);
    }

    private static async Task<IReadOnlyList<Guid>> StoredAsync(SqlStorage storage)
    {
        var ids = new List<Guid>();
        await foreach (StoredBallot ballot in storage.Log.ReadStoredAsync(0, default))
        {
            ids.Add(ballot.Id);
        }

        return ids;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, Guid id) =>
        client.PostAsync(new Uri("/sipas/v1/ballots", UriKind.Relative), new StringContent(
        $$"""
        {"id":"{{id:D}}","pack":"kiosk-9","questionnaireVersion":"five-1","unit":"S01",
         "mode":"kiosk","basis":"selfSelected","language":"vi",
         "startedAt":"2026-11-20T08:00:00+07:00","completedAt":"2026-11-20T08:01:10+07:00",
         "answers":{"K1":4,"K2":4,"K3":5,"K4":4,"K5":4,"K6":3,"K7":4,"K8":4,"K9":4} }
        """, Encoding.UTF8, "application/json"));
}
