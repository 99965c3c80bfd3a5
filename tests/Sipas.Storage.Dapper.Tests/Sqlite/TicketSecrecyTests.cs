using System.Data.Common;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Stores;
using Sipas.Tickets;

namespace Sipas.Storage.Dapper.Sqlite;

public sealed class TicketSecrecyTests : TicketSecrecy, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string BallotFile => _folder.File("sipas.db");

    private string PeopleFile => _folder.File("sipas.people.db");

    public void Dispose() => _folder.Dispose();

    protected override Task<(SqlStorage Ballots, SqlPersonalDataStorage People)> CreateAsync(TimeProvider clock) =>
        Task.FromResult<(SqlStorage, SqlPersonalDataStorage)>(
            (new SqliteStorage(BallotFile, SampleBallots.Packs, clock), new SqlitePersonalDataStorage(PeopleFile, clock)));

    protected override async Task<DbConnection> ConnectAsync(bool ofPeople)
    {
        var connection = new SqliteConnection($"Data Source={(ofPeople ? PeopleFile : BallotFile)}");
        await connection.OpenAsync();
        return connection;
    }

    protected override IEnumerable<string> TablesOf(DbConnection connection, bool ofPeople) =>
        connection.Query<string>("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'").ToList();

    [Fact]
    public async Task SpentTickets_TheirSet_HasNoNumberNoTimeAndNoOrderOfItsOwn()
    {
        List<(string Dossier, IssuedTicket Ticket, byte[] Spent)> issued = await IssueAndSpendAsync();

        using var connection = new SqliteConnection($"Data Source={BallotFile}");
        string[] columns = [.. connection.Query<string>("select name from pragma_table_info('spent_ticket')")];
        Assert.Equal(["token_hash"], columns);
        Assert.Throws<SqliteException>(() => connection.Query<long>("select rowid from spent_ticket").ToList());
        string[] order = [.. connection.Query<byte[]>("select token_hash from spent_ticket").Select(Hex)];
        Assert.Equal(order.Order(StringComparer.Ordinal), order);
        Assert.Equal(Dossiers, order.Length);
        Assert.NotEqual(issued.Select(ticket => Hex(ticket.Spent)), order);
        Assert.Empty(connection.Query<string>(
            "select m.name from sqlite_schema m, pragma_foreign_key_list(m.name) k where m.type = 'table' and k.\"table\" = "
            + "'spent_ticket'"));

        // Of the times at which a ticket was issued and ends, people keep the days.
        using var people = new SqliteConnection($"Data Source={PeopleFile}");
        Assert.Equal(["issue_mark", "rated_unit", "issued_on", "ends_on", "sealed"],
            people.Query<string>("select name from pragma_table_info('ticket')"));
        Assert.Equal(Dossiers, people.ExecuteScalar<int>("select count(*) from ticket where issued_on = 20261121 and ends_on = 20261222"));
        Assert.Throws<SqliteException>(() => people.Query<long>("select rowid from ticket").ToList());
    }

    [Fact]
    public async Task SpentTickets_BytesOfTheFiles_HoldNoTokenAndNoDossier()
    {
        List<(string Dossier, IssuedTicket Ticket, byte[] Spent)> issued = await IssueAndSpendAsync();

        // The log before the database: when another test closes all connections, it goes, and its pages are in the database.
        foreach (string file in Directory.GetFiles(_folder.Path).Where(file => !file.EndsWith(".ticket-key", StringComparison.Ordinal))
            .OrderDescending(StringComparer.Ordinal))
        {
            byte[] bytes;
            try
            {
                bytes = await File.ReadAllBytesAsync(file);
            }
            catch (FileNotFoundException) when (file.EndsWith("-wal", StringComparison.Ordinal)
                || file.EndsWith("-shm", StringComparison.Ordinal))
            {
                continue;
            }

            foreach ((string dossier, IssuedTicket ticket, _) in issued)
            {
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(dossier)) < 0,
                    $"{Path.GetFileName(file)} holds a dossier's number");
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(ticket.Token)) < 0, $"{Path.GetFileName(file)} holds a token");
                Assert.True(bytes.AsSpan().IndexOf(ticket.Ticket.Id.Span) < 0, $"{Path.GetFileName(file)} holds a ticket's id");
            }
        }
    }
}
