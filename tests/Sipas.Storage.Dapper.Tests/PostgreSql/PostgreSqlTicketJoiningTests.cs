using System.Data.Common;
using Dapper;
using Npgsql;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Secrecy;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.PostgreSql;

/// <summary>The attacks on PostgreSQL: a superuser reads <c>ctid</c>, the order of rows, and <c>xmin</c>, the
/// transaction that wrote each, which the write-ahead log has too.</summary>
[NeedsPostgreSql]
[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlTicketJoiningTests(PostgreSqlServer server) : TicketJoining
{
    private readonly Dictionary<string, (string Ballots, string People)> _databases = [];

    internal override SqlStorage NewBallots(string name) =>
        new PostgreSqlStorage(_databases[name].Ballots, SampleBallots.Packs, Clock,
            new SqlStorageOptions { ReceiptKeyPath = Folder.File($"{name}.pem") });

    internal override SqlPersonalDataStorage NewPeople(string name, string keyPath) =>
        new PostgreSqlPersonalDataStorage(_databases[name].People, Clock,
            new SqlStorageOptions { TicketKeyPath = keyPath, AllowNewStore = true });

    internal override async Task PrepareAsync(string name) =>
        _databases[name] = (await server.NewBallotDatabaseAsync(), await server.NewPeopleDatabaseAsync());

    internal override async Task<DbConnection> NewFormerPeopleAsync(string name)
    {
        var connection = new NpgsqlConnection(_databases[name].People);
        await connection.OpenAsync();
        await connection.ExecuteAsync(
            """
            drop schema sipas_people cascade;
            create schema sipas_people;
            create table sipas_people.ticket (
              ticket_id bytea not null primary key, survey_pack text not null, survey_version text not null, rated_unit text not null,
              handled_procedure text, selection bigint not null, ends_at bigint not null, issued_on bigint not null
            )
            """);
        await connection.ExecuteAsync("set search_path to sipas_people");
        return connection;
    }

    internal override StolenFiles Steal(World world) => StealAsync(world).GetAwaiter().GetResult();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        DropAsync().GetAwaiter().GetResult();
    }

    private async Task DropAsync()
    {
        foreach ((string ballots, string people) in _databases.Values)
        {
            await server.DropAsync(ballots);
            await server.DropAsync(people);
        }
    }

    private async Task<StolenFiles> StealAsync(World world)
    {
        await using var ballots = new NpgsqlConnection(_databases[world.Name].Ballots);
        await using var people = new NpgsqlConnection(_databases[world.Name].People);
        (byte[] Mark, string By)[] spent =
            [.. await ballots.QueryAsync<(byte[], string)>("select token_hash, xmin::text from sipas.spent_ticket order by ctid")];
        ILookup<string, Guid> writers = (await ballots.QueryAsync<(Guid Id, string By)>("select ballot_id, xmin::text from sipas.ballot"))
            .ToLookup(row => row.By, row => row.Id);
        return new StolenFiles
        {
            Ballots =
            [
                .. (await ballots.QueryAsync<(Guid Id, string Unit, string? Procedure, int Day)>(
                    "select ballot_id, u.code, procedure_code, cast(counted_on as integer) from sipas.ballot b join sipas.unit u using "
                    + "(unit_id) where channel = 2 order by sequence"))
                    .Select(row => new SeenBallot(row.Id, row.Unit, row.Procedure, row.Day)),
            ],
            Spent = [.. spent.Select(row => row.Mark)],
            Commits = [.. spent.GroupBy(row => row.By)
                .Select(group => new SeenCommit([.. group.Select(row => row.Mark)], [.. writers[group.Key]]))],
            Issued = SqliteThief.Rows(people, "select * from sipas_people.ticket order by ctid"),
        };
    }
}
