using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Sipas.Packs;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.ReferenceHost;

public sealed class SqliteStoreCommandsTests : StoreCommandsTests
{
    private string DatabasePath => Folder.File("sipas.db");

    private protected override string[] StoreArguments => ["--database", DatabasePath];

    [Fact]
    public async Task Backup_WhileBallotsArrive_IsOneWholeStateThatVerifiesAndRestores()
    {
        await FillAsync(200);
        using SqlStorage storage = Open(SampleBallots.Packs);
        await storage.OpenAsync(default);
        using var stop = new CancellationTokenSource();
        Task arriving = Task.Run(async () =>
        {
            for (int i = 1_000; !stop.IsCancellationRequested; i++)
            {
                await storage.Ballots.AppendAsync([SampleBallots.Draft(i)], false, default);
            }
        });

        SipasRun backup = await SipasRun.OfAsync("backup", "--database", DatabasePath, "--to", Folder.File("copy.db"));
        await stop.CancelAsync();
        await arriving;
        SipasRun twice = await SipasRun.OfAsync("backup", "--database", DatabasePath, "--to", Folder.File("copy.db"));
        SipasRun restored = await SipasRun.OfAsync("restore", "--from", Folder.File("copy.db"), "--database", Folder.File("restored.db"));
        SipasRun verified = await SipasRun.OfAsync("verify", "--database", Folder.File("restored.db"));

        Assert.Equal((0, 2, 0, 0), (backup.ExitCode, twice.ExitCode, restored.ExitCode, verified.ExitCode));
        Assert.StartsWith("STO0012", twice.Errors, StringComparison.Ordinal);
        using var again = new SqliteStorage(Folder.File("restored.db"), SampleBallots.Packs, TimeProvider.System,
            new SqlStorageOptions { ReceiptKeyPath = KeyPath });
        await again.OpenAsync(default);
        Assert.InRange(await again.Ballots.LastSequenceAsync(default), 200, await storage.Ballots.LastSequenceAsync(default));
        Assert.Empty(Directory.GetFiles(Folder.Path, "*.copying*"));
    }

    [Fact]
    public async Task Backup_OfAHostThatIssuedTickets_RestoresTheirKeyWithThePeople()
    {
        await FillAsync(20);
        string issued = (await TicketAsync(DatabasePath)).Output;

        SipasRun backup = await SipasRun.OfAsync("backup", "--database", DatabasePath, "--to", Folder.File("copy.db"));
        SipasRun restored = await SipasRun.OfAsync("restore", "--from", Folder.File("copy.db"), "--database", Folder.File("restored.db"));
        SipasRun without = await SipasRun.OfAsync("backup", "--database", DatabasePath, "--to", Folder.File("ballots.db"),
            "--without-people");

        Assert.Equal((0, 0, 0), (backup.ExitCode, restored.ExitCode, without.ExitCode));
        Assert.Equal(issued, (await TicketAsync(Folder.File("restored.db"))).Output);
        Assert.Equal(await File.ReadAllBytesAsync(Folder.File("sipas.people.db.ticket-key")),
            await File.ReadAllBytesAsync(Folder.File("restored.people.db.ticket-key")));
        Assert.False(File.Exists(Folder.File("ballots.people.db")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Folder.File("copy.people.db.ticket-key")));
        }

        // Without its key file the copy says so, for a new key refuses the tickets that are out.
        File.Delete(Folder.File("sipas.people.db.ticket-key"));
        SipasRun keyless = await SipasRun.OfAsync("backup", "--database", DatabasePath, "--to", Folder.File("keyless.db"));
        Assert.Equal(0, keyless.ExitCode);
        Assert.Contains("STO0018", keyless.Errors, StringComparison.Ordinal);
        Assert.Contains("sipas.people.db.ticket-key", keyless.Errors, StringComparison.Ordinal);

        Task<SipasRun> TicketAsync(string database) =>
            SipasRun.OfAsync("ticket", "issue", "--dossier", "H49-1", "--unit", "S01", "--host", "https://khaosat.example.vn", "--database",
                database, "--receipt-key", KeyPath);
    }

    [Fact]
    public async Task Backup_PeopleAreThereAlready_CopiesNothing()
    {
        await FillAsync(20);
        Folder.Write("sipas.people.db", "");
        Folder.Write("copy.people.db", "mine");

        SipasRun backup = await SipasRun.OfAsync("backup", "--database", DatabasePath, "--to", Folder.File("copy.db"));

        Assert.Equal(2, backup.ExitCode);
        Assert.StartsWith("STO0012", backup.Errors, StringComparison.Ordinal);
        Assert.Equal(["copy.people.db"], Directory.GetFiles(Folder.Path, "copy*").Select(Path.GetFileName));
    }

    [Fact]
    public async Task Export_FolderIsNotThere_SaysSoAndLeavesNothing()
    {
        await FillAsync(20);

        SipasRun run = await RunAsync("export", "--to", Folder.File("none/log.jsonl"));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("STO0001", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder.Path, "*exporting*"));
    }

    [Fact]
    public async Task Verify_NoDatabase_SaysSoAndMakesNone()
    {
        SipasRun run = await RunAsync("verify");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("IMP0001", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(DatabasePath));
    }

    private protected override SqlStorage Open(MethodPackRegistry packs) =>
        new SqliteStorage(
            DatabasePath, packs, new FakeTimeProvider(SampleBallots.Noon), new SqlStorageOptions { ReceiptKeyPath = KeyPath });

    private protected override async Task ExecuteAsync(string sql)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        await connection.ExecuteAsync(sql);
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(*) from ballot_readable"));
    }

    private protected override Task ChangeAsync(long sequence) =>
        ExecuteOnFileAsync($"drop trigger ballot_is_not_changed; update ballot set answers = '111111111' where sequence = {sequence}");

    private protected override async Task<DbConnection> OwnerAsync()
    {
        var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        await connection.OpenAsync();
        await connection.ExecuteAsync("pragma foreign_keys = off");
        foreach (string trigger in (await connection.QueryAsync<string>("select name from sqlite_schema where type = 'trigger'")).ToList())
        {
            await connection.ExecuteAsync($"drop trigger {trigger}");
        }

        return connection;
    }

    private async Task ExecuteOnFileAsync(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        await connection.ExecuteAsync(sql);
    }
}
