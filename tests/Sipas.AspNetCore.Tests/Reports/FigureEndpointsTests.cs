using System.Net;
using System.Text.Json;
using Sipas.Intake;

namespace Sipas.AspNetCore.Reports;

public sealed class FigureEndpointsTests : IAsyncLifetime
{
    private const string Kiosk = "pack=kiosk-9&questionnaireVersion=five-1&basis=selfSelected";

    private TestHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(notice: TestHost.DemoNotice);
        await AcceptAsync("SO-01", "5");
        await AcceptAsync("SO-01", "1");
        await AcceptAsync("SO-02", "5");
        await AcceptAsync("XA-01", "4");
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Ranking_OfKioskBallots_RanksInsideBlocks()
    {
        JsonElement document = await GetAsync($"/sipas/v1/ranking?{Kiosk}&minimumBallots=1");

        Assert.Equal("sipas-rank/1", document.GetProperty("format").GetString());
        Assert.Equal(TestHost.DemoNotice.Vi, document.GetProperty("notice").GetProperty("vi").GetString());
        JsonElement departments = document.GetProperty("blocks").EnumerateArray()
            .Single(block => block.GetProperty("block").GetString() == "departments");
        Assert.Equal([("SO-02", 1, 100m), ("SO-01", 2, 50m)],
            departments.GetProperty("units").EnumerateArray()
            .Select(unit => (unit.GetProperty("code").GetString()!, unit.GetProperty("rank").GetInt32(),
                unit.GetProperty("percent").GetDecimal())));
    }

    [Fact]
    public async Task Ranking_MoreBallotsAskedThanThereAre_RanksNobodyButListsAll()
    {
        JsonElement document = await GetAsync($"/sipas/v1/ranking?{Kiosk}&minimumBallots=3");

        JsonElement[] units = [.. document.GetProperty("blocks").EnumerateArray()
            .SelectMany(block => block.GetProperty("units").EnumerateArray())];
        Assert.Equal(4, units.Length);
        Assert.All(units, unit => Assert.Equal(JsonValueKind.Null, unit.GetProperty("rank").ValueKind));
    }

    [Fact]
    public async Task Ranking_AsATable_IsPlainTextWithTheNotice()
    {
        using HttpResponseMessage response = await _host.Client.GetAsync($"/sipas/v1/ranking?{Kiosk}&format=table&lang=en");

        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        string text = await response.Content.ReadAsStringAsync();
        Assert.StartsWith(TestHost.DemoNotice.En, text, StringComparison.Ordinal);
        Assert.Contains("SO-02", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pooledBallots", "75.00")]
    [InlineData("meanOfUnits", "83.33")]
    public async Task Combined_EachChoice_IsNamedAndComputed(string combination, string percent)
    {
        JsonElement document = await GetAsync($"/sipas/v1/combined?{Kiosk}&combination={combination}");

        Assert.Equal(combination, document.GetProperty("combination").GetString());
        Assert.Equal(percent, document.GetProperty("figures")[0].GetProperty("percent").GetRawText());
    }

    [Fact]
    public async Task Comparison_OfTwoYears_RefusesUnitsWithoutAFigureAndNeverInventsOne()
    {
        JsonElement document = await GetAsync($"/sipas/v1/comparison?{Kiosk}&from=2025&to=2026");

        Assert.Equal("sipas-compare/1", document.GetProperty("format").GetString());
        Assert.All(document.GetProperty("rows").EnumerateArray(),
            row => Assert.Equal(JsonValueKind.Null, row.GetProperty("changePoints").ValueKind));
    }

    [Fact]
    public async Task CompareFigures_OverAMerger_GivesTheBridgeAndTheChange()
    {
        const string Request = """
            { "figures": [ { "code": "A", "year": 2024, "percent": 80, "series": "s", "weight": 300 },
                           { "code": "B", "year": 2024, "percent": 90, "series": "s", "weight": 100 },
                           { "code": "N", "year": 2025, "percent": 85, "series": "s" } ],
              "units": [ { "code": "A", "name": { "vi": "A", "en": "A" }, "block": "x", "validTo": "2025-06-30" },
                         { "code": "B", "name": { "vi": "B", "en": "B" }, "block": "x", "validTo": "2025-06-30" },
                         { "code": "N", "name": { "vi": "N", "en": "N" }, "block": "x", "validFrom": "2025-07-01" } ],
              "successions": [ { "predecessorCode": "A", "successorCode": "N", "kind": "merged", "share": 1 },
                               { "predecessorCode": "B", "successorCode": "N", "kind": "merged", "share": 1 } ] }
            """;

        JsonElement document = await PostAsync(Request, HttpStatusCode.OK);

        Assert.Equal(2, document.GetProperty("bridge").GetArrayLength());
        Assert.Equal("2.50", Assert.Single(document.GetProperty("rows").EnumerateArray()).GetProperty("changePoints").GetRawText());
    }

    [Theory]
    [InlineData("", "VAL0101")]
    [InlineData("null", "BAL0009")]
    [InlineData("{\"figures\":null}", "BAL0001")]
    [InlineData("{\"figures\":[null]}", "BAL0001")]
    [InlineData("{\"figures\":[{\"code\":\"A\"}]}", "BAL0001")]
    [InlineData("{\"figures\":[],\"units\":[]}", "QRY0001")]
    public async Task CompareFigures_FaultyBody_IsNamed(string request, string code)
    {
        JsonElement problem = await PostAsync(request, HttpStatusCode.BadRequest);

        Assert.Equal(code, problem.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Points_PackWithoutATable_NamesTheTablesThereAre()
    {
        JsonElement problem = await GetAsync($"/sipas/v1/points?{Kiosk}&table=none", HttpStatusCode.BadRequest);

        Assert.StartsWith("PAR", problem.GetProperty("problems")[0].GetProperty("code").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Questions_OfAQuestionnaireThatAsksNone_AreAnEmptyList()
    {
        JsonElement document = await GetAsync($"/sipas/v1/questions?{Kiosk}");

        Assert.Equal(("sipas-questions/1", "selfSelected"),
            (document.GetProperty("format").GetString(), document.GetProperty("basis").GetString()));
        Assert.Equal(0, document.GetProperty("questions").GetArrayLength());
    }

    [Fact]
    public async Task Packs_ListedAndShown_AreTheRegisteredOnes()
    {
        Assert.Contains("bnv-2640-2017", await _host.Client.GetStringAsync("/sipas/v1/packs"), StringComparison.Ordinal);
        Assert.Equal("kiosk-9", (await GetAsync("/sipas/v1/packs/kiosk-9")).GetProperty("id").GetString());
        await GetAsync("/sipas/v1/packs/none", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/sipas/v1/ranking?basis=all")]
    [InlineData("/sipas/v1/ranking?pack=none")]
    [InlineData("/sipas/v1/ranking?ties=7")]
    [InlineData("/sipas/v1/ranking?minimumBallots=-1")]
    [InlineData("/sipas/v1/ranking?node=NONE")]
    [InlineData("/sipas/v1/ranking?year=26")]
    [InlineData("/sipas/v1/ranking?format=xml")]
    [InlineData("/sipas/v1/ranking?lang=fr")]
    [InlineData("/sipas/v1/combined?combination=givenWeights")]
    [InlineData("/sipas/v1/comparison?from=2026&to=2025")]
    [InlineData("/sipas/v1/comparison")]
    public async Task Query_FaultyParameter_IsNamedWithWhatIsAllowed(string address)
    {
        JsonElement problem = await GetAsync(address, HttpStatusCode.BadRequest);

        JsonElement first = problem.GetProperty("problems")[0];
        Assert.Equal("QRY0001", first.GetProperty("code").GetString());
        Assert.NotEqual("", first.GetProperty("allowed").GetString());
    }

    private async Task<JsonElement> PostAsync(string body, HttpStatusCode status)
    {
        using HttpResponseMessage response = await _host.Client
            .PostAsync("/sipas/v1/comparison", TestBallot.Json(System.Text.Encoding.UTF8.GetBytes(body)));
        Assert.Equal(status, response.StatusCode);
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    private async Task AcceptAsync(string unit, string level)
    {
        IntakeResult result = await _host.SubmitAsync(new TestBallot { Unit = $"\"{unit}\"", Answers = TestBallot.NineAnswers(level) });
        Assert.Equal(IntakeStatus.Accepted, result.Status);
    }

    private async Task<JsonElement> GetAsync(string address, HttpStatusCode status = HttpStatusCode.OK)
    {
        using HttpResponseMessage response = await _host.Client.GetAsync(address);
        Assert.Equal(status, response.StatusCode);
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }
}
