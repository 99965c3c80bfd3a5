using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper;
using Sipas.Storage.Dapper.Sqlite;

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

    [Fact]
    public async Task OpenAsync_SchemaOfVersionFour_IsUpgradedAndKeepsItsBallots()
    {
        await FillAsync(10);
        await ExecuteOnFileAsync(await GoBackAsync() + "delete from schema_version where version >= 5;");
        SipasRun outdated = await RunAsync("verify");

        await FillAsync(12);
        SipasRun unsigned = await RunAsync("verify");
        SipasRun begun = await RunAsync("audit", "begin");
        SipasRun again = await RunAsync("audit", "begin");
        SipasRun verified = await RunAsync("verify");

        Assert.Equal((2, 1, 0, 0, 0), (outdated.ExitCode, unsigned.ExitCode, begun.ExitCode, again.ExitCode, verified.ExitCode));
        Assert.StartsWith("STO0008", outdated.Errors, StringComparison.Ordinal);
        Assert.StartsWith("PRF0041", unsigned.Errors, StringComparison.Ordinal);
        Assert.Contains("signed from now on", begun.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing to do: the audit log is already signed", again.Output, StringComparison.Ordinal);
        Assert.StartsWith("PRF0056", verified.Errors, StringComparison.Ordinal);
        Assert.Contains("12 ballots", verified.Output, StringComparison.Ordinal);
    }

    // Stores of that time chained without the server's notes, which they did not keep.
    [Fact]
    public async Task OpenAsync_SchemaOfVersionOneWithBallots_IsRefusedForItsChainsAndTheVerificationNamesThem()
    {
        await FillAsync(10);
        var links = new List<(long Sequence, byte[] Link)>();
        using (SqlStorage storage = Open(SampleBallots.Packs))
        {
            var heads = new Dictionary<string, byte[]>();
            await foreach (StoredBallot ballot in storage.Log.ReadStoredAsync(0, default))
            {
                byte[] former = heads.GetValueOrDefault(ballot.UnitCode)
                    ?? SHA256.HashData(Encoding.UTF8.GetBytes($"sipas-chain/1 {ballot.UnitCode}\n"));
                heads[ballot.UnitCode] = SHA256.HashData([.. former, .. ballot.ContentHash.Span]);
                links.Add((ballot.Sequence, heads[ballot.UnitCode]));
            }
        }

        await ExecuteOnFileAsync(
            await GoBackAsync()
            + """
            drop table set_aside; drop table spent_ticket; drop table device_phase; drop table device;
            drop view ballot_readable; drop view late_ballot_readable; drop trigger ballot_is_not_changed;
            alter table ballot drop column channel; alter table ballot drop column sent_by;
            alter table ballot drop column clock_skew; alter table ballot drop column counted_on;
            drop table collection_channel; create view ballot_readable as select sequence from ballot;
            drop view ballot_value_readable; drop table ballot_value; drop table value_secret; drop table questionnaire_question;
            drop table late_ballot; drop table survey_closing; drop table audit;
            alter table receipt_key drop column vouch; alter table receipt_key drop column vouched_by;
            delete from schema_version where version >= 2;
            """
            + string.Concat(links.Select(row =>
                $"update ballot set chain_hash = x'{Convert.ToHexString(row.Link)}' where sequence = {row.Sequence};"))
            + "create trigger ballot_is_not_changed before update on ballot begin select raise(abort, 'a ballot is never changed'); end;");

        SipasException refused = await Assert.ThrowsAsync<SipasException>(() => FillAsync(12));
        SipasRun verified = await RunAsync("verify");

        Assert.Equal((ProblemCodes.ChainOutdated, "Q01"), (refused.Problems[0].Code, refused.Problems[0].Place));
        Assert.Equal(1, verified.ExitCode);
        Assert.StartsWith("PRF0025", verified.Errors, StringComparison.Ordinal);
        Assert.Contains("PRF0025 × 3", verified.Errors, StringComparison.Ordinal);

        // No record of a store of that version is signed, so its three units stand without one.
        Assert.Contains("PRF0045 × 3", verified.Errors, StringComparison.Ordinal);
        Assert.Contains("6 faults", verified.Output, StringComparison.Ordinal);
    }

    // SQL that takes away what the scripts after the fourth made.
    private async Task<string> GoBackAsync()
    {
        using SqlStorage storage = Open(SampleBallots.Packs);
        return string.Concat((await storage.ReadViewsAsync(default)).Select(view => $"drop view {view.Name};"))
            + """
            drop view ballot_answer; drop view ballot_value_readable; drop view late_ballot_readable;
            drop view ballot_readable; drop view counted_ballot;
            drop table spent_seal; drop index audit_number;
            alter table audit drop column number; alter table audit drop column makes; alter table audit drop column link;
            alter table audit drop column key_id; alter table audit drop column signature;
            drop table correction_request; drop table method_pack; drop table ballot_correction;
            drop table signal_delivery; drop table signal_watermark;
            drop table paper_handover; drop table paper_entry; drop table paper_batch;
            drop table ballot_review; drop table ballot_flag; drop table quality_notice; drop table quality_run;
            drop table import_map; drop table survey_design; drop table unit_succession;
            alter table survey_closing drop column pack_version; alter table survey_closing drop column pack_hash;
            alter table set_aside drop column erased_at;
            create view ballot_answer as select sequence from ballot;
            create view ballot_value_readable as select sequence from ballot_value;
            create view ballot_readable as select sequence from ballot;
            create view late_ballot_readable as select sequence from late_ballot;

            """;
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
