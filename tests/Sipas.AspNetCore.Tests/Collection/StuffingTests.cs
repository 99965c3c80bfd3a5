using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Problems;
using Sipas.Quality;

namespace Sipas.AspNetCore.Collection;

/// <summary>Scripts that stuff ballots, and scripts that want to get the ballots of others flagged.</summary>
public sealed class StuffingTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 21, 8, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public async Task Framing_SevenForgedBallotsInTheNameOfADevice_FlagNoneOfItsBallots()
    {
        var clock = new FakeTimeProvider(Morning);
        await using CollectingHost host = await CollectingHost.StartAsync(clock: clock);
        (string device, string header) = await host.EnrolAsync();
        var random = new Random(9);
        var genuine = new HashSet<Guid>();
        for (int i = 0; i < 60; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(7));
            DateTimeOffset now = clock.GetUtcNow();
            TestBallot ballot = Ballot(now.AddSeconds(-60 - random.Next(40)), now.AddSeconds(-5), random, 3, device);
            genuine.Add(ballot.Id);
            await TakeAsync(host, ballot, header);
            for (int forged = 0; forged < 7; forged++)
            {
                await TakeAsync(host, Ballot(now.AddSeconds(forged - 45), now.AddSeconds((2 * forged) - 14), random, 3,
                    device), null);
            }
        }

        await RunAsync(host);
        FlaggedBallots flagged = await host.Host.Services.GetRequiredService<BallotReviewService>().ReadAsync(default);
        IReadOnlyList<StoredBallot> stored = await host.StoredAsync();

        Assert.Equal(480, stored.Count);
        Assert.Equal(60, stored.Count(ballot => ballot.SentBy == device));
        Assert.Equal(0, stored.Count(ballot => genuine.Contains(ballot.Id) && flagged.Find(ballot.Sequence) is not null));
        string page = await host.Host.Client.GetStringAsync("/admin/review?state=all");
        Assert.DoesNotContain("QLT0104", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Framing_AfterwardsInBulk_NeitherFlagsNorHidesABurstOfTheDevice()
    {
        var clock = new FakeTimeProvider(Morning);
        await using CollectingHost host = await CollectingHost.StartAsync(clock: clock);
        (string device, string header) = await host.EnrolAsync();
        var random = new Random(10);

        // Ten ballots of the device within a minute are a burst, also with ballots of others between them that name it
        // and state another day.
        for (int i = 0; i < 10; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(6));
            DateTimeOffset now = clock.GetUtcNow();
            await TakeAsync(host, Ballot(now.AddSeconds(-30), now, random, 3, device), header);
            await TakeAsync(host, Ballot(now.AddDays(-1).AddSeconds(-30), now.AddDays(-1), random, 3, device), null);
        }

        await RunAsync(host);
        FlaggedBallots flagged = await host.Host.Services.GetRequiredService<BallotReviewService>().ReadAsync(default);

        Assert.Equal(
            (await host.StoredAsync()).Where(ballot => ballot.SentBy == device).Select(ballot => ballot.Sequence),
            flagged.All.Where(ballot => ballot.Flags.Any(flag => flag.Code == ProblemCodes.BallotBurst)).Select(ballot => ballot.Sequence));
    }

    [Fact]
    public async Task Stuffing_FourHundredBallotsWithEqualTaps_AreAllFlagged()
    {
        var clock = new FakeTimeProvider(Morning.AddHours(4));
        await using CollectingHost host = await CollectingHost.StartAsync(clock: clock);
        (_, string header) = await host.EnrolAsync();
        var random = new Random(11);
        for (int i = 0; i < 20; i++)
        {
            await TakeAsync(host, Ballot(Morning.AddMinutes(10 * i), Morning.AddMinutes(10 * i).AddSeconds(70), random, 3), header);
        }

        for (int i = 0; i < 400; i++)
        {
            DateTimeOffset tap = Morning.AddSeconds(30 * i);
            await TakeAsync(host, Ballot(tap, tap, random, 1, highest: 2), null);
        }

        await RunAsync(host);
        FlaggedBallots flagged = await host.Host.Services.GetRequiredService<BallotReviewService>().ReadAsync(default);
        IReadOnlyList<StoredBallot> stored = await host.StoredAsync();

        Assert.Equal(400, stored.Count(ballot =>
            ballot.Channel == CollectionChannel.Open
            && flagged.Find(ballot.Sequence)!.Flags.Any(flag => flag.Code == ProblemCodes.DurationMissing)));
        Assert.Equal(0, stored.Count(ballot => ballot.Channel == CollectionChannel.Device && flagged.Find(ballot.Sequence) is not null));

        // Flags stay flags: every ballot counts.
        JsonElement group = await SelfSelectedAsync(host);
        Assert.Equal(420, group.GetProperty("ballots").GetInt64());
        Assert.Equal(20, group.GetProperty("withoutFlagged").GetProperty("ballots").GetInt64());
    }

    [Fact]
    public async Task Stuffing_SlowScriptWithPlausibleTimes_IsNamedByUnitAndChannel_AndNoTabletIs()
    {
        var clock = new FakeTimeProvider(Morning);
        await using CollectingHost host = await CollectingHost.StartAsync(clock: clock);
        (_, string header) = await host.EnrolAsync();
        var random = new Random(12);
        for (int day = 0; day < 15; day++)
        {
            clock.SetUtcNow(Morning.AddDays(day));
            for (int i = 0; i < 24; i++)
            {
                clock.Advance(TimeSpan.FromMinutes(9));
                (string? credential, int lowest) = i % 4 == 3 ? ((string?)null, 1) : i % 4 == 2 ? (null, 3) : (header, 3);
                DateTimeOffset now = clock.GetUtcNow();
                await TakeAsync(host, Ballot(now.AddSeconds(-70 - random.Next(50)), now.AddSeconds(-1), random, lowest,
                    highest: lowest == 1 ? 2 : 5), credential);
            }
        }

        await RunAsync(host);
        IReadOnlyList<GroupNotice> notices = await host.Host.Services.GetRequiredService<BallotReviewService>().ReadNoticesAsync(default);

        Assert.Contains(ProblemCodes.LowShareAgainstCredentialed, notices.Select(notice => notice.Code));
        Assert.All(notices, notice => Assert.Equal(("SO-01", CollectionChannel.Open), (notice.UnitCode, notice.Channel)));
        Assert.Contains("data-notice=\"QLT0115\"", await host.Host.Client.GetStringAsync("/admin/review"), StringComparison.Ordinal);
        Assert.Empty((await host.Host.Services.GetRequiredService<BallotReviewService>().ReadAsync(default)).All);

        JsonElement group = await SelfSelectedAsync(host);
        Assert.Equal(360, group.GetProperty("ballots").GetInt64());
        Assert.Equal(
            [("open", 180L, 50m, notices.Select(notice => notice.Day).Distinct().LongCount()), ("device", 180L, 50m, 0L)],
            group.GetProperty("channels").EnumerateArray().Select(share => (
                share.GetProperty("channel").GetString()!, share.GetProperty("ballots").GetInt64(),
                share.GetProperty("percent").GetDecimal(), share.GetProperty("noticeDays").GetInt64())));
        string report = await host.Host.Client.GetStringAsync("/reports/units/SO-01?pack=kiosk-9&lang=en");
        Assert.Contains("days to review", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shares_StandBesideEveryFigureOfSelfSelectedBallots_AndSmallOnesAreWithheld()
    {
        var clock = new FakeTimeProvider(Morning);
        await using CollectingHost host = await CollectingHost.StartAsync(clock: clock);
        (_, string header) = await host.EnrolAsync();
        var random = new Random(13);
        for (int i = 0; i < 18; i++)
        {
            await TakeAsync(host, Ballot(Morning.AddMinutes(i - 60), Morning.AddMinutes(i - 59), random, 3), i < 12 ? header : null);
        }

        JsonElement shown = (await SelfSelectedAsync(host)).GetProperty("channels");
        Assert.Equal([("open", 6L, 33.33m), ("device", 12L, 66.67m)],
            shown.EnumerateArray().Select(share =>
                (share.GetProperty("channel").GetString()!, share.GetProperty("ballots").GetInt64(),
                    share.GetProperty("percent").GetDecimal())));
        foreach (string address in (string[])["/reports?pack=kiosk-9&basis=selfSelected&lang=en",
            "/reports/units/SO-01?pack=kiosk-9&lang=en", "/reports/units/SO-01?pack=kiosk-9&lang=en&mode=kiosk"])
        {
            string page = WebUtility.HtmlDecode(await host.Host.Client.GetStringAsync(address));
            Assert.Contains("Ballots by channel: open link, not verified 33.33% (6 ballots); enrolled device 66.67% (12 ballots).", page,
                StringComparison.Ordinal);
        }

        Assert.Contains("Phiếu theo kênh:",
            WebUtility.HtmlDecode(await host.Host.Client.GetStringAsync("/reports?pack=kiosk-9&basis=selfSelected")),
            StringComparison.Ordinal);

        // Three of a channel would be a figure about few, and the next one would give it away.
        for (int i = 0; i < 3; i++)
        {
            await TakeAsync(host, Ballot(Morning.AddMinutes(i - 60), Morning.AddMinutes(i - 59), random, 3)
                with
            { Unit = "\"SO-02\"" }, null);
        }

        JsonElement withheld = (await SelfSelectedAsync(host, "SO-02")).GetProperty("channels");
        Assert.Equal(JsonValueKind.Null,
            Assert.Single(withheld.EnumerateArray(), share => share.GetProperty("channel").GetString() == "open")
            .GetProperty("ballots").ValueKind);
        Assert.DoesNotContain("(3 ballots)", await host.Host.Client.GetStringAsync("/reports/units/SO-02?pack=kiosk-9&lang=en"),
            StringComparison.Ordinal);
    }

    private static async Task<JsonElement> SelfSelectedAsync(CollectingHost host, string unit = "SO-01")
    {
        JsonElement document = await host.Host.Client.GetFromJsonAsync<JsonElement>($"/sipas/v1/units/{unit}/index?pack=kiosk-9");
        return document.GetProperty("groups").EnumerateArray().Single(group => group.GetProperty("basis").GetString() == "selfSelected");
    }

    private static Task<QualityRun> RunAsync(CollectingHost host) =>
        host.Host.Services.GetRequiredService<BallotReviewService>().RunAsync(new QualityRules(), default);

    private static async Task TakeAsync(CollectingHost host, TestBallot ballot, string? credential)
    {
        using HttpResponseMessage response = await host.SendBallotAsync(ballot, credential);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private static TestBallot Ballot(DateTimeOffset started, DateTimeOffset completed, Random random, int lowest, string? device = null,
        int highest = 5) => new()
        {
            Started = Time(started),
            Completed = Time(completed),
            Extra = device is null ? "" : $"\"device\":\"{device}\",",
            Answers = "{" + string.Join(",", Enumerable.Range(1, 9)
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"\"K{n}\":{random.Next(lowest, highest + 1)}"))) + "}",
        };

    private static string Time(DateTimeOffset time) =>
        time.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}
