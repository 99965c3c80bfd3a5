using System.CommandLine;
using System.Runtime.Versioning;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Sipas.ReferenceHost;

/// <summary>Stores that an account may read and not write (D04), and what a reader leaves behind (D05).</summary>
public sealed class OtherAccountTests : IAsyncLifetime
{
    private const string Ballots = "unit,K1,K2,K3,K4,K5,K6,K7,K8,K9\nS01,5,5,5,5,5,5,5,5,1\nS02,4,5,5,5,5,5,5,5,1\n";

    // What every command that names a store does with it; null where it writes. Behind each reading one what it needs.
    private static readonly Dictionary<string, string[]?> Commands = new(StringComparer.Ordinal)
    {
        ["demo"] = null,
        ["serve"] = null,
        ["import"] = null,
        ["import --preview"] = ["{ballots}", "--pack", "kiosk-9", "--unit-column", "unit", "--preview"],
        ["score"] = ["--pack", "kiosk-9"],
        ["frame check"] = ["{frame}", "--plan", "{plan}"],
        ["frame seal"] = ["{frame}", "--plan", "{plan}", "--output", "{new}"],
        ["draw"] = ["--frame", "{frame}", "--plan", "{plan}", "--seed", "1", "--output", "{new}"],
        ["rank"] = ["--pack", "kiosk-9"],
        ["quality run"] = null,
        ["quality list"] = [],
        ["quality notices"] = [],
        ["quality review"] = null,
        ["quality score"] = ["--pack", "kiosk-9"],
        ["units import"] = null,
        ["units export"] = [],
        ["values export"] = ["--pack", "three-level"],
        ["values erase"] = null,
        ["people list"] = [],
        ["people erase"] = null,
        ["people erase --dry-run"] = ["--survey", "S", "--id", "1", "--dry-run"],
        ["people audit"] = [],
        ["retention run"] = null,
        ["retention run --dry-run"] = ["--policy", "{policy}", "--dry-run"],
        ["pack stored"] = ["kiosk-9"],
        ["case list"] = [],
        ["case show"] = ["7QK2-M0XA"],
        ["case assign"] = null,
        ["case note"] = null,
        ["case close"] = null,
        ["case erase"] = null,
        ["device add"] = null,
        ["device code"] = null,
        ["device list"] = [],
        ["device revoke"] = null,
        ["device phase"] = null,
        ["quarantine list"] = [],
        ["quarantine show"] = ["1"],
        ["quarantine release"] = null,
        ["ticket issue"] = null,
        ["ticket count"] = [],
        ["schema print"] = ["--views"],
        ["schema apply"] = null,
        ["schema check"] = [],
        ["survey close"] = null,
        ["survey list"] = [],
        ["survey design import"] = null,
        ["survey design list"] = [],
        ["verify"] = [],
        ["export"] = ["--to", "{new}"],
        ["anchor"] = ["--to", "{new}"],
        ["key rotate"] = null,
        ["audit"] = [],
        ["backup"] = ["--to", "{new}"],
        ["restore"] = null,
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Readers => [.. Commands.Where(command => command.Value is not null).Select(command => command.Key)];

    private string Store => _folder.File("store");

    private string Database => Path.Combine(Store, "sipas.db");

    public async Task InitializeAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateDirectory(Store);
        OtherAccount.Open(_folder.Path, mayWrite: true);
        Directory.CreateDirectory(_folder.File("out"));
        OtherAccount.Open(_folder.File("out"), mayWrite: true);
        string units = _folder.Write("units.csv",
            "code,name_vi,name_en,block\nS01,Sở Một,Dept One,departments\nS02,Sở Hai,Dept Two,departments\n");
        string ballots = _folder.Write("ballots.csv", Ballots);
        string policy = _folder.Write("policy.json", """{ "textDays": 365 }""");
        string frame = _folder.Write("frame.csv", "id,unit,phone\nH1,S01,0901\nH2,S01,0902\nH3,S02,0903\nH4,S02,0904\n");
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
        Assert.Equal(0, (await SipasRun.OfAsync("units", "import", units, "--database", Database)).ExitCode);
        Assert.Equal(0, (await SipasRun.OfAsync("import", ballots, "--pack", "kiosk-9", "--date", "2026-05-01", "--database",
            Database)).ExitCode);
        Assert.Equal(0, (await SipasRun.OfAsync("schema", "apply", "--people", "--database", Database)).ExitCode);
        await CloseAsync();
        foreach (string file in Directory.GetFiles(Store).Append(units).Append(ballots).Append(policy).Append(frame).Append(plan))
        {
            OtherAccount.Show(file);
        }
    }

    public Task DisposeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            OtherAccount.Open(Store, mayWrite: true);
        }

        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Commands_ThatNameAStore_AreAllInTheTable()
    {
        string[] found = [.. Leaves(SipasCommand.Create(), "")
            .Where(leaf => leaf.Command.Options.Any(option => option.Name == "--database")).Select(leaf => leaf.Name)
            .Order(StringComparer.Ordinal)];

        Assert.Equal(Commands.Keys.Where(name => !name.Contains(" --", StringComparison.Ordinal)).Order(StringComparer.Ordinal), found);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task D04_FolderAndFilesReadableOnly_ReadsAsTheOwnerDoes(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        SipasRun own = await SipasRun.OfAsync(Arguments(command, "own"));
        await CloseAsync();
        Dictionary<string, byte[]> before = Files();
        OtherAccount.Open(Store, mayWrite: false);

        SipasRun other = await OtherAccount.RunAsync(_folder, Arguments(command, "other"));

        // Not recorded by an account that only reads.
        string explained = command == "export"
            ? string.Concat(other.Errors.Split('\n')
                .Where(line => !line.StartsWith("STO0105", StringComparison.Ordinal) && !line.StartsWith("  ", StringComparison.Ordinal)))
                : other.Errors;
        Assert.Equal((own.ExitCode, Masked(own.Output), own.Errors), (other.ExitCode, Masked(other.Output), explained));
        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("score")]
    [InlineData("rank")]
    [InlineData("export")]
    [InlineData("import --preview")]
    [InlineData("device list")]
    [InlineData("quality score")]
    [InlineData("survey list")]
    [InlineData("backup")]
    public async Task D04_LogWithContent_IsRefusedAndSaysWhatToDo(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // As a host leaves it that runs or was killed: the newest ballots stand in the log alone.
        using SqliteConnection writer = await WriteToLogAsync(Database);
        OtherAccount.Open(Store, mayWrite: false);

        SipasRun refused = await OtherAccount.RunAsync(_folder, Arguments(command, "other"));

        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("STO0101", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("sipas.db-wal", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("sipas backup", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("S01", refused.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("people list")]
    [InlineData("people audit")]
    public async Task D04_LogOfPeopleWithContent_IsRefused(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using SqliteConnection writer = await WriteToLogAsync(Path.Combine(Store, "sipas.people.db"));
        OtherAccount.Open(Store, mayWrite: false);

        SipasRun refused = await OtherAccount.RunAsync(_folder, Arguments(command, "other"));

        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("STO0101", refused.Errors[refused.Errors.IndexOf("STO", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task D04_CopyOfAllThreeFiles_IsRefusedWhereItMayOnlyBeReadAndReadWhereItMayBeWritten()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string copy = _folder.File("copy");
        Directory.CreateDirectory(copy);
        using (SqliteConnection writer = await WriteToLogAsync(Database))
        {
            foreach (string file in Directory.GetFiles(Store, "sipas.db*"))
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
                OtherAccount.Show(Path.Combine(copy, Path.GetFileName(file)));
            }
        }

        OtherAccount.Open(copy, mayWrite: false);

        SipasRun refused = await OtherAccount.RunAsync(_folder, "verify", "--database", Path.Combine(copy, "sipas.db"));
        if (Environment.IsPrivilegedProcess)
        {
            SipasRun own = await SipasRun.OfAsync("verify", "--database", Path.Combine(copy, "sipas.db"));
            Assert.Equal(0, own.ExitCode);
        }

        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("STO0101", refused.Errors, StringComparison.Ordinal);
        OtherAccount.Open(copy, mayWrite: true);
    }

    [Fact]
    [Trait("Length", "Long")]
    public Task D05_FolderThatTheReaderMayWrite_IsLeftAsItWasByEveryCommandAndTheOwnerGoesOn() =>
        D05_FolderThatTheReaderMayWrite_IsLeftAsItWasAndTheOwnerGoesOn(
            string.Join('|', Commands.Where(known => known.Value is not null).Select(known => known.Key)));

    [Theory]
    [InlineData("verify|rank|export|people list|import --preview")]
    public async Task D05_FolderThatTheReaderMayWrite_IsLeftAsItWasAndTheOwnerGoesOn(string commands)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        OtherAccount.Open(Store, mayWrite: true);
        Dictionary<string, byte[]> before = Files();
        foreach (string command in commands.Split('|'))
        {
            SipasRun other = await OtherAccount.RunAsync(_folder, Arguments(command, "other"));

            Assert.True(before.Keys.ToHashSet().SetEquals(Files().Keys),
                $"{command} left {string.Join(", ", Files().Keys.Except(before.Keys))}: {other.Errors}");
        }

        Assert.Equal(before, Files());
        if (Environment.IsPrivilegedProcess)
        {
            string more = _folder.Write("more.csv", Ballots.Replace("S01", "S02", StringComparison.Ordinal));
            foreach (string key in Directory.GetFiles(Store, "*key*"))
            {
                File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            SipasRun owner = await SipasRun.OfAsync("import", more, "--pack", "kiosk-9", "--date", "2026-05-02", "--database", Database);

            // The only thing to report: others may read the database.
            Assert.Equal((0, 1), (owner.ExitCode,
                System.Text.RegularExpressions.Regex.Count(owner.Errors, "^[A-Z]{3}[0-9]{4}",
                    System.Text.RegularExpressions.RegexOptions.Multiline)));
            Assert.StartsWith("STO0129", owner.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task D05_WriterThatMayOnlyRead_IsRefusedAndLeavesNothing()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        OtherAccount.Open(Store, mayWrite: true);
        Dictionary<string, byte[]> before = Files();

        SipasRun refused = await OtherAccount.RunAsync(_folder, "units", "import", _folder.File("units.csv"), "--database", Database);

        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("STO0001", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task D05_FilesOfAnotherAccountBesideTheDatabase_AreNamedWithWhatToDo()
    {
        // Only root can give files away, and needs no right itself: the owner is then 'nobody'.
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return;
        }

        using (SqliteConnection writer = await WriteToLogAsync(Database))
        {
            foreach (string ending in (string[])["-wal", "-shm"])
            {
                File.Copy(Database + ending, Database + ending + ".kept");
            }
        }

        foreach (string ending in (string[])["-wal", "-shm"])
        {
            File.Move(Database + ending + ".kept", Database + ending, overwrite: true);
            OtherAccount.Show(Database + ending);
        }

        OtherAccount.Open(Store, mayWrite: true);
        await RunAsync("chown", "65534", Database);
        File.SetUnixFileMode(Database, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        SipasRun owner = await OtherAccount.RunAsync(_folder, "units", "import", _folder.File("units.csv"), "--database", Database,
            "--receipt-key", _folder.File("out/key.pem"));

        Assert.Equal(2, owner.ExitCode);
        Assert.StartsWith("STO0103", owner.Errors, StringComparison.Ordinal);
        Assert.Contains("sipas.db-wal", owner.Errors, StringComparison.Ordinal);
        Assert.Contains("'root'", owner.Errors, StringComparison.Ordinal);
        Assert.Contains("'nobody'", owner.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Read_PathThatIsNotThere_MakesNothing(string command)
    {
        string[] before = [.. Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        string missing = _folder.File("mistyped/sipas.db");

        SipasRun run = await SipasRun.OfAsync([.. Arguments(command, "own")[..^2], "--database", missing]);

        Assert.Equal(command == "schema check" ? 1 : 2, run.ExitCode);
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("case list", "case,state,unit")]
    [InlineData("ticket count", "")]
    [InlineData("people list", "survey,rows,last_used")]
    [InlineData("people audit", "")]
    public async Task Read_StoreThatNeverHadPeople_SaysNoneAndMakesNoFile(string command, string header)
    {
        string people = Path.Combine(Store, "sipas.people.db");
        await CloseAsync();
        File.Delete(people);

        SipasRun none = await SipasRun.OfAsync(Arguments(command, "own"));
        SipasRun named = await SipasRun.OfAsync([.. Arguments(command, "own"), "--people-database", people]);

        Assert.Equal((0, ""), (none.ExitCode, none.Errors));
        Assert.StartsWith(header, none.Output.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Equal(2, named.ExitCode);
        Assert.StartsWith("IMP0001", named.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(people));
    }

    private static IEnumerable<(string Name, Command Command)> Leaves(Command command, string path)
    {
        foreach (Command part in command.Subcommands)
        {
            string name = $"{path} {part.Name}".Trim();
            if (part.Subcommands.Count == 0 || part.Action is not null)
            {
                yield return (name, part);
            }

            foreach ((string, Command) leaf in Leaves(part, name))
            {
                yield return leaf;
            }
        }
    }

    private string[] Arguments(string command, string who) =>
    [
        .. command.Split(" --")[0].Split(' '),
        .. Commands[command]!.Select(argument => argument switch
        {
            "{ballots}" => _folder.File("ballots.csv"),
            "{policy}" => _folder.File("policy.json"),
            "{frame}" => _folder.File("frame.csv"),
            "{plan}" => _folder.File("plan.json"),
            "{new}" => _folder.File($"out/{who}"),
            _ => argument,
        }),
        "--database",
        Database,
    ];

    private string Masked(string output) =>
        string.Join('\n', output.Split('\n').Where(line => !line.Contains("Digest", StringComparison.Ordinal)))
        .Replace(_folder.File("out/own"), "OUT", StringComparison.Ordinal)
        .Replace(_folder.File("out/other"), "OUT", StringComparison.Ordinal);

    // Another test may be closing the same connections at this moment: then our own call returns before SQLite has
    // removed the files beside the database.
    private async Task CloseAsync()
    {
        SqliteConnection.ClearAllPools();
        for (int i = 0; i < 6000 && Directory.GetFiles(Store).Any(file => file.EndsWith("-shm", StringComparison.Ordinal)); i++)
        {
            await Task.Delay(50);
        }
    }

    private Dictionary<string, byte[]> Files() => Directory.GetFiles(Store)
        .ToDictionary(file => file, File.ReadAllBytes, StringComparer.Ordinal);

    // The connection stays open: closing it would copy the log into the file.
    [UnsupportedOSPlatform("windows")]
    private static async Task<SqliteConnection> WriteToLogAsync(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        await connection.OpenAsync();
        await connection.ExecuteAsync(
            "pragma wal_autocheckpoint = 0; create table in_the_log (number integer); insert into in_the_log values (1);");
        foreach (string ending in (string[])["-wal", "-shm"])
        {
            OtherAccount.Show(path + ending);
        }

        return connection;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
