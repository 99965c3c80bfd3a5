using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Sipas.Counter;

namespace OneStopShop;

/// <summary>The application as its developer would run it, with Sipas from the built packages.</summary>
public sealed partial class EmbeddingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("one-stop-shop").FullName;
    private readonly WebApplicationFactory<Pages.IndexModel> _factory;

    public EmbeddingTests() => _factory = new WebApplicationFactory<Pages.IndexModel>()
        .WithWebHostBuilder(host => host.UseSetting("Sipas:Database", Path.Combine(_folder, "sipas.db")));

    public void Dispose()
    {
        _factory.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Kiosk_OfTheCounter_IsPublic()
    {
        using HttpClient citizen = _factory.CreateClient();

        using HttpResponseMessage page = await citizen.GetAsync("/kiosk/X01");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("xã Ví Dụ", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ballot_Posted_IsSeenByTheLeaderAlone()
    {
        using HttpClient citizen = _factory.CreateClient(new() { AllowAutoRedirect = false });
        string[] items = [.. Enumerable.Range(1, 9).Select(number => $"K{number}")];
        using HttpResponseMessage receipt = await citizen.PostAsJsonAsync("/sipas/v1/ballots", new
        {
            id = Guid.CreateVersion7(),
            pack = "kiosk-9",
            questionnaireVersion = "five-1",
            unit = CounterCode,
            mode = "kiosk",
            basis = "selfSelected",
            language = "vi",
            startedAt = DateTimeOffset.UtcNow.AddMinutes(-1),
            completedAt = DateTimeOffset.UtcNow,
            answers = items.ToDictionary(item => item, _ => 5),
        });
        Assert.Equal(HttpStatusCode.Created, receipt.StatusCode);

        string figures = $"/sipas/v1/units/{CounterCode}/index";
        using HttpResponseMessage stranger = await citizen.GetAsync(figures);
        Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);

        using HttpClient leader = await SignInAsync("leader");
        using JsonDocument index = JsonDocument.Parse(await leader.GetStringAsync(figures));
        JsonElement group = Assert.Single(index.RootElement.GetProperty("groups").EnumerateArray(),
            group => group.GetProperty("basis").GetString() == "selfSelected");
        Assert.Equal(1, group.GetProperty("ballots").GetInt64());
        Assert.Equal(100, group.GetProperty("overall").GetProperty("percent").GetDecimal());
    }

    [Fact]
    public async Task Reports_ForAClerk_AreRefused()
    {
        using HttpClient clerk = await SignInAsync("clerk");

        using HttpResponseMessage page = await clerk.GetAsync("/reports");

        Assert.NotEqual(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Dossier_HandedOver_SaysWhen()
    {
        using HttpClient clerk = await SignInAsync("clerk");

        using HttpResponseMessage page = await PostAsync(clerk, "/", "/?handler=Return", new() { ["number"] = "X01-2026-000117" });

        Assert.Contains("Đã trả", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    private const string CounterCode = "X01";

    private async Task<HttpClient> SignInAsync(string role)
    {
        HttpClient client = _factory.CreateClient();
        using HttpResponseMessage signedIn = await PostAsync(client, "/sign-in", "/sign-in", new() { ["role"] = role });
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        return client;
    }

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient client, string page, string action, Dictionary<string, string> fields)
    {
        fields["__RequestVerificationToken"] = AntiforgeryToken().Match(await client.GetStringAsync(page)).Groups[1].Value;
        using var form = new FormUrlEncodedContent(fields);
        return await client.PostAsync(action, form);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();
}
