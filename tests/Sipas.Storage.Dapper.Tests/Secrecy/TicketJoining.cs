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
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Stores;
using Sipas.Surveys;
using Sipas.Tickets;
using Sipas.Units;

namespace Sipas.Storage.Dapper.Secrecy;

/// <summary>
/// The attacks on tickets: whoever has both databases and no key joins no more ballots than by guessing inside a unit
/// and a day. Each attack also runs on files of the former scheme (marks and ids without a key), where it joins them all.
/// </summary>
public abstract class TicketJoining : IDisposable
{
    protected static readonly DateTimeOffset Morning = new(2026, 11, 21, 8, 0, 0, TimeSpan.FromHours(7));

    // Known to the test alone. The same at each run, so that a guess is right or wrong once and for all.
    private static readonly byte[] Key = SHA256.HashData("a key for tests"u8);

    private static readonly string[] Procedures = ["1.001", "1.002", "1.003", "1.004", "1.005", "1.006", "1.007", "1.008"];

    internal TemporaryFolder Folder { get; } = new();

    protected FakeTimeProvider Clock { get; } = new(Morning);

    [StorageFact]
    public async Task OneUnitAndProcedure_OrderOfRows_JoinsNoMoreThanGuessing()
    {
        Visit[] visits = Visits(40, 1, 1);
        World former = await RunFormerAsync(visits);
        World now = await RunAsync(visits);

        Assert.Equal(visits.Length, Right(former, Joining.Best(Steal(former), former.Persons)));
        AssertGuessed(now, Steal(now));
    }

    [StorageFact]
    public async Task CellsOfUnitAndProcedure_WithOneBallot_JoinNoMoreThanGuessing()
    {
        Visit[] visits = Visits(48, 5, 8);
        World former = await RunFormerAsync(visits);
        World now = await RunAsync(visits);
        int cells = visits.GroupBy(visit => (visit.Unit, visit.Procedure)).Count(cell => cell.Count() == 1);

        Assert.InRange(cells, 4, visits.Length);
        Assert.Equal(cells, Right(former, Joining.ByCells(Steal(former), former.Persons)));
        StolenFiles stolen = Steal(now);
        Assert.All(stolen.Issued, row => Assert.Null(row.Procedure));
        AssertGuessed(now, stolen);
    }

    [StorageFact]
    public async Task TwoCopiesADayApart_BallotsBetweenThem_JoinNoMoreThanGuessing()
    {
        Visit[] visits = Visits(48, 12, 1);
        Visit[] late = [.. visits.GroupBy(visit => visit.Unit).Select(unit => unit.Last())];
        World former = await RunFormerAsync([.. visits.Except(late)], late);
        World now = await RunAsync([.. visits.Except(late)], late);

        Assert.Equal(late.Length, RightBetween(former));
        Assert.InRange(RightBetween(now), 0, 7);
    }

    [StorageFact]
    public async Task IssuedRows_Blocks_AreOfOneLengthAndShareNoValueWithTheBallots()
    {
        World now = await RunAsync(Visits(48, 5, 8), sampled: true);
        StolenFiles stolen = Steal(now);

        Assert.Equal(["ends_on", "issue_mark", "issued_on", "rated_unit", "sealed"],
            stolen.Issued.SelectMany(row => row.Values.Keys).Distinct().Order(StringComparer.Ordinal));
        Assert.Single(stolen.Issued.Select(row => ((byte[])row.Values["sealed"]).Length).Distinct());
        Assert.Single(stolen.Issued.Select(row => Convert.ToInt64(row.Values["ends_on"], CultureInfo.InvariantCulture)).Distinct());
        Assert.Empty(stolen.Issued.Select(row => Convert.ToHexString((byte[])row.Values["issue_mark"]))
            .Intersect(stolen.Spent.Select(Convert.ToHexString)));
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Folder.Dispose();

    internal abstract SqlStorage NewBallots(string name);

    internal abstract SqlPersonalDataStorage NewPeople(string name, string keyPath);

    /// <summary>A database of people with the table of tickets of the scheme without keys.</summary>
    internal abstract Task<DbConnection> NewFormerPeopleAsync(string name);

    internal abstract Task PrepareAsync(string name);

    /// <summary>What the files of a world show.</summary>
    internal abstract StolenFiles Steal(World world);

    /// <summary>Ballots and tickets by this product.</summary>
    /// <param name="visits">Who gets a ticket, in this order; all answer in another order.</param>
    /// <param name="late">Who gets a ticket with them and answers on the next day, after the first copy.</param>
    /// <param name="sampled">Whether every third dossier was drawn.</param>
    /// <param name="during">Called after each ballot with their number.</param>
    internal async Task<World> RunAsync(Visit[] visits, Visit[]? late = null, bool sampled = false, Action<int>? during = null)
    {
        World world = await BeginAsync("now", visits, late);
        string keyPath = Folder.File("now.key");
        await File.WriteAllTextAsync(keyPath, Convert.ToBase64String(Key) + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(keyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using SqlStorage storage = NewBallots(world.Name);
        using SqlPersonalDataStorage people = NewPeople(world.Name, keyPath);
        using var state = new SurveyState(storage, SampleBallots.Packs);
        await state.OpenAsync(default);
        await SaveUnitsAsync(storage, visits);
        using var office = new TicketIssuer(people.Tickets, state, SampleBallots.Kiosk, TimeSpan.FromDays(30), Clock);
        await using var intake = new BallotIntake(
            storage.Ballots, storage.Held, new BallotValidator(SampleBallots.Packs), state, Clock, tickets: office);
        var tokens = new Dictionary<string, IssuedTicket>(StringComparer.Ordinal);
        foreach (Visit visit in world.AtTheCounter)
        {
            Clock.Advance(TimeSpan.FromSeconds(71));
            tokens.Add(visit.Dossier, sampled && tokens.Count % 3 == 0
                ? await office.IssueSampledAsync(visit.Dossier, visit.Unit, visit.Procedure)
                : await office.IssueAsync(visit.Dossier, visit.Unit, visit.Procedure));
        }

        int sent = 0;
        await SpendAsync(world, visits, late ?? [], async (visit, id) =>
        {
            IssuedTicket ticket = tokens[visit.Dossier];
            IntakeResult result = await intake.SubmitAsync(Json(visit, id, ticket), default);
            Assert.Equal(IntakeStatus.Accepted, result.Status);
            during?.Invoke(++sent);
        });
        return world;
    }

    /// <summary>The same by the former scheme: the control.</summary>
    internal async Task<World> RunFormerAsync(Visit[] visits, Visit[]? late = null, Action<int>? during = null)
    {
        World world = await BeginAsync("former", visits, late);
        var keys = new TicketKeyring([Key]);
        using SqlStorage storage = NewBallots(world.Name);
        await storage.OpenAsync(default);
        await SaveUnitsAsync(storage, visits);
        await using (DbConnection people = await NewFormerPeopleAsync(world.Name))
        {
            foreach (Visit visit in world.AtTheCounter)
            {
                Clock.Advance(TimeSpan.FromSeconds(71));
                await people.ExecuteAsync(
                    "insert into ticket (ticket_id, survey_pack, survey_version, rated_unit, handled_procedure, selection, ends_at, "
                    + "issued_on) values (@id, 'kiosk-9', 'five-1', @Unit, @Procedure, 2, 0, @day)",
                    new
                    {
                        id = keys.IdOf("kiosk-9", visit.Unit, visit.Dossier),
                        visit.Unit,
                        visit.Procedure,
                        day = DayOf(Clock.GetUtcNow()),
                    });
            }
        }

        int sent = 0;
        await SpendAsync(world, visits, late ?? [], async (visit, id) =>
        {
            byte[] mark = SHA256.HashData([.. "sipas-spent/1\n"u8, .. keys.IdOf("kiosk-9", visit.Unit, visit.Dossier)]);
            Ballot ballot = SampleBallots.Ballot(sent + 1, visit.Unit).WithHeader(header => header with
            {
                Id = id,
                ProcedureCode = visit.Procedure,
                StartedAt = Clock.GetUtcNow().AddSeconds(-60),
                CompletedAt = Clock.GetUtcNow(),
            });
            await storage.Ballots.AppendAsync(
                [PendingBallot.Of(ballot, Clock.GetUtcNow()) with { Channel = CollectionChannel.Ticket, TicketHash = mark }],
                allOrNothing: true, default);
            during?.Invoke(++sent);
        });
        return world;
    }

    internal static Visit[] Visits(int count, int units, int procedures)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(1, count).Select(i => new Visit(
            string.Create(CultureInfo.InvariantCulture, $"H49.18-261121-{i:D4}"),
            string.Create(CultureInfo.InvariantCulture, $"U{i % units:D2}"),
            Procedures[(int)(procedures * random.NextDouble() * random.NextDouble())]))];
    }

    internal static int Right(World world, Dictionary<string, Guid> joined) =>
        joined.Count(pair => world.Truth.TryGetValue(pair.Key, out Guid ballot) && ballot == pair.Value);

    /// <summary>Inside each unit and day one guess of a random order is right on the average, with a variance of one:
    /// five deviations are allowed.</summary>
    internal static void AssertGuessed(World world, StolenFiles stolen)
    {
        Assert.Equal(world.Truth.Count, stolen.Ballots.Count);
        Assert.Equal(world.Persons.Count, stolen.Issued.Count);
        Assert.Equal(world.Truth.Count, stolen.Spent.Count);
        int groups = world.Persons.GroupBy(person => (person.Unit, person.Day)).Count();
        Assert.InRange(Right(world, Joining.Best(stolen, world.Persons)), 0, groups + (int)(5 * Math.Sqrt(groups)) + 1);
    }

    protected static int DayOf(DateTimeOffset time) => DayNumber.Of(VietnameseTime.DayOf(time));

    private int RightBetween(World world)
    {
        StolenFiles after = Steal(world);
        StolenFiles before = world.Before!;
        HashSet<string> spent = [.. before.Spent.Select(Convert.ToHexString)];
        HashSet<Guid> known = [.. before.Ballots.Select(ballot => ballot.Id)];
        SeenBallot[] fresh = [.. after.Ballots.Where(ballot => !known.Contains(ballot.Id))];
        Dictionary<string, Guid> joined = Joining.Best(
            after with
            {
                Spent = [.. after.Spent.Where(mark => !spent.Contains(Convert.ToHexString(mark)))],
                Ballots = [.. fresh.Select(ballot => ballot with { Day = DayOf(Morning) })],
                Commits = [],
            },
            world.Persons);
        return Right(world, joined.Where(pair => fresh.Any(ballot => ballot.Id == pair.Value)).ToDictionary());
    }

    private async Task<World> BeginAsync(string name, Visit[] visits, Visit[]? late)
    {
        Clock.AdjustTime(Morning);
        await PrepareAsync(name);

        // Who answers late came between the others.
        Visit[] all = [.. visits.Concat(late ?? []).OrderBy(visit => visit.Dossier, StringComparer.Ordinal)];
        return new World(name, all, [.. all.Select(visit => new Person(visit.Dossier, visit.Unit, DayOf(Morning)))]);
    }

    private async Task SpendAsync(World world, Visit[] visits, Visit[] late, Func<Visit, Guid, Task> spendAsync)
    {
        await SpendOneByOneAsync(visits);
        if (late.Length > 0)
        {
            world.Before = Steal(world);
            Clock.SetUtcNow(Morning.AddDays(1));
            await SpendOneByOneAsync(late);
        }

        async Task SpendOneByOneAsync(Visit[] some)
        {
            foreach (Visit visit in some.OrderBy(visit => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(visit.Dossier))),
                StringComparer.Ordinal))
            {
                Clock.Advance(TimeSpan.FromSeconds(97));
                Guid id = SampleBallots.Id(world.Truth.Count + 1);
                await spendAsync(visit, id);
                world.Truth.Add(visit.Dossier, id);
            }
        }
    }

    private static async Task SaveUnitsAsync(SqlStorage storage, Visit[] visits) => await storage.Units.SaveAsync(
        [.. visits.Select(visit => visit.Unit).Distinct()
            .Select(code => new OrganisationUnit { Code = code, Name = new LocalizedText(code, code), Block = "departments" })], default);

    private byte[] Json(Visit visit, Guid id, IssuedTicket ticket) => Encoding.UTF8.GetBytes(
        $$"""
        {"id":"{{id:D}}","pack":"kiosk-9","questionnaireVersion":"five-1","unit":"{{visit.Unit}}","procedure":"{{visit.Procedure}}",
         "mode":"web","ticket":"{{ticket.Token}}",
         "startedAt":"{{Iso8601.Write(Clock.GetUtcNow().AddSeconds(-60))}}","completedAt":"{{Iso8601.Write(Clock.GetUtcNow())}}",
         "answers":{"K1":4,"K2":4,"K3":5,"K4":4,"K5":4,"K6":3,"K7":4,"K8":4,"K9":4} }
        """);

    internal sealed record Visit(string Dossier, string Unit, string Procedure);

    /// <summary>One run: what happened, and what the attacker wants to know.</summary>
    internal sealed record World(string Name, IReadOnlyList<Visit> AtTheCounter, IReadOnlyList<Person> Persons)
    {
        public Dictionary<string, Guid> Truth { get; } = new(StringComparer.Ordinal);

        public StolenFiles? Before { get; set; }
    }
}
