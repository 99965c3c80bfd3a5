using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Storage.Dapper.Keys;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Tickets;

namespace Sipas.ReferenceHost.Files;

/// <summary>Files that the product writes (M6): only their owner may read them, from the moment they are there.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateFileTests : IDisposable
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = Own | UnixFileMode.UserExecute;
    private const UnixFileMode Readable = Own | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("store/inner/sipas.db");

    [Fact]
    public async Task Commands_EveryFileTheyWrite_IsItsOwnersAlone()
    {
        string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\n");
        string ballots = _folder.Write("ballots.csv", "unit,K1,K2,K3,K4,K5,K6,K7,K8,K9\nS01,5,5,5,5,5,5,5,5,1\n");
        string broken = _folder.Write("broken.csv", "unit,K1,K2,K3,K4,K5,K6,K7,K8,K9\nS01,5,5,5,5,5,5,5,5,8\n");
        string frame = _folder.Write("frame.csv", "id,unit,phone\nH1,S01,0901\nH2,S01,0902\nH3,S01,0903\nH4,S01,0904\n");
        string plan = _folder.Write("plan.json",
            """
            {
              "code": "t-2026", "title": { "vi": "Khảo sát", "en": "Survey" }, "pack": "kiosk-9",
              "legalBasis": { "number": "1/KH", "date": "2026-01-15", "issuer": { "vi": "UBND", "en": "Province" } },
              "population": { "description": { "vi": "Người dân", "en": "Citizens" } },
              "frame": { "id": "id", "contacts": ["phone"], "unit": "unit" }, "stratumColumns": ["unit"],
              "stages": [{ "method": "simpleRandom" }], "size": { "rule": "fixedTotal", "total": 2 }, "allocation": { "kind": "equal" },
              "roles": { "draws": "A", "delivers": "B", "collects": "C", "checks": "D" }
            }
            """);
        Dictionary<string, UnixFileMode> given = Modes();

        await DoneAsync("units", "import", units, "--database", Database);
        await DoneAsync("import", ballots, "--pack", "kiosk-9", "--date", "2026-05-01", "--database", Database);
        Assert.Equal(1, (await SipasRun.OfAsync("import", broken, "--pack", "kiosk-9", "--date", "2026-05-01", "--database", Database,
            "--problems", _folder.File("problems.csv"))).ExitCode);
        await DoneAsync("ticket", "issue", "--dossier", "H49-1", "--unit", "S01", "--host", "https://khaosat.example.vn", "--qr",
            _folder.File("ticket.svg"), "--database", Database);
        await DoneAsync("device", "add", "--unit", "S01", "--host", "https://khaosat.example.vn", "--qr", _folder.File("device.svg"),
            "--database", Database);
        await DoneAsync("backup", "--to", _folder.File("backup/copy.db"), "--database", Database);
        await DoneAsync("restore", "--from", _folder.File("backup/copy.db"), "--database", _folder.File("restored/sipas.db"));
        await DoneAsync("export", "--to", _folder.File("log.jsonl"), "--database", Database);
        await DoneAsync("export", "--to", _folder.File("log.jsonl.gz"), "--database", Database);
        await DoneAsync("anchor", "--to", _folder.File("anchor.txt"), "--database", Database);
        await DoneAsync("key", "rotate", "--database", Database);
        await DoneAsync("demo", "--make-only", "--database", _folder.File("demo/demo.db"));
        await DoneAsync("frame", "check", frame, "--plan", plan, "--clean", _folder.File("clean.csv"));
        await DoneAsync("frame", "seal", frame, "--plan", plan, "--output", _folder.File("seal.json"));
        await DoneAsync("draw", "--frame", frame, "--plan", plan, "--seed", "1", "--output", _folder.File("draws/first"));

        Dictionary<string, UnixFileMode> made = Modes();
        Assert.Contains(made, file => file.Key.EndsWith("sipas.people.db.ticket-key", StringComparison.Ordinal));
        Assert.Contains(made, file => file.Key.Contains(".retired-", StringComparison.Ordinal));
        Assert.Empty(made.Where(file => !given.ContainsKey(file.Key) && file.Value != (Directory.Exists(file.Key) ? OwnFolder : Own))
            .Select(file => $"{file.Key}: {file.Value}"));
    }

    [Fact]
    public async Task Host_FilesWhileItRuns_AreItsOwnersAlone()
    {
        await using RunningHost host = await RunningHost.StartAsync(sipas => sipas.UseSqlite(Database));
        await host.Client.GetAsync(new Uri("/admin", UriKind.Relative));
        host.Send();
        await host.UntilAsync(4);

        Dictionary<string, UnixFileMode> made = Modes();

        Assert.Contains(Database + "-wal", made.Keys);
        Assert.Contains(Database + "-shm", made.Keys);
        Assert.Contains(_folder.File("store/inner/sipas.people.db"), made.Keys);
        Assert.Empty(made.Where(file => file.Value != (Directory.Exists(file.Key) ? OwnFolder : Own))
            .Select(file => $"{file.Key}: {file.Value}"));
    }

    [Fact]
    public async Task Host_DatabaseThatOthersMayRead_WarnsWithTheCommandThatMendsIt()
    {
        await using (await RunningHost.StartAsync(sipas => sipas.UseSqlite(Database)))
        {
        }

        SqliteConnection.ClearAllPools();
        File.SetUnixFileMode(Database, Readable);
        File.SetUnixFileMode(_folder.File("store/inner/sipas.people.db"), Readable);
        var explained = new List<Problem>();

        await using (await RunningHost.StartAsync(sipas => sipas.UseSqlite(Database, options => options.OnProblem = explained.Add)))
        {
        }

        Assert.Equal([Database, _folder.File("store/inner/sipas.people.db")], explained.Select(problem => problem.Place));
        Assert.All(explained, problem =>
            Assert.Equal((ProblemCodes.FileExposed, ProblemSeverity.Warning, "0644"), (problem.Code, problem.Severity, problem.Value)));
        Assert.Contains($"chmod 600 '{Database}'*", explained[0].Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TicketKey_OthersMayReadIt_IsRefused()
    {
        string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\n");
        await DoneAsync("units", "import", units, "--database", Database);
        await DoneAsync("ticket", "issue", "--dossier", "H49-1", "--unit", "S01", "--database", Database);
        string key = _folder.File("store/inner/sipas.people.db.ticket-key");
        File.SetUnixFileMode(key, Readable);

        SipasRun refused = await SipasRun.OfAsync("ticket", "issue", "--dossier", "H49-2", "--unit", "S01", "--database", Database);

        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("STO0128", refused.Errors, StringComparison.Ordinal);
        Assert.Contains($"chmod 600 '{key}'", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TicketKey_IsMissingWhereTicketsWereIssued_IsRefusedUnlessAskedFor()
    {
        string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\n");
        await DoneAsync("units", "import", units, "--database", Database);
        await DoneAsync("ticket", "issue", "--dossier", "H49-1", "--unit", "S01", "--database", Database);
        string key = _folder.File("store/inner/sipas.people.db.ticket-key");
        File.Delete(key);

        SipasRun refused = await SipasRun.OfAsync("ticket", "issue", "--dossier", "H49-2", "--unit", "S01", "--database", Database);
        bool made = File.Exists(key);
        SipasRun asked = await SipasRun.OfAsync("ticket", "issue", "--dossier", "H49-2", "--unit", "S01", "--database", Database,
            "--new-keys");

        Assert.Equal((2, false, 0, true), (refused.ExitCode, made, asked.ExitCode, File.Exists(key)));
        Assert.StartsWith("STO0127", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_AreNotBegunAnewBesideTheirKey()
    {
        string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\n");
        await DoneAsync("units", "import", units, "--database", Database);
        await DoneAsync("ticket", "issue", "--dossier", "H49-1", "--unit", "S01", "--database", Database);
        SqliteConnection.ClearAllPools();
        string people = _folder.File("store/inner/sipas.people.db");
        File.Move(people, people + ".aside");

        SipasRun refused = await SipasRun.OfAsync("ticket", "issue", "--dossier", "H49-2", "--unit", "S01", "--database", Database);
        bool made = File.Exists(people);
        SipasRun asked = await SipasRun.OfAsync("ticket", "issue", "--dossier", "H49-2", "--unit", "S01", "--database", Database,
            "--new-store");

        Assert.Equal((2, false, 0), (refused.ExitCode, made, asked.ExitCode));
        Assert.StartsWith("STO0123", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_DatabaseIsGoneAndItsKeyIsThere_OverwritesNoKey()
    {
        string key = _folder.File("demo.db.receipt-key.pem");
        using (ReceiptKeyFile.Open(key))
        {
        }

        byte[] before = await File.ReadAllBytesAsync(key);

        SipasRun refused = await SipasRun.OfAsync("demo", "--make-only", "--database", _folder.File("demo.db"));

        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("STO0123", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(key));
    }

    [Fact]
    public async Task Log_WithContentWithoutItsDatabase_IsNotWrittenOver()
    {
        string log = _folder.Write("lone.db-wal", "frames of the newest ballots");

        SipasRun refused = await SipasRun.OfAsync("schema", "apply", "--database", _folder.File("lone.db"), "--new-store");

        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("STO0124", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("frames of the newest ballots", await File.ReadAllTextAsync(log));
        Assert.False(File.Exists(_folder.File("lone.db")));
    }

    [Fact]
    public async Task People_FileIsMovedUnderAHost_NoTicketIsIssuedIntoIt()
    {
        var now = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
        using var people = new SqlitePersonalDataStorage(_folder.File("people.db"), TimeProvider.System);
        await people.Tickets.IssueTicketAsync(TicketOf(1), now, default);
        File.Move(_folder.File("people.db"), _folder.File("aside.db"));

        StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            people.Tickets.IssueTicketAsync(TicketOf(2), now, default));

        Assert.Equal(StoreUnavailability.Gone, error.Reason);
        Assert.False(File.Exists(_folder.File("people.db")));

        Ticket TicketOf(byte number) => new()
        {
            Id = Enumerable.Repeat(number, 16).ToArray(),
            PackId = "kiosk-9",
            QuestionnaireVersion = "five-1",
            UnitCode = "S01",
            Basis = SelectionBasis.SelfSelected,
            ExpiresAt = now.AddDays(1),
        };
    }

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, UnixFileMode> Modes() =>
        Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).ToDictionary(path => path, File.GetUnixFileMode);

    private static async Task DoneAsync(params string[] arguments)
    {
        SipasRun run = await SipasRun.OfAsync(arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: {run.Errors}");
    }
}
