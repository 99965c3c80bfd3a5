using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sipas.Ballots;
using Sipas.Estimation;
using Sipas.Intake;

namespace Sipas.AspNetCore.Reports;

/// <summary>Margins and rank intervals where a design is known, and a plain sentence where none is.</summary>
public sealed class MarginPageTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        await FillAsync(_host);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Pages_SampledBallotsWithoutDesign_ShowNoMarginAndNoRankAndSayWhy()
    {
        string report = await PageAsync(_host, "/reports");
        string ranking = await PageAsync(_host, "/reports/ranking");

        Assert.All([report, ranking], page => Assert.Contains("Chưa lưu thiết kế mẫu", page, StringComparison.Ordinal));
        Assert.All([report, ranking], page => Assert.DoesNotContain("±", page, StringComparison.Ordinal));
        Assert.DoesNotContain("class=\"figures ranks\"", ranking, StringComparison.Ordinal);
        JsonElement document = await JsonAsync(_host, "/sipas/v1/ranking?pack=kiosk-9");
        Assert.Equal("EST0511", document.GetProperty("withoutMargins").GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, document.GetProperty("margins").ValueKind);
    }

    [Fact]
    public async Task Pages_DesignStoredWhileTheHostRuns_ShowMarginsRankIntervalsAndKiosksBesideThem()
    {
        await _host.Storage.Designs.SaveDesignAsync(Design, default);

        string report = await PageAsync(_host, "/reports?lang=en");
        string ranking = await PageAsync(_host, "/reports/ranking?lang=en");
        string unit = await PageAsync(_host, "/reports/units/SO-01?lang=en");

        Assert.All([report, ranking, unit], page => Assert.Contains("sample design “autumn”", page, StringComparison.Ordinal));
        Assert.Matches("95% interval: [0-9.]+% to [0-9.]+%", report);
        Assert.Contains("With each unit weighted", report, StringComparison.Ordinal);
        Assert.Equal(["1–2", "1–2"], Regex.Matches(ranking, "ranks-of\"[^>]*><strong>([^<]*)</strong>")
            .Select(match => match.Groups[1].Value));
        Assert.Contains("Cannot be distinguished from", ranking, StringComparison.Ordinal);
        Assert.Contains("Kiosk results compared with the sample", ranking, StringComparison.Ordinal);
        Assert.Contains("no sampling error is defined for it", ranking, StringComparison.Ordinal);
        Assert.Contains("20.00%", ranking, StringComparison.Ordinal);
        Assert.All(Regex.Matches(ranking, "<svg class=\"dot\"[^>]*>").Select(match => match.Value),
            svg => Assert.Contains("interval", svg, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ranking_OfAKnownDesign_HasUncertaintyForEveryRankedUnitAndFollowsTheSeed()
    {
        await _host.Storage.Designs.SaveDesignAsync(Design, default);

        JsonElement first = await JsonAsync(_host, "/sipas/v1/ranking?pack=kiosk-9&seed=7");
        JsonElement again = await JsonAsync(_host, "/sipas/v1/ranking?pack=kiosk-9&seed=7");

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal(("storedDesign", "autumn", 7),
            (first.GetProperty("margins").GetProperty("basis").GetString(), first.GetProperty("margins").GetProperty("design").GetString(),
                first.GetProperty("margins").GetProperty("seed").GetInt32()));
        JsonElement[] units = [.. first.GetProperty("blocks").EnumerateArray()
            .SelectMany(block => block.GetProperty("units").EnumerateArray())];
        Assert.All(units, unit =>
            Assert.Equal(unit.GetProperty("rank").ValueKind == JsonValueKind.Null,
                unit.GetProperty("uncertainty").ValueKind == JsonValueKind.Null));
        Assert.Equal(2, units.Count(unit => unit.GetProperty("uncertainty").ValueKind == JsonValueKind.Object));
    }

    [Fact]
    public async Task Ranking_SelfSelectedBallotsOrABadQuery_HasNoMarginOrIsRefused()
    {
        await _host.Storage.Designs.SaveDesignAsync(Design, default);

        Assert.Equal("EST0516", (await JsonAsync(_host, "/sipas/v1/ranking?pack=kiosk-9&basis=selfSelected")).GetProperty("withoutMargins")
            .GetProperty("code").GetString());
        foreach (string address in (string[])["/sipas/v1/ranking?seed=-1", "/reports/ranking?node=NOPE", "/reports/ranking?year=1",
            "/reports/ranking?lang=fr", "/reports/ranking?pack=x"])
        {
            using HttpResponseMessage response = await _host.Client.GetAsync(address);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Pages_HostThatAssumesSimpleRandomSampling_SayThatItIsAnAssumption()
    {
        await using TestHost host = await TestHost.StartAsync(options => options.AssumeSimpleRandomSampling = true);
        await FillAsync(host);

        string report = await PageAsync(host, "/reports?lang=en");

        Assert.Contains("No sample design is stored: the margins assume simple random sampling within each unit.", report,
            StringComparison.Ordinal);
        Assert.Contains("±", report, StringComparison.Ordinal);
        Assert.Equal("assumedSimpleRandom", (await JsonAsync(host, "/sipas/v1/ranking?pack=kiosk-9")).GetProperty("margins")
            .GetProperty("basis").GetString());
    }

    // Five happy ballots, or one, are not above nine of ten; page and JSON say the same, and the page says so in words
    // where there is no error.
    [Theory]
    [InlineData(5)]
    [InlineData(1)]
    public async Task F1_Pages_UnitOfWhichEveryBallotIsHappy_IsAheadOfNobody(int ballots)
    {
        await using TestHost host = await TestHost.StartAsync();
        for (int i = 0; i < 40; i++)
        {
            await AcceptAsync(host, new TestBallot
            {
                Basis = "sampled",
                Mode = "paper",
                Unit = "\"SO-02\"",
                Answers = TestBallot.NineAnswers(i < 36 ? "4" : "1")
            });
            if (i < ballots)
            {
                await AcceptAsync(host, new TestBallot { Basis = "sampled", Mode = "paper", Answers = TestBallot.NineAnswers("5") });
            }
        }

        await host.Storage.Designs.SaveDesignAsync(Design, default);
        string ranking = await PageAsync(host, "/reports/ranking");
        string report = await PageAsync(host, "/reports");
        JsonElement document = await JsonAsync(host, "/sipas/v1/ranking?pack=kiosk-9");

        JsonElement[] sure = [.. document.GetProperty("blocks").EnumerateArray()
            .SelectMany(block => block.GetProperty("units").EnumerateArray())
            .Select(unit => unit.GetProperty("uncertainty")).Where(its => its.ValueKind == JsonValueKind.Object)];
        Assert.Equal(["1–2", "1–2"], Regex.Matches(ranking, "ranks-of\"[^>]*><strong>([^<]*)</strong>")
            .Select(match => match.Groups[1].Value));
        Assert.Equal([(1, 2), (1, 2)],
            sure.Select(its => (its.GetProperty("bestRank").GetInt32(), its.GetProperty("worstRank").GetInt32())));
        Assert.Equal([(1, 2), (1, 2)],
            sure.Select(its => (its.GetProperty("bestRankFromIntervals").GetInt32(),
                its.GetProperty("worstRankFromIntervals").GetInt32())));
        Assert.Equal(ballots == 1, ranking.Contains("chưa tính được sai số", StringComparison.Ordinal));
        Assert.Equal(ballots == 1, report.Contains("chưa tính được sai số", StringComparison.Ordinal));
        Assert.All(sure, its => Assert.Equal(ballots == 1,
            its.GetProperty("top")[0].GetProperty("probability").ValueKind == JsonValueKind.Null));
    }

    // The months that the ballots count for are those of the machine's clock where it runs behind the ballots.
    private static SampledSurveyDesign Design => new()
    {
        Name = "autumn",
        Pack = "kiosk-9",
        From = "2020-01",
        To = "2099-12",
        Units = [new SurveyDesignUnit { Unit = "SO-01", Population = 200 }, new SurveyDesignUnit { Unit = "SO-02", Population = 300 }],
        Transactions = [new TransactionCount("SO-01", CountedMonth, 5)],
    };

    private static string CountedMonth
    {
        get
        {
            DateTimeOffset ballot = new(2026, 11, 20, 8, 1, 10, TimeSpan.FromHours(7));
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            return CountingDay.Of(ballot, now).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    // Two units of ten sampled ballots each, and one kiosk ballot.
    private static async Task FillAsync(TestHost host)
    {
        for (int i = 0; i < 10; i++)
        {
            await AcceptAsync(host, new TestBallot
            {
                Basis = "sampled",
                Mode = "paper",
                Answers = TestBallot.NineAnswers(i < 6 ? "5" : "2")
            });
            await AcceptAsync(host, new TestBallot
            {
                Basis = "sampled",
                Mode = "paper",
                Unit = "\"SO-02\"",
                Answers = TestBallot.NineAnswers(i < 8 ? "4" : "1")
            });
        }

        await AcceptAsync(host, new TestBallot { Answers = TestBallot.NineAnswers("5") });
    }

    private static async Task AcceptAsync(TestHost host, TestBallot ballot)
    {
        IntakeResult result = await host.SubmitAsync(ballot);
        Assert.True(result.Status == IntakeStatus.Accepted, string.Join(Environment.NewLine, result.Problems));
    }

    private static async Task<string> PageAsync(TestHost host, string address)
    {
        using HttpResponseMessage response = await host.Client.GetAsync(address);
        string page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.OK, ""), (response.StatusCode, response.StatusCode == HttpStatusCode.OK ? "" : page));
        return page;
    }

    private static async Task<JsonElement> JsonAsync(TestHost host, string address)
    {
        using JsonDocument document = JsonDocument.Parse(await host.Client.GetStringAsync(address));
        return document.RootElement.Clone();
    }
}
