using System.Text;
using System.Text.RegularExpressions;
using Sipas.Common;
using Sipas.Devices;
using Sipas.Quarantine;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Units;

namespace Sipas.ReferenceHost;

/// <summary><c>sipas device</c>, <c>sipas quarantine</c> and <c>sipas ticket</c>.</summary>
public sealed partial class CollectionCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("sipas.db");

    public async Task InitializeAsync()
    {
        using SqliteStorage storage = Open();
        await storage.OpenAsync(default);
        await storage.Units.SaveAsync(SampleBallots.Units, default);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Device_AddListPhaseRevoke_ShowInTheListAndInTheAudit()
    {
        SipasRun added = await RunAsync("device", "add", "--unit", "S01", "--label", "Quầy 3", "--phase", "trial", "--host",
            "https://khaosat.example.vn/", "--qr", _folder.File("qr.svg"));
        string code = DeviceCode().Match(added.Output).Value;

        Assert.Equal(0, added.ExitCode);
        Assert.Matches(@"https://khaosat\.example\.vn/kiosk/enrol#[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", added.Output);
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(_folder.File("qr.svg")), StringComparison.Ordinal);
        Assert.Contains($"{code} S01 trial waiting — Quầy 3", (await RunAsync("device", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("device", "phase", code, "official")).ExitCode);
        Assert.Equal(0, (await RunAsync("device", "revoke", code)).ExitCode);
        Assert.Contains($"{code} S01 official revoked", (await RunAsync("device", "list")).Output, StringComparison.Ordinal);
        SipasRun renewed = await RunAsync("device", "code", code);
        Assert.Equal(2, renewed.ExitCode);
        Assert.StartsWith("DEV0008", renewed.Errors, StringComparison.Ordinal);
        string audit = (await RunAsync("audit")).Output;
        Assert.Matches($@"device\.added \S+ {code} S01 trial", audit);
        Assert.Matches($@"device\.revoked \S+ {code}", audit);
    }

    [Fact]
    public async Task Device_OfAnUnknownUnit_IsRefused()
    {
        SipasRun run = await RunAsync("device", "add", "--unit", "S99");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("BAL0104", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_Silent_IsListedWithAnExitCode()
    {
        using (SqliteStorage storage = Open())
        {
            DateTimeOffset old = DateTimeOffset.UtcNow.AddDays(-1);
            await storage.Devices.AddDeviceAsync(
                new Device { Code = "D0000001", UnitCode = "S01", AddedAt = old, Phases = [new PhaseChange(DevicePhase.Official, old)] },
                EnrolmentCode.HashOf("AAAA-BBBB"), old.AddDays(3), default);
            await storage.Devices.EnrolDeviceAsync(EnrolmentCode.HashOf("AAAA-BBBB"), new byte[32], old, default);
        }

        SipasRun silent = await RunAsync("device", "list", "--silent");

        Assert.Equal(1, silent.ExitCode);
        Assert.Contains("D0000001 S01 official silent", silent.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quarantine_ReleasedAfterItsCauseWasMended_IsABallotAndItsBytesAreGone()
    {
        string json = Ballot("S07");
        using (SqliteStorage storage = Open())
        {
            await storage.OpenAsync(default);
            await storage.Held.HoldAsync(new HeldSubmission
            {
                Kind = HeldSubmissionKind.Quarantine,
                BallotId = SampleBallots.Id(1),
                ReceivedAt = SampleBallots.Noon,
                Body = Encoding.UTF8.GetBytes(json),
            }, 10, default);
        }

        Assert.Contains("1 2026-11-21T05:00:00.000+00:00 —", (await RunAsync("quarantine", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(json, (await RunAsync("quarantine", "show", "1")).Output.TrimEnd());
        SipasRun early = await RunAsync("quarantine", "release", "1");
        Assert.Equal(1, early.ExitCode);
        Assert.StartsWith("BAL0104", early.Errors, StringComparison.Ordinal);
        using (SqliteStorage storage = Open())
        {
            await storage.Units.SaveAsync([new OrganisationUnit { Code = "S07", Name = new LocalizedText("Sở Y tế", "Department of Health"),
                Block = "departments" }], default);
        }

        SipasRun released = await RunAsync("quarantine", "release", "1");

        Assert.Equal(0, released.ExitCode);
        Assert.Contains("released", (await RunAsync("quarantine", "list")).Output, StringComparison.Ordinal);
        Assert.Equal("", (await RunAsync("quarantine", "show", "1")).Output.Trim());
        Assert.Contains("1 ballots", (await RunAsync("verify")).Output, StringComparison.Ordinal);
        SipasRun again = await RunAsync("quarantine", "release", "1");
        Assert.StartsWith("QUA0003", again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticket_IssuedTwice_IsTheSameAndCountsOnce()
    {
        SipasRun first = await RunAsync("ticket", "issue", "--dossier", "H49-1", "--unit", "S01", "--procedure", "1.004227", "--host",
            "https://khaosat.example.vn");
        SipasRun again = await RunAsync("ticket", "issue", "--dossier", "H49-1", "--unit", "S01", "--procedure", "1.004227", "--host",
            "https://khaosat.example.vn");

        Assert.Equal(0, first.ExitCode);
        Assert.StartsWith("https://khaosat.example.vn/t/", first.Output, StringComparison.Ordinal);
        Assert.Equal(first.Output, again.Output);
        Assert.Equal("S01 1", (await RunAsync("ticket", "count")).Output.Trim());
        Assert.True(File.Exists(_folder.File("sipas.people.db.ticket-key")));
    }

    private Task<SipasRun> RunAsync(params string[] arguments) => SipasRun.OfAsync([.. arguments, "--database", Database]);

    private SqliteStorage Open() => new(Database, SampleBallots.Packs, TimeProvider.System);

    private static string Ballot(string unit) =>
        $$"""{"id":"{{SampleBallots.Id(1):D}}","pack":"kiosk-9","questionnaireVersion":"five-1","unit":"{{unit}}","mode":"kiosk","""
        + """ "basis":"selfSelected","startedAt":"2026-11-20T08:00:00+07:00","completedAt":"2026-11-20T08:01:10+07:00","""
        + """ "answers":{"K1":4,"K2":4,"K3":5,"K4":4,"K5":4,"K6":3,"K7":4,"K8":4,"K9":4} }""";

    [GeneratedRegex("D[0-9A-HJKMNP-TV-Z]{7}")]
    private static partial Regex DeviceCode();
}
