using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Secrecy;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>The attacks on SQLite: order of cells in the pages, the write-ahead log of running files, and <c>sipas backup</c>.</summary>
public sealed class TicketJoiningTests : TicketJoining
{
    [Fact]
    public async Task CopiesOfRunningFiles_WriteAheadLog_JoinNoMoreThanGuessing()
    {
        Visit[] visits = Visits(60, 1, 1);
        var copies = new List<string>();
        World former = await RunFormerAsync(visits, during: sent => CopyRunning("former", sent));
        string[] ofFormer = [.. copies];
        copies.Clear();
        World now = await RunAsync(visits, during: sent => CopyRunning("now", sent));

        StolenFiles stolenFormer = SqliteThief.FromLogs(ofFormer, "former.db", "former.people.db");
        Assert.InRange(Right(former, Joining.Best(stolenFormer with { Spent = [] }, former.Persons)), visits.Length * 9 / 10,
            visits.Length);
        StolenFiles stolen = SqliteThief.FromLogs(copies, "now.db", "now.people.db");

        // The log joins marks and ballots as before; a mark says nothing of its ticket.
        Assert.InRange(stolen.Commits.Count(commit => commit.Marks.Count == 1 && commit.Ballots.Count == 1), visits.Length * 9 / 10,
            visits.Length);
        AssertGuessed(now, stolen);

        void CopyRunning(string name, int sent)
        {
            if (sent % 20 == 0)
            {
                copies.Add(SqliteThief.Copy(Folder.Path, $"{name}.*", Folder.File($"{name}-{sent}")));
            }
        }
    }

    [Fact]
    public async Task Backup_WithoutItsKeys_JoinsNoMoreThanGuessing()
    {
        Visit[] visits = Visits(40, 1, 1);
        World former = await RunFormerAsync(visits);
        World now = await RunAsync(visits);

        SqliteBackup.Copy(Database("former"), Folder.File("former-backup.db"));
        SqliteBackup.Copy(Database("now"), Folder.File("now-backup.db"), People("now"), Folder.File("now-backup.people.db"));
        File.Copy(People("former"), Folder.File("former-backup.people.db"));

        Assert.Equal(visits.Length,
            Right(former, Joining.Best(SqliteThief.From(Folder.File("former-backup.db"), Folder.File("former-backup.people.db")),
                former.Persons)));
        AssertGuessed(now, SqliteThief.From(Folder.File("now-backup.db"), Folder.File("now-backup.people.db")));
    }

    internal override SqlStorage NewBallots(string name) => new SqliteStorage(Database(name), SampleBallots.Packs, Clock);

    internal override SqlPersonalDataStorage NewPeople(string name, string keyPath) =>
        new SqlitePersonalDataStorage(People(name), Clock, new SqlStorageOptions { TicketKeyPath = keyPath, AllowNewStore = true });

    internal override Task PrepareAsync(string name) => Task.CompletedTask;

    internal override async Task<DbConnection> NewFormerPeopleAsync(string name)
    {
        var connection = new SqliteConnection($"Data Source={People(name)};Pooling=False");
        await connection.OpenAsync();
        await connection.ExecuteAsync("pragma journal_mode = wal");
        await connection.ExecuteAsync(
            """
            create table ticket (
              ticket_id blob not null primary key, survey_pack text not null, survey_version text not null, rated_unit text not null,
              handled_procedure text, selection integer not null, ends_at integer not null, issued_on integer not null
            ) strict, without rowid
            """);
        return connection;
    }

    internal override StolenFiles Steal(World world)
    {
        string copy = SqliteThief.Copy(Folder.Path, $"{world.Name}.*", Folder.File($"copy-{Guid.NewGuid():N}"));
        return SqliteThief.From(Path.Combine(copy, $"{world.Name}.db"), Path.Combine(copy, $"{world.Name}.people.db"));
    }

    private string Database(string name) => Folder.File($"{name}.db");

    private string People(string name) => Folder.File($"{name}.people.db");
}
