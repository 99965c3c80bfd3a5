using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Intake;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Stores;
using Sipas.Surveys;
using Sipas.Tickets;

namespace Sipas.Storage.Dapper;

/// <summary>Once a ticket is spent, nothing in both databases leads from an answer to a person: looked for in every
/// value of every table.</summary>
public abstract class TicketSecrecy
{
    protected const int Dossiers = 40;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 21, 9, 13, 37, TimeSpan.FromHours(7)));

    /// <summary>What stands before a table of people in SQL.</summary>
    protected virtual string PeoplePrefix => "";

    protected abstract Task<(SqlStorage Ballots, SqlPersonalDataStorage People)> CreateAsync(TimeProvider clock);

    protected abstract Task<DbConnection> ConnectAsync(bool ofPeople);

    protected abstract IEnumerable<string> TablesOf(DbConnection connection, bool ofPeople);

    [StorageFact]
    public async Task SpentTickets_BothDatabases_ShareNoValueThatTellsOneBallotFromAnother()
    {
        List<(string Dossier, IssuedTicket Ticket, byte[] Spent)> issued = await IssueAndSpendAsync();

        using DbConnection ballotRows = await ConnectAsync(ofPeople: false);
        using DbConnection peopleRows = await ConnectAsync(ofPeople: true);
        Dictionary<string, List<(string Column, string Value)>> ballots = ReadAll(ballotRows, ofPeople: false);
        Dictionary<string, List<(string Column, string Value)>> people = ReadAll(peopleRows, ofPeople: true);

        // All dossiers are of one unit and procedure: what these and the survey are called is shared by all and tells nobody from anybody.
        HashSet<string> common = ["S01", "kiosk-9", "five-1", "1.004227", "2", "20261121", "1"];
        var inPeople = people["ticket"].Select(cell => cell.Value).Where(value => !common.Contains(value))
            .ToHashSet(StringComparer.Ordinal);
        var inBallots = ballots.Values.SelectMany(cells => cells).Select(cell => cell.Value).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(inPeople.Intersect(inBallots));

        // Nor under a hash that anybody could compute without the key of tickets: of the dossier, of the token, of the id.
        foreach ((string dossier, IssuedTicket ticket, byte[] mark) in issued)
        {
            byte[] id = ticket.Ticket.Id.ToArray();
            string[] traces =
            [
                dossier, ticket.Token, Hex(id), Hex(SHA256.HashData([.. "sipas-spent/1\n"u8, .. id])),
                Hex(Encoding.UTF8.GetBytes(ticket.Token)), Hex(SHA256.HashData(id)), Hex(SHA256.HashData(Encoding.UTF8.GetBytes(dossier))),
                Hex(SHA256.HashData(Encoding.UTF8.GetBytes(ticket.Token))),
            ];
            Assert.Empty(inBallots.Intersect(traces));
            Assert.Empty(people.Values.SelectMany(cells => cells).Select(cell => cell.Value).Intersect(traces));
            Assert.DoesNotContain(dossier, people["ticket"].Select(cell => cell.Value));
            Assert.DoesNotContain(ticket.Token, people["ticket"].Select(cell => cell.Value));

            // That a ticket is spent is all that can be learnt of it, and only in the set of spent ones.
            string spent = Hex(mark);
            Assert.Equal("spent_ticket.token_hash",
                Assert.Single(ballots.SelectMany(table =>
                    table.Value.Where(cell => cell.Value == spent).Select(cell => $"{table.Key}.{cell.Column}"))));
        }
    }

    protected async Task<List<(string Dossier, IssuedTicket Ticket, byte[] Spent)>> IssueAndSpendAsync()
    {
        (SqlStorage storage, SqlPersonalDataStorage people) = await CreateAsync(_clock);
        using IDisposable ballots = storage;
        using IDisposable persons = people;
        using var state = new SurveyState(storage, SampleBallots.Packs);
        await state.OpenAsync(default);
        await storage.Units.SaveAsync(SampleBallots.Units, default);
        using var office = new TicketIssuer(people.Tickets, state, SampleBallots.Kiosk, TimeSpan.FromDays(30), _clock);
        await using var intake = new BallotIntake(
            storage.Ballots, storage.Held, new BallotValidator(SampleBallots.Packs), state, _clock, tickets: office);
        var issued = new List<(string Dossier, IssuedTicket Ticket, byte[] Spent)>();
        for (int i = 1; i <= Dossiers; i++)
        {
            string dossier = string.Create(CultureInfo.InvariantCulture, $"H49.18-261121-{i:D4}");
            _clock.Advance(TimeSpan.FromSeconds(71));
            IssuedTicket ticket = await office.IssueAsync(dossier, "S01", "1.004227");
            issued.Add((dossier, ticket, office.SpentHash(ticket.Ticket)));
        }

        foreach ((_, IssuedTicket ticket, _) in issued.OrderBy(ticket => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(ticket.Dossier)))))
        {
            _clock.Advance(TimeSpan.FromSeconds(97));
            IntakeResult result = await intake.SubmitAsync(Ballot(ticket.Token, _clock.GetUtcNow()), default);
            Assert.Equal(IntakeStatus.Accepted, result.Status);
        }

        return issued;
    }

    private static byte[] Ballot(string token, DateTimeOffset now) => Encoding.UTF8.GetBytes(
        $$"""
        {"id":"{{Guid.NewGuid():D}}","pack":"kiosk-9","questionnaireVersion":"five-1","unit":"S01","procedure":"1.004227",
         "mode":"web","basis":"selfSelected","ticket":"{{token}}",
         "startedAt":"{{Iso8601.Write(now.AddSeconds(-60))}}","completedAt":"{{Iso8601.Write(now)}}",
         "answers":{"K1":4,"K2":4,"K3":5,"K4":4,"K5":4,"K6":3,"K7":4,"K8":4,"K9":4} }
        """);

    private Dictionary<string, List<(string Column, string Value)>> ReadAll(DbConnection connection, bool ofPeople)
    {
        var tables = new Dictionary<string, List<(string, string)>>(StringComparer.Ordinal);
        foreach (string table in TablesOf(connection, ofPeople))
        {
            var cells = new List<(string, string)>();
            using System.Data.IDataReader reader = connection.ExecuteReader($"select * from {(ofPeople ? PeoplePrefix : "")}{table}");
            while (reader.Read())
            {
                for (int i = 0; i < reader.FieldCount; i++)
                {
                    object value = reader.GetValue(i);
                    if (value is not DBNull)
                    {
                        cells.Add((reader.GetName(i), value is byte[] bytes
                            ? Hex(bytes)
                            : Convert.ToString(value, CultureInfo.InvariantCulture)!));
                    }
                }
            }

            tables.Add(table, cells);
        }

        return tables;
    }

    protected static string Hex(byte[] bytes) => Convert.ToHexString(bytes);
}
