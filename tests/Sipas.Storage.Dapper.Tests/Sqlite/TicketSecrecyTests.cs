using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Ballots;
using Sipas.Intake;
using Sipas.Storage.Contract;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Once a ticket is spent, nothing in both databases leads from an answer to a person: looked for in the schema, in every value and in the bytes of the files.</summary>
public sealed class TicketSecrecyTests : IDisposable
{
    private const int Dossiers = 40;

    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 9, 13, 37, TimeSpan.FromHours(7)));

    private string BallotFile => _folder.File("sipas.db");

    private string PeopleFile => _folder.File("sipas.people.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SpentTickets_BothDatabases_ShareNoValueThatTellsOneBallotFromAnother()
    {
        List<(string Dossier, IssuedTicket Ticket)> issued = await IssueAndSpendAsync();

        Dictionary<string, List<(string Column, string Value)>> ballots = ReadAll(BallotFile);
        Dictionary<string, List<(string Column, string Value)>> people = ReadAll(PeopleFile);

        // All dossiers are of one unit and procedure: what these and the survey are called is shared by all and tells nobody from anybody.
        HashSet<string> common = ["S01", "kiosk-9", "five-1", "1.004227", "2", "20261121", "1"];
        var inPeople = people["ticket"].Select(cell => cell.Value).Where(value => !common.Contains(value)).ToHashSet(StringComparer.Ordinal);
        var inBallots = ballots.Values.SelectMany(cells => cells).Select(cell => cell.Value).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(inPeople.Intersect(inBallots));

        // Nor under a hash that anybody could compute without the key of tickets: of the dossier, of the token, of the id.
        foreach ((string dossier, IssuedTicket ticket) in issued)
        {
            byte[] id = ticket.Ticket.Id.ToArray();
            string[] traces =
            [
                dossier, ticket.Token, Hex(id), Hex(Encoding.UTF8.GetBytes(ticket.Token)), Hex(SHA256.HashData(id)), Hex(SHA256.HashData(Encoding.UTF8.GetBytes(dossier))),
                Hex(SHA256.HashData(Encoding.UTF8.GetBytes(ticket.Token))),
            ];
            Assert.Empty(inBallots.Intersect(traces));
            Assert.DoesNotContain(dossier, people["ticket"].Select(cell => cell.Value));
            Assert.DoesNotContain(ticket.Token, people["ticket"].Select(cell => cell.Value));

            // That a ticket is spent is all that can be learnt of it, and only in the set of spent ones.
            string spent = Hex(ticket.Ticket.SpentHash());
            Assert.Equal("spent_ticket.token_hash", Assert.Single(ballots.SelectMany(table => table.Value.Where(cell => cell.Value == spent).Select(cell => $"{table.Key}.{cell.Column}"))));
        }
    }

    [Fact]
    public async Task SpentTickets_TheirSet_HasNoNumberNoTimeAndNoOrderOfItsOwn()
    {
        List<(string Dossier, IssuedTicket Ticket)> issued = await IssueAndSpendAsync();

        using var connection = new SqliteConnection($"Data Source={BallotFile}");
        string[] columns = [.. connection.Query<string>("select name from pragma_table_info('spent_ticket')")];
        Assert.Equal(["token_hash"], columns);
        Assert.Throws<SqliteException>(() => connection.Query<long>("select rowid from spent_ticket").ToList());
        string[] order = [.. connection.Query<byte[]>("select token_hash from spent_ticket").Select(Hex)];
        Assert.Equal(order.Order(StringComparer.Ordinal), order);
        Assert.Equal(Dossiers, order.Length);
        Assert.NotEqual(issued.Select(ticket => Hex(ticket.Ticket.Ticket.SpentHash())), order);
        Assert.Empty(connection.Query<string>("select m.name from sqlite_schema m, pragma_foreign_key_list(m.name) k where m.type = 'table' and k.\"table\" = 'spent_ticket'"));

        // Of the time at which a ticket was issued, people keep the day; its end is a midnight.
        using var people = new SqliteConnection($"Data Source={PeopleFile}");
        Assert.Equal(["ticket_id", "survey_pack", "survey_version", "rated_unit", "handled_procedure", "selection", "ends_at", "issued_on"], people.Query<string>("select name from pragma_table_info('ticket')"));
        Assert.Equal(Dossiers, people.ExecuteScalar<int>("select count(*) from ticket where (ends_at + 25200) % 86400 = 0"));
        Assert.Throws<SqliteException>(() => people.Query<long>("select rowid from ticket").ToList());
    }

    [Fact]
    public async Task SpentTickets_BytesOfTheFiles_HoldNoTokenAndNoDossier()
    {
        List<(string Dossier, IssuedTicket Ticket)> issued = await IssueAndSpendAsync();

        foreach (string file in Directory.GetFiles(_folder.Path).Where(file => !file.EndsWith(".ticket-key", StringComparison.Ordinal)))
        {
            byte[] bytes = await File.ReadAllBytesAsync(file);
            foreach ((string dossier, IssuedTicket ticket) in issued)
            {
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(dossier)) < 0, $"{Path.GetFileName(file)} holds a dossier's number");
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(ticket.Token)) < 0, $"{Path.GetFileName(file)} holds a token");
                Assert.True(Path.GetFileName(file).StartsWith("sipas.people", StringComparison.Ordinal) || bytes.AsSpan().IndexOf(ticket.Ticket.Id.Span) < 0, $"{Path.GetFileName(file)} holds a ticket's id");
            }
        }
    }

    private async Task<List<(string Dossier, IssuedTicket Ticket)>> IssueAndSpendAsync()
    {
        using var storage = new SqliteStorage(BallotFile, SampleBallots.Packs, _clock);
        using var people = new SqlitePeopleStorage(PeopleFile, _clock);
        using var state = new SurveyState(storage, SampleBallots.Packs);
        await state.OpenAsync(default);
        await storage.SaveAsync(SampleBallots.Units, default);
        using var office = new TicketOffice(people, state, SampleBallots.Kiosk, TimeSpan.FromDays(30), _clock);
        await using var intake = new BallotIntake(storage, new BallotValidator(SampleBallots.Packs), state, _clock, tickets: office);
        var issued = new List<(string Dossier, IssuedTicket Ticket)>();
        for (int i = 1; i <= Dossiers; i++)
        {
            string dossier = string.Create(CultureInfo.InvariantCulture, $"H49.18-261121-{i:D4}");
            _clock.Now = _clock.Now.AddSeconds(71);
            issued.Add((dossier, await office.IssueAsync(dossier, "S01", "1.004227")));
        }

        foreach ((_, IssuedTicket ticket) in issued.OrderBy(ticket => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(ticket.Dossier)))))
        {
            _clock.Now = _clock.Now.AddSeconds(97);
            IntakeResult result = await intake.SubmitAsync(Ballot(ticket.Token, _clock.Now), default);
            Assert.Equal(IntakeStatus.Accepted, result.Status);
        }

        return issued;
    }

    private static byte[] Ballot(string token, DateTimeOffset now) => Encoding.UTF8.GetBytes(
        $$"""
        {"id":"{{Guid.NewGuid():D}}","pack":"kiosk-9","questionnaireVersion":"five-1","unit":"S01","procedure":"1.004227","mode":"web","basis":"selfSelected","ticket":"{{token}}",
         "startedAt":"{{Text.IsoTime.Write(now.AddSeconds(-60))}}","completedAt":"{{Text.IsoTime.Write(now)}}","answers":{"K1":4,"K2":4,"K3":5,"K4":4,"K5":4,"K6":3,"K7":4,"K8":4,"K9":4} }
        """);

    private static Dictionary<string, List<(string Column, string Value)>> ReadAll(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        var tables = new Dictionary<string, List<(string, string)>>(StringComparer.Ordinal);
        foreach (string table in connection.Query<string>("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'").ToList())
        {
            var cells = new List<(string, string)>();
            using System.Data.IDataReader reader = connection.ExecuteReader($"select * from {table}");
            while (reader.Read())
            {
                for (int i = 0; i < reader.FieldCount; i++)
                {
                    object value = reader.GetValue(i);
                    if (value is not DBNull)
                    {
                        cells.Add((reader.GetName(i), value is byte[] bytes ? Hex(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!));
                    }
                }
            }

            tables.Add(table, cells);
        }

        return tables;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);
}
