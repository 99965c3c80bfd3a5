using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>Figures that need more of the store than counts: years compared over a merger, and numbers, texts and days.</summary>
public sealed class StoredFiguresTests : IAsyncLifetime
{
    private const string Survey = "pack=three-level&questionnaireVersion=1&basis=selfSelected";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero));

    private TestHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(services: services => services.AddSingleton<TimeProvider>(_clock),
            pack: MethodPacks.Shipped("three-level"));
        await _host.Storage.Units.SaveAsync(
            [Unit("A", to: "2025-06-30"), Unit("B", to: "2025-06-30"), Unit("N", from: "2025-07-01"), Unit("M", from: "2025-07-01"),
                Unit("S")], default);
        await _host.Storage.Units.SaveSuccessionsAsync([Link("A", "N"), Link("B", "N")], default);
        await _host.State.ReloadAsync(default);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("", "new", "N:40.00;M:CMP0001;S:0.00")]
    [InlineData("&boundaries=new", "new", "N:40.00;M:CMP0001;S:0.00")]
    [InlineData("&boundaries=old", "old", "A:-40.00;B:60.00;S:0.00")]
    public async Task Comparison_OverAMerger_GoesByTheStoredSuccessions(string query, string boundaries, string rows)
    {
        await FillTwoYearsAsync();

        JsonElement document = await GetAsync($"/sipas/v1/comparison?{Survey}&from=2025&fromDay=2025-05-01&to=2026{query}");

        Assert.Equal(boundaries, document.GetProperty("boundaries").GetString());
        Assert.Equal(rows, string.Join(';', document.GetProperty("rows").EnumerateArray()
            .Select(row => $"{row.GetProperty("code").GetString()}:{ChangeOrRefusal(row)}")));
        Assert.All(document.GetProperty("bridge").EnumerateArray(), row => Assert.Equal("N", row.GetProperty("newCode").GetString()));
        Assert.NotEqual(0, document.GetProperty("bridge").GetArrayLength());
    }

    [Fact]
    public async Task Comparison_AsATable_PrintsTheBridgeAndTheReason()
    {
        await FillTwoYearsAsync();

        string text = await _host.Client
            .GetStringAsync($"/sipas/v1/comparison?{Survey}&from=2025&fromDay=2025-05-01&to=2026&format=table&lang=en");

        Assert.Contains("Bridge between units", text, StringComparison.Ordinal);
        Assert.Contains("A → N", text, StringComparison.Ordinal);
        Assert.Contains("M", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("boundaries=middle")]
    [InlineData("fromDay=2024-12-31")]
    [InlineData("toDay=1/5/2026")]
    public async Task Comparison_WhatIsNotOffered_IsNamed(string query)
    {
        using HttpResponseMessage response = await _host.Client.GetAsync($"/sipas/v1/comparison?{Survey}&from=2025&to=2026&{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("QRY0001", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Questions_Values_HaveFiguresByYearAndTextsAreOnlyCounted()
    {
        for (int i = 2; i <= 8; i++)
        {
            await SendAsync("S", "2026-05-01", 3, $$"""{ "V.count": {{i}}, "O": "bí mật {{i}}" }""");
        }

        await SendAsync("S", "2025-05-01", 3, """{ "V.count": 50 }""");
        await SendAsync("S", "2026-05-02", 3);

        string year = await _host.Client.GetStringAsync($"/sipas/v1/questions?{Survey}&year=2026");
        string last = await _host.Client.GetStringAsync($"/sipas/v1/questions?{Survey}&year=2025");
        string table = await _host.Client.GetStringAsync($"/sipas/v1/questions?{Survey}&format=table&lang=en");

        JsonElement number = JsonDocument.Parse(year).RootElement.GetProperty("values")[0];
        Assert.Equal(("number", 8, 7, 1, "2", "8"),
            (number.GetProperty("kind").GetString(), number.GetProperty("ballots").GetInt32(), number.GetProperty("valid").GetInt32(),
            number.GetProperty("blank").GetInt32(), number.GetProperty("minimum").GetString(), number.GetProperty("maximum").GetString()));
        Assert.Equal(5m, number.GetProperty("mean").GetDecimal());
        Assert.Equal(7, JsonDocument.Parse(year).RootElement.GetProperty("values")[1].GetProperty("valid").GetInt32());
        JsonElement single = JsonDocument.Parse(last).RootElement.GetProperty("values")[0];
        Assert.Equal((1, true, JsonValueKind.Null),
            (single.GetProperty("valid").GetInt32(), single.GetProperty("withheld").GetBoolean(), single.GetProperty("mean").ValueKind));
        Assert.DoesNotContain("mật", year + last + table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ballots_FaultyValue_IsRefusedWithItsCode()
    {
        using HttpResponseMessage response = await PostAsync("S", "2026-05-01", 3, """{ "V.count": 1, "Q": "x" }""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        string body = await response.Content.ReadAsStringAsync();
        Assert.Contains("VAL0005", body, StringComparison.Ordinal);
        Assert.Contains("VAL0001", body, StringComparison.Ordinal);
        Assert.Equal(0, await _host.Storage.Ballots.LastSequenceAsync(default));
    }

    // 2025: A 1 of 1 satisfied, B 0 of 4 (so N carries over 20 %), S all; 2026: N 60 %, M and S all.
    private async Task FillTwoYearsAsync()
    {
        await SendAsync("A", "2025-03-01", 3);
        for (int i = 0; i < 4; i++)
        {
            await SendAsync("B", "2025-03-01", 1);
        }

        await SendAsync("S", "2025-03-01", 3);
        await SendAsync("S", "2026-03-01", 3);
        await SendAsync("M", "2026-03-01", 3);
        for (int i = 0; i < 5; i++)
        {
            await SendAsync("N", "2026-03-01", i < 3 ? 3 : 1);
        }
    }

    private async Task SendAsync(string unit, string day, int level, string? values = null)
    {
        using HttpResponseMessage response = await PostAsync(unit, day, level, values);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private Task<HttpResponseMessage> PostAsync(string unit, string day, int level, string? values)
    {
        // A ballot counts for the day it says only while that day is not long past; the days are not in order.
        _clock.AdjustTime(new DateTimeOffset(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), new TimeOnly(3, 0),
            TimeSpan.Zero));
        string answers = string.Join(", ", Enumerable.Range(1, 5).Select(i => $"\"T{i}\": {level}").Append("\"V\": 1"));
        string json = $$"""
            { "id": "{{Guid.NewGuid():D}}", "pack": "three-level", "questionnaireVersion": "1", "unit": "{{unit}}",
              "mode": "web", "basis": "selfSelected",
              "startedAt": "{{day}}T08:00:00+07:00", "completedAt": "{{day}}T08:01:00+07:00",
              "answers": { {{answers}} } {{(values is null ? "" : $", \"values\": {values}")}} }
            """;
        return _host.Client.PostAsync("/sipas/v1/ballots", TestBallot.Json(Encoding.UTF8.GetBytes(json)));
    }

    private async Task<JsonElement> GetAsync(string address) => JsonDocument.Parse(await _host.Client.GetStringAsync(address)).RootElement;

    private static string? ChangeOrRefusal(JsonElement row)
    {
        JsonElement refusal = row.GetProperty("refusal");
        return refusal.ValueKind == JsonValueKind.Null
            ? row.GetProperty("changePoints").GetRawText()
            : refusal.GetProperty("code").GetString();
    }

    private static OrganisationUnit Unit(string code, string? from = null, string? to = null) => new()
    {
        Code = code,
        Name = new LocalizedText($"Phường {code}", $"Ward {code}"),
        Block = "wards",
        ValidFrom = from is null ? null : DateOnly.Parse(from, CultureInfo.InvariantCulture),
        ValidTo = to is null ? null : DateOnly.Parse(to, CultureInfo.InvariantCulture),
    };

    private static UnitSuccession Link(string from, string to) =>
        new() { PredecessorCode = from, SuccessorCode = to, Kind = SuccessionKind.Merged };
}
