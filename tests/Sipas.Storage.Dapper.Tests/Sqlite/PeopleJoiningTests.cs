using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Ballots;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Secrecy;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>The attacks on listed people, on SQLite: values, order of cells in the pages, bytes of the files and of their logs.</summary>
public sealed class PeopleJoiningTests : PeopleJoining
{
    private readonly List<IDisposable> _opened = [];

    protected override void Dispose(bool disposing)
    {
        _opened.ForEach(storage => storage.Dispose());
        base.Dispose(disposing);
    }

    internal override Task<(SqlStorage Ballots, SqlPersonalDataStorage People)> NewAsync()
    {
        var ballots = new SqliteStorage(Folder.File("s.db"), SampleBallots.Packs, Clock);
        var people = new SqlitePersonalDataStorage(Folder.File("s.people.db"), Clock);
        _opened.AddRange([ballots, people]);
        return Task.FromResult<(SqlStorage, SqlPersonalDataStorage)>((ballots, people));
    }

    protected override async Task<DbConnection> ConnectAsync(bool ofPeople)
    {
        var connection = new SqliteConnection($"Data Source={Folder.File(ofPeople ? "s.people.db" : "s.db")};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    protected override IEnumerable<string> TablesOf(DbConnection connection, bool ofPeople) =>
        connection.Query<string>("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'");

    internal override List<SeenTicket> InOrderOfWriting(DbConnection connection, string table)
    {
        string key = connection.QueryFirst<string>($"select name from pragma_table_info('{table}') where pk = 1");
        string copy = SqliteThief.Copy(Folder.Path, "s.*", Folder.File($"copy-{Guid.NewGuid():N}"));
        return [.. SqliteThief.KeysOf(Path.Combine(copy, "s.people.db"), table)
            .Select(mark => SqliteThief.Rows(connection, $"select * from {table} where cast({key} as blob) = @mark", new { mark })
                .Single())];
    }

    internal override Guid[] InOrderOfTheLog(DbConnection connection, CollectionMode mode) =>
        [.. connection.Query<byte[]>("select ballot_id from ballot where mode = @mode order by sequence", new { mode = (int)mode })
            .Select(id => new Guid(id, bigEndian: true))];

    internal override IEnumerable<byte[]> FileBytes() =>
        Directory.GetFiles(Folder.Path, "s.*")
        .Where(file => file.EndsWith(".db", StringComparison.Ordinal) || file.EndsWith("-wal", StringComparison.Ordinal))
        .Select(File.ReadAllBytes);
}
