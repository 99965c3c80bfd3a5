using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Fieldwork;
using Sipas.Sampling;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Sqlite;

namespace Sipas.ReferenceHost;

/// <summary>Units that end and codes that are used again, as commands meet them.</summary>
public sealed class UnitsOverTimeTests : IDisposable
{
    private const string Plan = """
        {
          "code": "sipas-2026", "title": { "vi": "Khảo sát", "en": "Survey" }, "pack": "bnv-2640-2017",
          "legalBasis": { "number": "12/KH-UBND", "date": "2026-01-15", "issuer": { "vi": "UBND tỉnh", "en": "Province" } },
          "population": { "description": { "vi": "Người dân", "en": "Citizens" }, "from": "2026-01-01", "to": "2026-10-31" },
          "frame": { "id": "id", "contacts": ["phone"], "day": "day", "unit": "unit" }, "stratumColumns": ["unit"],
          "stages": [{ "method": "simpleRandom" }], "size": { "rule": "fixedTotal", "total": 2 }, "allocation": { "kind": "equal" },
          "reserve": { "share": 0 }, "roles": { "draws": "Sở Nội vụ", "delivers": "Một cửa", "collects": "Bưu điện", "checks": "Mặt trận" }
        }
        """;

    private const string Heading = "code,name_vi,name_en,block,parent,valid_from,valid_to\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Database => _folder.File("t.db");

    [Fact]
    public async Task UnitsImport_E01CodeUsedAgain_NamesBothPeriodsAndKeepsTheFormerUnit()
    {
        await ImportAsync("26740,Phường Bến Cũ,Old Ward,communes,,2020-01-01,2025-06-30\n");

        SipasRun again = await UnitsAsync("26740,Phường Mới,New Ward,communes,,2025-07-01,\n");
        SipasRun both = await UnitsAsync("26741,A,A,communes,,,2025-06-30\n26741,B,B,communes,,2025-07-01,\n");
        SipasRun reversed = await UnitsAsync("26742,A,A,communes,,2025-07-01,2025-06-30\n");

        Assert.All([again, both], run => Assert.StartsWith("UNT0100", run.Errors, StringComparison.Ordinal));
        foreach (string explained in (string[])["26740", "Phường Bến Cũ", "2020-01-01 – 2025-06-30", "Phường Mới", "2025-07-01"])
        {
            Assert.Contains(explained, again.Errors, StringComparison.Ordinal);
        }

        Assert.StartsWith("UNT0005", reversed.Errors, StringComparison.Ordinal);
        Assert.Equal(Heading + "26740,Phường Bến Cũ,Old Ward,communes,,2020-01-01,2025-06-30\n",
            (await SipasRun.OfAsync("units", "export", "--database", Database)).Output);
    }

    [Fact]
    public async Task UnitsImport_E01Correction_SaysWhatItChangesAndNeverTakesABallotsUnit()
    {
        await ImportAsync("S01,Sở Một,Dept One,departments,,,\n");
        string ballots = _folder.Write("b.csv", "K1,K2,K3,K4,K5,K6,K7,K8,K9\n5,5,5,5,5,5,5,5,5\n");
        SipasRun stored = await SipasRun.OfAsync("import", ballots, "--pack", "kiosk-9", "--unit", "S01", "--date", "2026-05-01",
            "--database", Database);
        Assert.Equal(("", 0), (stored.Errors, stored.ExitCode));

        SipasRun ended = await UnitsAsync("S01,Sở Một,Dept One,departments,,,2026-04-30\n");
        SipasRun begins = await UnitsAsync("S01,Sở Một,Dept One,departments,,2026-05-02,\n");
        SipasRun corrected = await UnitsAsync("S01,Sở Nhất,Dept One,agencies,,2026-05-01,\n");

        Assert.All([ended, begins], run => Assert.StartsWith("UNT0101", run.Errors, StringComparison.Ordinal));
        Assert.StartsWith("UNT0100", corrected.Errors, StringComparison.Ordinal);
        SipasRun renamed = await UnitsAsync("S01,Sở Nhất,Dept One,agencies,,,2026-05-01\n");
        Assert.Equal(("", 0), (renamed.Errors, renamed.ExitCode));
        Assert.Contains("S01: name_vi 'Sở Một' → 'Sở Nhất'; block 'departments' → 'agencies'; valid_to '' → '2026-05-01'", renamed.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frame_U2UnitThatEnded_IsRefusedByCheckSealAndDrawWithItsSuccessor()
    {
        await ImportAsync("H01,Huyện Một,District One,districts,,,2026-06-30\nC01,Xã Một,Ward One,communes,,2026-07-01,\n");
        string links = _folder.Write("links.csv", "predecessor,successor,kind\nH01,C01,merged\n");
        Assert.Equal(0, (await SipasRun.OfAsync("units", "import", "--successions", links, "--database", Database)).ExitCode);
        string plan = _folder.Write("plan.json", Plan);
        string frame = _folder.Write("frame.csv",
            "id,unit,phone,day\n1,H01,0901,2026-06-30\n2,H01,0902,2026-07-01\n3,C01,0903,2026-07-02\n4,C01,0904,2026-07-02\n");
        string good = _folder.Write("good.csv", "id,unit,phone,day\n1,H01,0901,2026-06-30\n3,C01,0903,2026-07-02\n4,C01,0904,2026-07-02\n");
        string[] seal = ["frame", "seal", "--plan", plan, "--output", _folder.File("seal.json")];
        string[] draw = ["draw", "--plan", plan, "--seed", "5", "--output", _folder.File("draw")];

        SipasRun[] refused =
        [
            await SipasRun.OfAsync("frame", "check", frame, "--plan", plan, "--database", Database),
            await SipasRun.OfAsync([.. seal, frame, "--database", Database]),
            await SipasRun.OfAsync([.. draw, "--frame", frame, "--database", Database]),
        ];

        Assert.All(refused, run =>
        {
            Assert.NotEqual(0, run.ExitCode);
            Assert.Contains("FRM0110", run.Errors, StringComparison.Ordinal);
            Assert.Contains("row 3, unit", run.Errors, StringComparison.Ordinal);
            Assert.Contains("– 2026-06-30 → C01", run.Errors, StringComparison.Ordinal);
        });
        Assert.False(File.Exists(_folder.File("seal.json")) || Directory.Exists(_folder.File("draw")));
        SipasRun file = await SipasRun.OfAsync("frame", "check", frame, "--plan", plan, "--units",
            _folder.Write("u.csv", "code,valid_to\nH01,2026-06-30\nC01,\n"));
        Assert.Contains("FRM0110: 1", file.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await SipasRun.OfAsync("frame", "check", good, "--plan", plan, "--database", Database)).ExitCode);
        Assert.Equal(0, (await SipasRun.OfAsync([.. seal, good, "--database", Database])).ExitCode);
        Assert.Equal(0, (await SipasRun.OfAsync([.. draw, "--frame", good, "--database", Database])).ExitCode);

        // Without a store no units are known.
        Assert.Equal(0, (await SipasRun.OfAsync("frame", "check", frame, "--plan", plan)).ExitCode);
    }

    [Theory]
    [InlineData("b.csv", "unit,K1,K2,K3,K4,K5,K6,K7,K8,K9\nH01,5,5,5,5,5,5,5,5,5\n")]
    [InlineData("b.jsonl",
        """{"id":"11111111-1111-7111-8111-111111111111","pack":"kiosk-9","questionnaireVersion":"five-1","unit":"H01","mode":"paper","""
        + """ "basis":"sampled","startedAt":"2026-07-01T08:00:00+07:00","completedAt":"2026-07-01T08:01:00+07:00","""
        + """ "answers":{"K1":5,"K2":5,"K3":5,"K4":5,"K5":5,"K6":5,"K7":5,"K8":5,"K9":5}}""")]
    public async Task Import_U2UnitThatEnded_NamesItsValidityAndSuccessor(string name, string content)
    {
        await ImportAsync("H01,Huyện Một,District One,districts,,,2026-06-30\nC01,Xã Một,Ward One,communes,,2026-07-01,\n");
        await SipasRun.OfAsync("units", "import", "--successions",
            _folder.Write("links.csv", "predecessor,successor,kind\nH01,C01,merged\n"), "--database", Database);
        string[] day = name.EndsWith("csv", StringComparison.Ordinal) ? ["--pack", "kiosk-9", "--date", "2026-07-01"] : [];

        SipasRun run = await SipasRun.OfAsync(["import", _folder.Write(name, content + "\n"), .. day, "--database", Database]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("BAL0105", run.Errors, StringComparison.Ordinal);
        Assert.Contains("– 2026-06-30 → C01", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticket_U2UnitThatEnded_IsNotIssued()
    {
        await ImportAsync("H01,Huyện Một,District One,districts,,,2020-06-30\n");

        SipasRun run = await SipasRun.OfAsync("ticket", "issue", "--dossier", "H-1", "--unit", "H01", "--database", Database);
        SipasRun device = await SipasRun.OfAsync("device", "add", "--unit", "H01", "--database", Database);

        Assert.All([run, device], refused =>
        {
            Assert.NotEqual(0, refused.ExitCode);
            Assert.StartsWith("UNT0102", refused.Errors, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Import_U1PrintedNumbers_AreCheckedAndKnownToTheirSurveyAndUnit()
    {
        await ImportAsync("S01,Sở Một,Dept One,departments,,,\nS02,Sở Hai,Dept Two,departments,,,\n");
        string codes = string.Join(',', SampleBallots.Sampled.Items.Select(item => item.Item.Code));
        string ones = string.Join(',', SampleBallots.Sampled.Items.Select(_ => "1"));
        string Ballots(string file, string number) =>
            _folder.Write(file, $"unit,ballotNumber,{codes}\nS01,{number},{ones}\n");
        string[] how = ["--pack", "bnv-2640-2017", "--date", "2026-11-20", "--mode", "paper", "--database", Database];
        string own;
        using (var people = new SqlitePersonalDataStorage(SqlitePersonalDataStorage.PathBeside(Database), TimeProvider.System,
            new SqlStorageOptions()))
        {
            await people.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
            StoredFrame frame = await people.Frames.SaveFrameAsync("PX-2026", SamplePeople.Frame(), "Lan", default);
            await people.Frames.SealFrameAsync(frame.Id,
                FrameSeal.Of(people.Frames.OpenFrame(frame), SamplePeople.Plan().ToDrawDesign(), SampleBallots.Noon), default);
            StoredDraw draw = await people.Samples.SaveDrawAsync(
                "PX-2026", SamplePeople.Draw(people.Frames.OpenFrame(frame), SamplePeople.Plan()), "Lan",
                default);
            FieldEvent Issued(string cell, long number) =>
                new()
                {
                    Day = new DateOnly(2026, 11, 1),
                    Code = draw.Official.Entries.First(entry => entry.Cell == cell).Code,
                    Kind = FieldEventKind.Issued,
                    BallotNumber = PrintedNumber.Of(number),
                };
            await people.Field.AppendFieldLogAsync("PX-2026", 0, [Issued("S01", 1), Issued("S02", 2)], "Lan", default);
            own = PrintedNumber.Of(1);
        }

        SipasRun slip = await SipasRun.OfAsync(["import", Ballots("slip.csv", "000001-7"), .. how]);
        SipasRun other = await SipasRun.OfAsync(["import", Ballots("other.csv", PrintedNumber.Of(2)), .. how]);
        SipasRun never = await SipasRun.OfAsync(["import", Ballots("never.csv", PrintedNumber.Of(3)), .. how]);
        SipasRun elsewhere = await SipasRun.OfAsync(["import", Ballots("elsewhere.csv", "77"), .. how]);
        SipasRun good = await SipasRun.OfAsync(["import", Ballots("good.csv", own), .. how]);

        Assert.Contains("PPR0110", slip.Errors, StringComparison.Ordinal);
        Assert.Contains("PPR0111", other.Errors, StringComparison.Ordinal);
        Assert.Contains("S02 (PX-2026)", other.Errors, StringComparison.Ordinal);
        Assert.Contains("PPR0112", never.Errors, StringComparison.Ordinal);
        Assert.All([slip, other, never], run => Assert.NotEqual(0, run.ExitCode));
        Assert.Equal([("", 0), ("", 0)], new[] { elsewhere, good }.Select(run => (run.Errors, run.ExitCode)));
        await using var connection = new SqliteConnection($"Data Source={Database}");
        Assert.Equal(2, await connection.ExecuteScalarAsync<long>("select count(*) from ballot"));
    }

    [Fact]
    public async Task FieldRecord_U1WrongCheckDigit_IsRefused()
    {
        string plan = _folder.Write("plan.json", Plan);
        string frame = _folder.Write("frame.csv",
            "id,unit,phone,day\n1,S01,0901,2026-06-30\n2,S01,0902,2026-07-01\n3,S01,0903,2026-07-02\n");
        Assert.Equal(0, (await SipasRun.OfAsync("draw", "--plan", plan, "--frame", frame, "--seed", "5", "--output",
            _folder.File("draw"))).ExitCode);
        string[] record = ["field", "record", "--draw", _folder.File("draw"), "--unit", "C1", "--kind", "issued", "--ballot"];

        SipasRun slip = await SipasRun.OfAsync([.. record, "000113-2"]);
        SipasRun good = await SipasRun.OfAsync([.. record, "000113-1"]);

        Assert.StartsWith("PPR0110", slip.Errors, StringComparison.Ordinal);
        Assert.Equal(("", 0), (good.Errors, good.ExitCode));
    }

    private async Task ImportAsync(string rows)
    {
        SipasRun run = await UnitsAsync(rows);
        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
    }

    private Task<SipasRun> UnitsAsync(string rows) =>
        SipasRun.OfAsync("units", "import", _folder.Write($"units-{Guid.NewGuid():N}.csv", Heading + rows), "--database", Database);
}
