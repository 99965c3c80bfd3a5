using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Sipas.Common;
using Sipas.ReferenceHost.Faults;
using Sipas.ReferenceHost.Hosting;
using Sipas.Storage;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.ReferenceHost;

public sealed class HostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal static string Root { get; } = typeof(HostTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "RepositoryRoot").Value!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OpenApi_IsServedAndEqualsTheOneInDocs()
    {
        await using WebApplication app = HostFactory.CreateWeb(
            new WebHostSettings
            {
                UseStorage = sipas => sipas.UseSqlite(_folder.File("sipas.db")),
                Address = "http://127.0.0.1:0",
                PublicReports = true
            });
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        string served = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!.ToJsonString(
            new JsonSerializerOptions { WriteIndented = true }) + "\n";

        string path = Path.Combine(Root, "docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("SIPAS_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(path, served);
        }

        // A change of the API is meant to be seen: run the tests with SIPAS_ACCEPT=1 and commit the difference.
        Assert.Equal(await File.ReadAllTextAsync(path), served);
    }

    [Theory]
    [InlineData("/reports")]
    [InlineData("/reports/ranking")]
    [InlineData("/kiosk/enrol")]
    [InlineData("/sipas/v1/keys")]
    [InlineData("/admin")]
    [InlineData("/admin/new-survey")]
    [InlineData("/admin/devices")]
    [InlineData("/admin/paper")]
    [InlineData("/admin/import")]
    [InlineData("/admin/review")]
    public async Task Pages_OfTheHostWithOfficersPages_AreServed(string page)
    {
        await using WebApplication app = HostFactory.CreateWeb(
            new WebHostSettings
            {
                UseStorage = sipas => sipas.UseSqlite(_folder.File("sipas.db")),
                Address = "http://127.0.0.1:0",
                PublicReports = true,
                OpenAdmin = true
            });
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using HttpResponseMessage response = await client.GetAsync(new Uri(page, UriKind.Relative));

        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(false, System.Net.HttpStatusCode.NotFound)]
    [InlineData(true, System.Net.HttpStatusCode.OK)]
    public async Task Tickets_OverHttp_AreIssuedOnlyWhereTheHostSaysSo(bool open, System.Net.HttpStatusCode expected)
    {
        await using WebApplication app = HostFactory.CreateWeb(
            new WebHostSettings
            {
                UseStorage = sipas => sipas.UseSqlite(_folder.File("sipas.db")),
                Address = "http://127.0.0.1:0",
                PublicReports = true,
                OpenTickets = open
            });
        await app.StartAsync();
        await app.Services.GetRequiredService<ISipasStorage>().Units
            .SaveAsync([new OrganisationUnit { Code = "S01", Name = new LocalizedText("Sở Nội vụ", "Department of Home Affairs"),
                Block = "departments" }], default);
        await app.Services.GetRequiredService<SurveyState>().ReloadAsync(default);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var body = new StringContent("""{"dossier":"H49.18-261122-0001","unit":"S01"}""", System.Text.Encoding.UTF8,
            "application/json");

        using HttpResponseMessage response = await client.PostAsync(new Uri("/sipas/v1/tickets", UriKind.Relative), body);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(open, (await response.Content.ReadAsStringAsync()).Contains("/t/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Serve_ReportsWithoutAWordOnWhoMayReadThem_StopsAtStart()
    {
        (int exitCode, string output) = await RunAsync(AppContext.BaseDirectory, "serve", "--database", _folder.File("sipas.db"),
            "--address", "http://127.0.0.1:0");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("CFG0006", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_UnitWithoutOpenBallotsThatIsUnknown_StopsAtStart()
    {
        (int exitCode, string output) = await RunAsync(
            AppContext.BaseDirectory, "serve", "--database", _folder.File("sipas.db"), "--address", "http://127.0.0.1:0",
            "--public-reports", "--no-open-ballots-at", "S99");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("UNT0001", output, StringComparison.Ordinal);
        Assert.Contains("S99", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DEV0003", "", "DEV0003", "--require-devices")]
    [InlineData("TKT0007", "TKT0007", "TKT0007", "--no-open-ballots")]
    [InlineData("TKT0007", "TKT0007", "", "--no-open-ballots-at", "S01")]
    [InlineData("", "", "")]
    public async Task Serve_OpenBallots_AreClosedByOptions(string kiosk, string web, string elsewhere, params string[] options)
    {
        string units = _folder.Write("units.csv",
            "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\nS02,Sở Tư pháp,Justice,departments\n");
        await SipasRun.OfAsync("units", "import", units, "--database", _folder.File("sipas.db"));
        using RunningHost host = await RunningHost.StartAsync(_folder.File("sipas.db"), options);
        using var client = new HttpClient { BaseAddress = host.Address };

        string[] codes = [await SendAsync("S01", "kiosk"), await SendAsync("S01", "web"), await SendAsync("S02", "kiosk")];
        string sampled = await SendAsync("S02", "web", "sampled");

        Assert.Equal([kiosk, web, elsewhere], codes);
        Assert.Equal("BAL0111", sampled);

        async Task<string> SendAsync(string unit, string mode, string basis = "selfSelected")
        {
            const string Day = "2026-11-20T08:0";
            string json = JsonSerializer.Serialize(new
            {
                id = Guid.CreateVersion7(),
                pack = "kiosk-9",
                questionnaireVersion = "five-1",
                unit,
                mode,
                basis,
                startedAt = Day + "0:00+07:00",
                completedAt = Day + "1:00+07:00",
                answers = Enumerable.Range(1, 9).ToDictionary(n => $"K{n}", _ => 4),
            });
            using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await client.PostAsync(new Uri("/sipas/v1/ballots", UriKind.Relative), body);
            using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return response.IsSuccessStatusCode ? "" : document.RootElement.GetProperty("problems")[0].GetProperty("code").GetString()!;
        }
    }

    [Fact]
    public async Task Serve_PathThatCannotBeWritten_SaysSoInASentence()
    {
        string file = _folder.Write("file", "not a folder");

        (int exitCode, string output) = await RunAsync(AppContext.BaseDirectory, "serve", "--database", Path.Combine(file, "sipas.db"),
            "--address", "http://127.0.0.1:0", "--public-reports");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("STO0001", output.TrimStart(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_NativeSqliteMissing_SaysSoInASentence()
    {
        string copy = _folder.File("host");
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).Contains("e_sqlite3.", StringComparison.Ordinal)))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        (int exitCode, string output) = await RunAsync(copy, "serve", "--database", _folder.File("sipas.db"), "--address",
            "http://127.0.0.1:0", "--public-reports");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("STO0002", output.TrimStart(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_BesideARunningHost_IsSeenInItsNextAnswer()
    {
        string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\n");
        string ballots = _folder.Write("ballots.csv", "unit,K1,K2,K3,K4,K5,K6,K7,K8,K9\nS01,5,5,5,5,5,5,5,5,1\n");
        string database = _folder.File("sipas.db");
        await SipasRun.OfAsync("units", "import", units, "--database", database);
        await using WebApplication app = HostFactory.CreateWeb(
            new WebHostSettings
            {
                UseStorage = sipas => sipas.UseSqlite(database),
                Address = "http://127.0.0.1:0",
                PublicReports = true,
                LiveFigures = true
            });
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        long before = await BallotsAsync();

        SipasRun run = await SipasRun.OfAsync("import", ballots, "--pack", "kiosk-9", "--database", database);

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.Equal(before + 1, await BallotsAsync());

        async Task<long> BallotsAsync()
        {
            using JsonDocument document =
                JsonDocument.Parse(await client.GetStringAsync("/sipas/v1/units/S01/index?pack=kiosk-9&questionnaireVersion=five-1"));
            return document.RootElement.GetProperty("groups").EnumerateArray().Sum(group => group.GetProperty("ballots").GetInt64());
        }
    }

    // The real program in a process of its own, as whoever starts it sees it.
    private static async Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "Sipas.ReferenceHost.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, await output + await errors);
    }
}
