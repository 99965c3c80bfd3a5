using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Fieldwork;
using Sipas.Intake;
using Sipas.Paper;
using Sipas.Problems;
using Sipas.Audit;
using Sipas.Cases;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Stores;
using Sipas.Surveys;
using Sipas.Tickets;

namespace Sipas.Storage.Dapper.Secrecy;

/// <summary>
/// The attacks on listed people: the field log beside interviews, printed numbers of paper ballots, requests to be
/// contacted beside low ratings. Whoever has both databases and no key joins no more than by guessing inside a unit and
/// a day; on rows of the former scheme each attack joins them all.
/// </summary>
public abstract class PeopleJoining : IDisposable
{
    private const int Listed = 30;
    private const string Survey = "PX-2026";

    internal TemporaryFolder Folder { get; } = new();

    protected FakeTimeProvider Clock { get; } = new(SampleBallots.Noon);

    [StorageFact]
    public async Task FieldLog_BesideInterviews_JoinsNoMoreThanGuessing()
    {
        (SqlStorage ballots, SqlPersonalDataStorage people) = await OpenAsync();
        await people.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        var truth = new Dictionary<string, Guid>(StringComparer.Ordinal);
        var former = new List<(DateTimeOffset RecordedAt, string Code)>();
        foreach (int i in Enumerable.Range(1, Listed).OrderBy(i => Convert.ToHexString(SHA256.HashData([(byte)i])), StringComparer.Ordinal))
        {
            string code = FormattableString.Invariant($"C{i}");
            Clock.Advance(TimeSpan.FromMinutes(11));
            Ballot interview = SampleBallots.Ballot(i, basis: SelectionBasis.Sampled)
                .WithHeader(header => header with { Mode = CollectionMode.Interview });
            await ballots.Ballots.AppendAsync([PendingBallot.Of(interview, Clock.GetUtcNow()) with { Channel = CollectionChannel.Officer }],
                allOrNothing: true, default);
            truth.Add(code, interview.Id);
            Clock.Advance(TimeSpan.FromMinutes(2));
            former.Add((Clock.GetUtcNow(), code));
            Assert.True(await people.Field.AppendFieldLogAsync(
                Survey, former.Count - 1,
                [new FieldEvent { Day = new DateOnly(2026, 11, 21), Code = code, Kind = FieldEventKind.Closed,
                    Disposition = Disposition.Complete }], "Lan", default));
        }

        await using DbConnection ballotRows = await ConnectAsync(ofPeople: false);
        await using DbConnection peopleRows = await ConnectAsync(ofPeople: true);
        List<SeenTicket> lines = InOrderOfWriting(peopleRows, "field_event");

        // The codes are on the list, which the attacker has; the k-th outcome of a unit and day goes with its k-th interview.
        string[] codes = [.. Enumerable.Range(1, Listed).Select(i => FormattableString.Invariant($"C{i}"))];
        Guid[] interviews = InOrderOfTheLog(ballotRows, CollectionMode.Interview);
        Assert.Equal(Listed, interviews.Length);
        Assert.Equal(Listed, lines.Count);
        Assert.Equal(Listed, RightOf(former.OrderBy(line => line.RecordedAt).Select(line => line.Code)));
        Assert.InRange(RightOf(lines
            .Select((line, k) => line.Values.Values.OfType<string>().FirstOrDefault(codes.Contains) ?? codes[k])), 0, 7);
        Assert.Equal(["event_mark", "recorded_on", "sealed", "survey_id"],
            lines.SelectMany(line => line.Values.Keys).Distinct().Order(StringComparer.Ordinal));
        Assert.Single(lines.Select(line => ((byte[])line.Values["sealed"]).Length).Distinct());
        Assert.Equal(
            Listed, (await people.Field.ReadFieldLogAsync(Survey, default)).Select(entry => entry.Event.Code).Intersect(codes).Count());

        int RightOf(IEnumerable<string> order) => order.Zip(interviews).Count(pair => truth[pair.First] == pair.Second);
    }

    [StorageFact]
    public async Task PrintedNumbers_OfImportedAndKeyedBallots_LeadToNone()
    {
        (SqlStorage ballots, SqlPersonalDataStorage people) = await OpenAsync();
        using var state = new SurveyState(ballots, SampleBallots.Packs);
        await state.OpenAsync(default);
        await using var intake = new BallotIntake(ballots.Ballots, ballots.Held, new BallotValidator(SampleBallots.Packs), state, Clock);
        using var keys = new StoreKeys(people.Tickets);
        TicketKeyring opened = await keys.OpenAsync(default);
        string[] numbers = [.. Enumerable.Range(1, 20).Select(i => PrintedNumber.Of(i))];
        foreach ((int i, string number) in numbers.Take(10).Select((number, i) => (i, number)))
        {
            await ballots.Ballots.AppendAsync([Paper(i + 1, opened.Numbers.ToId("kiosk-9", "S01", number))], allOrNothing: true, default);
        }

        // The others are keyed twice at the desk; an imported number that is keyed again is still found.
        var service = new PaperEntryService(intake, ballots.Paper, state, keys);
        await KeyAsync(service, "L-01", numbers[10..]);
        Assert.Empty(await service.AcceptAsync("L-01", default));
        await KeyAsync(service, "L-02", numbers[..1]);
        Assert.Equal([ProblemCodes.IdConflict], (await service.AcceptAsync("L-02", default)).Select(problem => problem.Code));
        Assert.Equal(numbers[10..], (await service.FindAsync("L-01", default))!.Sheets.Select(sheet => sheet.BallotNumber));

        HashSet<string> cells = [.. await CellsAsync()];
        await using DbConnection paperRows = await ConnectAsync(ofPeople: false);
        Assert.Equal(20, InOrderOfTheLog(paperRows, CollectionMode.Paper).Length);
        Assert.Equal(0, numbers.Count(number => Traces(number).Any(cells.Contains)));

        // The control: ids as they were made before.
        foreach ((int i, string number) in numbers.Select((number, i) => (i, number)))
        {
            await ballots.Ballots.AppendAsync([Paper(100 + i, FormerId(number))], allOrNothing: true, default);
        }

        cells = [.. await CellsAsync()];
        Assert.Equal(20, numbers.Count(number => Traces(number).Any(cells.Contains)));
    }

    [StorageFact]
    public async Task ContactRequests_BesideLowBallots_ShowNoNameAndNoWords()
    {
        (SqlStorage ballots, SqlPersonalDataStorage people) = await OpenAsync();
        for (int i = 1; i <= 17; i++)
        {
            await ballots.Ballots.AppendAsync([PendingBallot.Of(SampleBallots.Ballot(i, answer: 1), Clock.GetUtcNow())], allOrNothing: true,
                default);
            ContactRequest request = SamplePeople.Request(i) with
            {
                Name = $"Bà Hoa {i}",
                Contact = FormattableString.Invariant($"09120001{i:D2}"),
                About = $"Hồ sơ {i} chậm"
            };
            Assert.Equal(CaseOpening.Opened,
                (await people.Cases.OpenCaseAsync(request, "I agree", new DateOnly(2026, 11, 21), new DateOnly(2026, 11, 27), 100,
                    default)).Opening);
            await people.Cases.ChangeCaseAsync(request.Code, 0, new CaseChange(CaseEntryKind.Noted, "Lan", $"gọi bà Hoa {i}"),
                new DateOnly(2026, 11, 21), default);
        }

        byte[][] secrets = [Encoding.UTF8.GetBytes("bà Hoa"), Encoding.UTF8.GetBytes("Bà Hoa"), Encoding.UTF8.GetBytes("09120001"),
            Encoding.UTF8.GetBytes("chậm")];
        await using DbConnection rows = await ConnectAsync(ofPeople: true);
        List<SeenTicket> requests = InOrderOfWriting(rows, "contact_case");
        Assert.Equal(17, requests.Count);
        Assert.Single(requests.Select(row => ((byte[])row.Values["sealed"]).Length).Distinct());
        foreach (byte[] bytes in (await CellsAsync())
            .Select(cell => cell.StartsWith("0x", StringComparison.Ordinal)
                ? Convert.FromHexString(cell[2..])
                : Encoding.UTF8.GetBytes(cell)).Concat(FileBytes()))
        {
            Assert.All(secrets, secret => Assert.True(bytes.AsSpan().IndexOf(secret) < 0));
        }

        // The control: what the former columns had, and what whoever has the key reads.
        ContactCase[] known = [.. await people.Cases.ReadCasesAsync(default)];
        Assert.Equal(17, known.Count(one =>
            one.Name!.StartsWith("Bà Hoa", StringComparison.Ordinal) && one.About!.EndsWith("chậm", StringComparison.Ordinal)));
        Assert.Equal("gọi bà Hoa 3",
            Assert.Single((await people.Cases.FindCaseAsync(SamplePeople.Request(3).Code, default))!.Value.Entries).Words);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Folder.Dispose();
        }
    }

    internal abstract Task<(SqlStorage Ballots, SqlPersonalDataStorage People)> NewAsync();

    protected abstract Task<DbConnection> ConnectAsync(bool ofPeople);

    protected abstract IEnumerable<string> TablesOf(DbConnection connection, bool ofPeople);

    /// <summary>Rows of a table of people in the order in which they were written, as far as the dialect shows it.</summary>
    internal abstract List<SeenTicket> InOrderOfWriting(DbConnection connection, string table);

    /// <summary>Ids of ballots of a mode in the order of their numbers.</summary>
    internal abstract Guid[] InOrderOfTheLog(DbConnection connection, CollectionMode mode);

    /// <summary>The bytes of the files; empty where a server keeps them.</summary>
    internal abstract IEnumerable<byte[]> FileBytes();

    private async Task<(SqlStorage Ballots, SqlPersonalDataStorage People)> OpenAsync()
    {
        (SqlStorage ballots, SqlPersonalDataStorage people) = await NewAsync();
        await ballots.OpenAsync(default);
        await ballots.Units.SaveAsync(SampleBallots.Units, default);
        await people.OpenAsync(default);
        return (ballots, people);
    }

    private static async Task KeyAsync(PaperEntryService service, string batch, string[] numbers)
    {
        Assert.Empty(await service.OpenAsync(
            new PaperBatch
            {
                Code = batch,
                PackId = "kiosk-9",
                QuestionnaireVersion = "five-1",
                UnitCode = "S01",
                Basis = SelectionBasis.SelfSelected,
                Day = new DateOnly(2026, 11, 20),
                SheetCount = numbers.Length,
            },
            default));
        Dictionary<string, string> answers = SampleBallots.Kiosk.Items.ToDictionary(item => item.Item.Code, _ => "4");
        foreach (KeyingPass pass in (KeyingPass[])[KeyingPass.First, KeyingPass.Second])
        {
            using IDisposable actor = AuditActor.Begin($"{pass}");
            foreach (string number in numbers)
            {
                Assert.Empty(await service.KeyAsync(batch, number, pass, answers, default));
            }
        }
    }

    // Every value of every table of both databases.
    private async Task<List<string>> CellsAsync()
    {
        var cells = new List<string>();
        foreach (bool ofPeople in (bool[])[false, true])
        {
            await using DbConnection connection = await ConnectAsync(ofPeople);
            foreach (string table in TablesOf(connection, ofPeople).ToArray())
            {
                using IDataReader reader = connection.ExecuteReader($"select * from {table}");
                while (reader.Read())
                {
                    cells.AddRange(Enumerable.Range(0, reader.FieldCount).Where(i => !reader.IsDBNull(i)).Select(reader.GetValue)
                        .Select(Show));
                }
            }
        }

        return cells;
    }

    private static string Show(object value) => value switch
    {
        byte[] bytes => "0x" + Convert.ToHexString(bytes),
        Guid id => "0x" + Convert.ToHexString(id.ToByteArray(bigEndian: true)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private PendingBallot Paper(int number, Guid id) =>
        PendingBallot.Of(SampleBallots.Ballot(number)
            .WithHeader(header => header with { Id = id, Mode = CollectionMode.Paper, DeviceCode = null }), Clock.GetUtcNow())
        with
        { Channel = CollectionChannel.Officer };

    // All that anybody can compute from a printed number.
    private static IEnumerable<string> Traces(string number) =>
    [
        number, Show(FormerId(number)), FormerId(number).ToString("D"), Show(BallotNumber.FromName($"kiosk-9\nS01\n{number}")),
        Show(SHA256.HashData(Encoding.UTF8.GetBytes(number))), Show(SampleBallots.Numbers.ToId("kiosk-9", "S01", number)),
        SampleBallots.Numbers.ToId("kiosk-9", "S01", number).ToString("D"),
    ];

    private static Guid FormerId(string number)
    {
        byte[] bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"sipas-import/1\nkiosk-9\nS01\n{number}"))[..16];
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
