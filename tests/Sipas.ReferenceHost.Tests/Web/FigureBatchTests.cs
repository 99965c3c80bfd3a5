using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sipas.Common;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Quality;
using Sipas.ReferenceHost.Hosting;
using Sipas.Storage;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.ReferenceHost.Web;

/// <summary>The attacks by which figures of a public host gave ballots away, with the figures before (live) and now.</summary>
public sealed class FigureBatchTests : IAsyncLifetime
{
    private const int Batch = 10;
    private const string Kiosk = "pack=kiosk-9&questionnaireVersion=five-1";
    private const string Ward = "pack=ward-9-2026&questionnaireVersion=2026";
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 8, 0, 0, TimeSpan.FromHours(7));

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(Start);
    private readonly Random _random = new(3);
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true, 60)]
    [InlineData(false, 0)]
    public async Task Index_PolledAfterEachBallot_GivesAwayOnlyWhatIsLive(bool live, int expected)
    {
        await StartAsync(live);
        int whole = 0, steps = 0;
        Dictionary<string, long> before = await HistogramAsync("S01", Kiosk);
        for (int i = 0; i < 60; i++)
        {
            byte[] answers = await SendAsync("S01", "kiosk-9", "five-1", KioskItems);
            Dictionary<string, long> after = await HistogramAsync("S01", Kiosk);
            long difference = after["ballots"] - before["ballots"];
            whole += difference == 1
                && KioskItems.Select((item, k) =>
                    after[$"{item.Code} {answers[k]}"] - before.GetValueOrDefault($"{item.Code} {answers[k]}")).All(count => count == 1)
                    ? 1 : 0;
            Assert.True(live || difference is 0 or >= Batch, $"{difference}");
            steps += difference > 0 ? 1 : 0;
            before = after;
            Pass(i);
        }

        Assert.Equal(expected, whole);
        Assert.InRange(steps, 3, 60);
        Assert.InRange(before["ballots"], 30, live ? 60 : 60 - Batch);
    }

    [Theory]
    [InlineData(true, 180)]
    [InlineData(false, 0)]
    public async Task Breakdowns_PolledAfterEachBallot_GiveAwayOnlyWhatIsLive(bool live, int expected)
    {
        await StartAsync(live);
        string[] attributes = ["A1", "A3", "A4"];
        for (int i = 0; i < 60; i++)
        {
            // Every answer often enough that no cell is withheld.
            await SendAsync("S01", "ward-9-2026", "2026", WardItems, turn: i);
        }

        int read = 0;
        Dictionary<string, long>? before = await CellsAsync();
        for (int i = 0; i < 60; i++)
        {
            byte[] answers = await SendAsync("S01", "ward-9-2026", "2026", WardItems);
            Dictionary<string, long>? after = await CellsAsync();
            read += before is null || after is null ? 0 : attributes.Where((attribute, k) =>
                after.Where(cell => cell.Key.StartsWith(attribute + ":", StringComparison.Ordinal)
                    && cell.Value - before.GetValueOrDefault(cell.Key) == 1)
                    .Select(cell => cell.Key).SequenceEqual([string.Create(CultureInfo.InvariantCulture, $"{attribute}:{answers[k]}")]))
                    .Count();
            before = after;
            Pass(i);
        }

        Assert.Equal(expected, read);

        async Task<Dictionary<string, long>?> CellsAsync()
        {
            var cells = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (string attribute in attributes)
            {
                (HttpStatusCode status, JsonElement document) = await GetAsync($"/sipas/v1/units/S01/index?{Ward}&by={attribute}");
                if (!live)
                {
                    RequireRefusal(status, document, "DSC0001");
                    return null;
                }

                foreach (JsonElement group in document.GetProperty("groups").EnumerateArray()
                    .Where(group => group.GetProperty("basis").GetString() == "selfSelected"))
                {
                    cells[group.GetProperty("group").GetString()!] = group.GetProperty("ballots").GetInt64();
                }
            }

            return cells;
        }
    }

    [Fact]
    public async Task OneDay_OfAnOpenSurvey_IsAWholeBallotLiveAndRefusedInPublic()
    {
        await StartAsync(live: true);
        for (int i = 0; i < 30; i++)
        {
            await SendAsync("S01", "kiosk-9", "five-1", KioskItems);
            _clock.Advance(TimeSpan.FromDays(1));
        }

        string[] filters =
        [
            "from=2026-11-05&to=2026-11-05", "mode=kiosk", "channel=open", "procedure=1.000656", "flagged=false", "respondent=A1:1",
            "by=channel", "from=2026-11-01", "below=true&mode=kiosk",
        ];
        Assert.Equal(1, (await HistogramAsync("S01", $"{Kiosk}&{filters[0]}"))["ballots"]);
        await StopAsync();

        await StartAsync(live: false);
        foreach (string filter in filters)
        {
            string pack = filter.StartsWith("respondent", StringComparison.Ordinal) ? Ward : Kiosk;
            (HttpStatusCode status, JsonElement document) = await GetAsync($"/sipas/v1/units/S01/index?{pack}&{filter}");
            RequireRefusal(status, document, filter.StartsWith("flagged", StringComparison.Ordinal) ? "DSC0003" : "DSC0001");
            foreach (string page in (string[])["/reports/units/S01", "/reports", "/reports/ranking"])
            {
                if (page != "/reports/units/S01" && filter.StartsWith("below", StringComparison.Ordinal)
                    || (page == "/reports/ranking" && filter.StartsWith("by=", StringComparison.Ordinal)))
                {
                    continue;
                }

                using HttpResponseMessage response = await _client.GetAsync(new Uri($"{page}?{pack}&{filter}", UriKind.Relative));
                string html = await response.Content.ReadAsStringAsync();
                Assert.True(response.StatusCode == HttpStatusCode.Forbidden, $"{page} {filter}: {response.StatusCode}");
                Assert.Contains("(DSC000", html, StringComparison.Ordinal);
                Assert.Contains("Xem số liệu không lọc", html, StringComparison.Ordinal);
                Assert.DoesNotContain("data-figure", html, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task UnitsAndTotals_SaySinceWhenAndHowManyWait_AndAddUp()
    {
        await StartAsync(live: false);
        foreach ((string unit, int count) in ((string, int)[])[("S01", 33), ("S02", 25), ("S03", 12)])
        {
            for (int i = 0; i < count; i++)
            {
                await SendAsync(unit, "kiosk-9", "five-1", KioskItems);
            }
        }

        _clock.Advance(TimeSpan.FromDays(1));

        var ballots = new Dictionary<string, long>();
        foreach (string unit in (string[])["S01", "S02", "S03"])
        {
            ballots[unit] = (await HistogramAsync(unit, Kiosk))["ballots"];
        }

        Assert.Equal(new Dictionary<string, long> { ["S01"] = 23, ["S02"] = 15, ["S03"] = 0 }, ballots);
        JsonElement document = (await GetAsync($"/sipas/v1/units/S03/index?{Kiosk}")).Document;
        Assert.Equal(("2026-11-03", 12L), (document.GetProperty("asOf").GetString(), document.GetProperty("waiting").GetInt64()));
        foreach (string figures in (string[])["ranking", "questions"])
        {
            document = (await GetAsync($"/sipas/v1/{figures}?{Kiosk}&basis=selfSelected")).Document;
            Assert.Equal(("2026-11-03", 32L), (document.GetProperty("asOf").GetString(), document.GetProperty("waiting").GetInt64()));
        }

        document = (await GetAsync($"/sipas/v1/combined?{Kiosk}&basis=selfSelected")).Document;
        Assert.Equal(38, document.GetProperty("figures")[0].GetProperty("ballots").GetInt64());
        string vi = await _client.GetStringAsync(new Uri($"/reports?{Kiosk}&basis=selfSelected", UriKind.Relative));
        Assert.Contains("32 phiếu đang chờ công bố", vi, StringComparison.Ordinal);
        Assert.Contains("3/11/2026", vi, StringComparison.Ordinal);
        string en = await _client.GetStringAsync(new Uri($"/reports/units/S03?{Kiosk}&lang=en", UriKind.Relative));
        Assert.Contains("12 ballots are waiting to be published", en, StringComparison.Ordinal);
        Assert.Contains("data-figure=\"ballots\">38<", vi, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_InTheMiddle_ShowsTheSame()
    {
        await StartAsync(live: false);
        for (int i = 0; i < 90; i++)
        {
            await SendAsync(i % 3 == 0 ? "S02" : "S01", "kiosk-9", "five-1", KioskItems);
            Pass(i);
            if (i % 20 == 0)
            {
                await HistogramAsync("S01", Kiosk);
            }
        }

        Dictionary<string, long>[] before = [await HistogramAsync("S01", Kiosk), await HistogramAsync("S02", Kiosk)];
        await StopAsync();
        await StartAsync(live: false);

        Dictionary<string, long>[] after = [await HistogramAsync("S01", Kiosk), await HistogramAsync("S02", Kiosk)];
        Assert.Equal(before, after);
        Assert.True(before[0]["ballots"] > 20);
    }

    [Fact]
    public async Task Closing_ShowsItsBallotsWithFiltersUnderTheRuleOfSmallCells()
    {
        await StartAsync(live: false);
        for (int i = 0; i < 70; i++)
        {
            await SendAsync(i < 8 ? "S02" : "S01", "ward-9-2026", "2026", WardItems, first: i < 12 ? (byte)2 : (byte)1);
            Pass(i);
        }

        await _app.Services.GetRequiredService<ISipasStorage>().Closings
            .CloseAsync("2026", new SurveyScope
            {
                PackId = "ward-9-2026",
                From = new DateOnly(2026, 11, 1),
                To = new DateOnly(2026, 11, 30),
            }, default);
        _clock.Advance(TimeSpan.FromMinutes(5));

        const string Days = "from=2026-11-01&to=2026-11-30";
        Assert.Equal(62, (await HistogramAsync("S01", Ward))["ballots"]);
        Assert.Equal(62, (await HistogramAsync("S01", $"{Ward}&{Days}"))["ballots"]);
        JsonElement small = (await GetAsync($"/sipas/v1/units/S02/index?{Ward}")).Document;
        Assert.Equal((0L, 8L), (small.GetProperty("waiting").GetInt64(), small.GetProperty("notShown").GetInt64()));

        // Four of the second answer are too few, and then the others give them away.
        JsonElement by = (await GetAsync($"/sipas/v1/units/S01/index?{Ward}&{Days}&by=A1")).Document;
        Assert.DoesNotContain(by.GetProperty("groups").EnumerateArray(),
            group => group.GetProperty("basis").GetString() == "selfSelected" && group.GetProperty("ballots").GetInt64() > 0);
        Assert.Contains(by.GetProperty("withheld").EnumerateArray(), group => group.GetProperty("group").GetString() == "A1:2");
        foreach (string filter in (string[])["from=2026-11-02&to=2026-11-02", "from=2026-11-01&to=2026-11-29", "by=A1", "mode=kiosk"])
        {
            (HttpStatusCode status, JsonElement document) = await GetAsync($"/sipas/v1/units/S01/index?{Ward}&{filter}");
            RequireRefusal(status, document, "DSC0001");
        }

        (HttpStatusCode flagged, JsonElement refusal) = await GetAsync($"/sipas/v1/units/S01/index?{Ward}&{Days}&flagged=true");
        RequireRefusal(flagged, refusal, "DSC0003");
        Assert.Equal(62, (await HistogramAsync("S01", $"{Ward}&{Days}&mode=kiosk"))["ballots"]);
    }

    [Fact]
    public async Task Flags_OfSingleBallots_ChangeNoPublicFigure()
    {
        await StartAsync(live: false);
        for (int i = 0; i < 40; i++)
        {
            await SendAsync("S01", "kiosk-9", "five-1", KioskItems, seconds: i % 13 == 7 ? 0 : 45);
        }

        _clock.Advance(TimeSpan.FromDays(1));
        byte[] before = await BytesAsync();
        BallotReviewService review = _app.Services.GetRequiredService<BallotReviewService>();
        await review.RunAsync(new QualityRules(), default);
        Assert.NotEmpty((await review.ReadAsync(default)).Set);
        _clock.Advance(TimeSpan.FromMinutes(5));

        byte[] after = await BytesAsync();
        Assert.Equal(before, after);
        Assert.All(JsonDocument.Parse(after).RootElement.GetProperty("groups").EnumerateArray(),
            group => Assert.Equal(JsonValueKind.Null, group.GetProperty("withoutFlagged").ValueKind));

        Task<byte[]> BytesAsync() => _client.GetByteArrayAsync(new Uri($"/sipas/v1/units/S01/index?{Kiosk}", UriKind.Relative));
    }

    private static (string Code, int Levels)[] KioskItems { get; } = ItemsOf("kiosk-9", "five-1");

    private static (string Code, int Levels)[] WardItems { get; } = ItemsOf("ward-9-2026", "2026");

    private static (string Code, int Levels)[] ItemsOf(string id, string version)
    {
        MethodPack pack = MethodPacks.Shipped(id);
        AnswerLayout layout = new MethodPackRegistry([pack]).FindLayout(id, version)!;
        return [.. layout.Items.Select(item => (item.Item.Code, item.LevelCount))];
    }

    private static void RequireRefusal(HttpStatusCode status, JsonElement document, string code)
    {
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal(code, document.GetProperty("problems")[0].GetProperty("code").GetString());
        Assert.False(document.TryGetProperty("groups", out _));
    }

    // Four ballots a day; public figures are looked at again after a minute.
    private void Pass(int ballot) => _clock.Advance(ballot % 4 == 3 ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(2));

    private async Task StartAsync(bool live)
    {
        _app = HostFactory.CreateWeb(new WebHostSettings
        {
            UseStorage = sipas =>
            {
                sipas.Services.AddSingleton<TimeProvider>(_clock);
                sipas.UseSqlite(_folder.File("sipas.db"));
            },
            Address = "http://127.0.0.1:0",
            PublicReports = true,
            LiveFigures = live,
        });
        await _app.StartAsync();
        await _app.Services.GetRequiredService<ISipasStorage>().Units.SaveAsync(
            [.. ((string[])["S01", "S02", "S03"])
                .Select(code => new OrganisationUnit { Code = code, Name = new LocalizedText($"Sở {code}", $"Department {code}"),
                    Block = "departments" })], default);
        await _app.Services.GetRequiredService<SurveyState>().ReloadAsync(default);
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()), Timeout = TimeSpan.FromMinutes(10) };
    }

    private async Task StopAsync()
    {
        _client?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task<byte[]> SendAsync(string unit, string pack, string version, (string Code, int Levels)[] items, byte? first = null,
        int? turn = null, int seconds = 45)
    {
        byte[] answers = [.. items
            .Select(item => (byte)(turn is { } known ? (known % item.Levels) + 1 : _random.Next(1, item.Levels + 1)))];
        answers[0] = first ?? answers[0];
        string at = _clock.GetUtcNow().AddSeconds(-5).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        string start = _clock.GetUtcNow().AddSeconds(-5 - seconds).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        string given = string.Join(',',
            items.Select((item, i) => string.Create(CultureInfo.InvariantCulture, $"\"{item.Code}\":{answers[i]}")));
        string survey = $$"""
            "pack":"{{pack}}","questionnaireVersion":"{{version}}","unit":"{{unit}}","mode":"kiosk","basis":"selfSelected","language":"vi"
            """;
        string body = $$"""
            {"id":"{{Guid.CreateVersion7()}}",{{survey}},
             "startedAt":"{{start}}","completedAt":"{{at}}","answers":{ {{given}} } }
            """;
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _client.PostAsync(new Uri("/sipas/v1/ballots", UriKind.Relative), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return answers;
    }

    private async Task<(HttpStatusCode Status, JsonElement Document)> GetAsync(string address)
    {
        using HttpResponseMessage response = await _client.GetAsync(new Uri(address, UriKind.Relative));
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private async Task<Dictionary<string, long>> HistogramAsync(string unit, string query)
    {
        (HttpStatusCode status, JsonElement document) = await GetAsync($"/sipas/v1/units/{unit}/index?{query}");
        Assert.True(status == HttpStatusCode.OK, document.ToString());
        JsonElement group = document.GetProperty("groups").EnumerateArray()
            .Single(group => group.GetProperty("basis").GetString() == "selfSelected");
        var histogram = new Dictionary<string, long>(StringComparer.Ordinal) { ["ballots"] = group.GetProperty("ballots").GetInt64() };
        foreach (JsonElement item in group.GetProperty("items").EnumerateArray())
        {
            foreach (JsonProperty level in item.GetProperty("levels").EnumerateObject())
            {
                histogram[$"{item.GetProperty("code").GetString()} {level.Name}"] = level.Value.GetInt64();
            }
        }

        return histogram;
    }
}
