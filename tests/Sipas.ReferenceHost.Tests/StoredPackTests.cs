using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sipas.Common;
using Sipas.Packs;
using Sipas.ReferenceHost.Hosting;

namespace Sipas.ReferenceHost;

/// <summary>Stores with ballots of a pack that this program does not ship (V02): the pack that the store keeps is read.</summary>
public sealed class StoredPackTests : IAsyncLifetime
{
    private const string Header = "unit,T1,T2,T3,T4,T5,V";

    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("sipas.db");

    public async Task InitializeAsync()
    {
        string units = _folder.Write("units.csv",
            "code,name_vi,name_en,block\nS01,Sở Một,Dept One,departments\nS02,Sở Hai,Dept Two,departments\n");
        await SucceedAsync("units", "import", units);
        await SucceedAsync("import", _folder.Write("fee.csv", $"{Header}\nS01,3,3,3,3,3,2\nS01,3,3,2,3,3,2\n"), "--pack", Own("fee-pack"),
            "--date", "2026-05-01");
        File.Delete(_folder.File("fee-pack.json"));
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("score", "--pack", "fee-pack")]
    [InlineData("score", "--pack", "kiosk-9")]
    [InlineData("quality", "run")]
    [InlineData("quality", "list")]
    [InlineData("quality", "score", "--pack", "fee-pack")]
    [InlineData("units", "export")]
    [InlineData("values", "export", "--pack", "fee-pack")]
    [InlineData("pack", "stored", "fee-pack")]
    [InlineData("device", "list")]
    [InlineData("device", "add", "--unit", "S01")]
    [InlineData("quarantine", "list")]
    [InlineData("schema", "print", "--views")]
    [InlineData("schema", "check")]
    [InlineData("survey", "list")]
    [InlineData("survey", "close", "--name", "2026", "--pack", "fee-pack")]
    [InlineData("audit")]
    [InlineData("key", "rotate")]
    [InlineData("ticket", "issue", "--dossier", "HS-1", "--unit", "S01")]
    public async Task V02_AnotherCommandOnTheStore_WorksWithoutNamingThePack(params string[] arguments)
    {
        SipasRun run = await SipasRun.OfAsync([.. arguments, "--database", Database]);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
    }

    [Fact]
    public async Task V02_ImportsBesideIt_ByIdByAnotherFileAndOfShippedPacks_AreAllCounted()
    {
        await SucceedAsync("import", _folder.Write("again.csv", $"{Header}\nS02,3,3,3,3,3,2\n"), "--pack", "fee-pack", "--date",
            "2026-05-02");
        await SucceedAsync("import", _folder.Write("other.csv", $"{Header}\nS01,1,1,1,1,1,2\n"), "--pack", Own("tax-pack"), "--date",
            "2026-05-02");
        await SucceedAsync("import", _folder.Write("kiosk.csv", "unit,K1,K2,K3,K4,K5,K6,K7,K8,K9\nS01,5,5,5,5,5,5,5,5,1\n"), "--pack",
            "kiosk-9", "--date", "2026-05-02");

        Assert.Equal((3, 1, 1), (await CountAsync("fee-pack"), await CountAsync("tax-pack"), await CountAsync("kiosk-9")));
    }

    [Fact]
    public async Task V02_Serve_ShowsTheBallotsOfTheStoredPackAndOfOneThatIsImportedBeside()
    {
        await using WebApplication app = HostFactory.CreateWeb(
            new WebHostSettings
            {
                UseStorage = sipas => sipas.UseSqlite(Database),
                Address = "http://127.0.0.1:0",
                PublicReports = true,
                LiveFigures = true
            });
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Assert.Equal(2, await BallotsAsync("fee-pack"));

        await SucceedAsync("import", _folder.Write("other.csv", $"{Header}\nS01,1,1,1,1,1,2\n"), "--pack", Own("tax-pack"), "--date",
            "2026-05-02");

        // The running host learns of the pack when it follows the log.
        Assert.Equal(2, await BallotsAsync("fee-pack"));
        Assert.Equal(1, await BallotsAsync("tax-pack"));

        async Task<long> BallotsAsync(string pack)
        {
            using JsonDocument document = JsonDocument.Parse(await client.GetStringAsync($"/sipas/v1/units/S01/index?pack={pack}"));
            return document.RootElement.GetProperty("groups").EnumerateArray().Sum(group => group.GetProperty("ballots").GetInt64());
        }
    }

    [Fact]
    public async Task V02_SameIdAndVersionWithOtherBytes_IsRefusedAndNothingIsStored()
    {
        string changed = Own("fee-pack", pack => pack with { Title = new LocalizedText("Phiếu khác", "Another form") });

        SipasRun import = await SipasRun.OfAsync("import", _folder.Write("more.csv", $"{Header}\nS02,3,3,3,3,3,2\n"), "--pack", changed,
            "--date", "2026-05-02", "--database", Database);
        SipasRun preview = await SipasRun.OfAsync("import", _folder.File("more.csv"), "--pack", changed, "--date", "2026-05-02",
            "--preview", "--database", Database);
        SipasRun score = await SipasRun.OfAsync("score", "--pack", changed, "--database", Database);
        SipasRun close = await SipasRun.OfAsync("survey", "close", "--name", "2026", "--pack", changed, "--database", Database);

        foreach (SipasRun run in (SipasRun[])[import, preview, score, close])
        {
            Assert.Equal(2, run.ExitCode);
            Assert.StartsWith("STO0014", run.Errors, StringComparison.Ordinal);
            Assert.Contains("fee-pack", run.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(2, await CountAsync("fee-pack"));
    }

    private async Task<long> CountAsync(string pack)
    {
        SipasRun run = await SipasRun.OfAsync("score", "--pack", pack, "--format", "json", "--database", Database);
        Assert.Equal("", run.Errors);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return document.RootElement.GetProperty("groups").EnumerateArray().Sum(group => group.GetProperty("ballots").GetInt64());
    }

    // A province's own pack: the shipped one of three levels under another id.
    private string Own(string id, Func<MethodPack, MethodPack>? change = null)
    {
        MethodPack pack = MethodPacks.Shipped("three-level") with { Id = id, Status = PackStatus.Local };
        File.WriteAllBytes(_folder.File($"{id}.json"), MethodPackSerializer.Write(change is null ? pack : change(pack)));
        return _folder.File($"{id}.json");
    }

    private async Task SucceedAsync(params string[] arguments)
    {
        SipasRun run = await SipasRun.OfAsync([.. arguments, "--database", Database]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
    }
}
