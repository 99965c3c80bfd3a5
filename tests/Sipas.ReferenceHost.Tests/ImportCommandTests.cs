using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Sipas.ReferenceHost;

public sealed class ImportCommandTests : IAsyncLifetime
{
    private const string Header = "unit,K1,K2,K3,K4,K5,K6,K7,K8,K9";

    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("sipas.db");

    public async Task InitializeAsync()
    {
        string units = _folder.Write("units.csv",
            "code,name_vi,name_en,block,parent,valid_from,valid_to\nS01,Sở Nội vụ,Home Affairs,departments,,,\nX01,Phường Đào,Peach "
            + "Ward,wards,S01,2020-01-01,2026-06-30\n");
        SipasRun run = await SipasRun.OfAsync("units", "import", units, "--database", Database);
        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Import_GoodFile_KeepsEveryRowOnce()
    {
        string file = _folder.Write("ballots.csv",
            $"{Header}\nS01,5,4,3,2,1,,notApplicable,Hài lòng,5\nS01,5,4,3,2,1,,notApplicable,Hài lòng,5\nX01,1,1,1,1,1,1,1,1,1\n");

        SipasRun run = await ImportAsync(file, "--date", "2026-05-01");

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.Contains("S01: 2", run.Output, StringComparison.Ordinal);
        Assert.Equal([("S01", "54321-n45"), ("S01", "54321-n45"), ("X01", "111111111")], Rows());
    }

    [Fact]
    public async Task Import_RowKeyedWrong_IsShownByPreviewAndCorrectedByTwoPersonsOnly()
    {
        string first = _folder.Write("first.csv", $"ballotNumber,{Header}\n001,S01,1,1,1,1,1,1,1,1,1\n002,S01,5,5,5,5,5,5,5,5,5\n");
        string right = _folder.Write("right.csv",
            $"ballotNumber,{Header}\n001,S01,1,1,4,1,1,1,1,1,1\n002,S01,5,5,5,5,5,5,5,5,5\n003,S01,2,2,2,2,2,2,2,2,2\n");
        Assert.Equal(0, (await ImportAsync(first, "--date", "2026-05-01")).ExitCode);

        SipasRun refused = await ImportAsync(right, "--date", "2026-05-01");
        SipasRun preview = await ImportAsync(right, "--date", "2026-05-01", "--preview");
        SipasRun alone = await ImportAsync(right, "--date", "2026-05-01", "--correct", "--reason", "nhập nhầm câu 3", "--reviewer",
            Environment.UserName);
        Assert.Equal(2, Rows().Count);
        SipasRun corrected = await ImportAsync(right, "--date", "2026-05-01", "--correct", "--reason", "nhập nhầm câu 3", "--reviewer",
            "Minh");
        SipasRun again = await ImportAsync(right, "--date", "2026-05-01");
        SipasRun old = await ImportAsync(first, "--date", "2026-05-01");

        Assert.Equal([1, 0, 1, 0, 0, 0], new[] { refused, preview, alone, corrected, again, old }.Select(run => run.ExitCode));
        Assert.Contains("BAL0301", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("New: 1, already stored: 1, corrections: 1.", preview.Output, StringComparison.Ordinal);
        Assert.Contains("→ 1: K3 1 → 4", preview.Output, StringComparison.Ordinal);
        Assert.Contains("COR0007", alone.Errors, StringComparison.Ordinal);
        Assert.Contains("2 ballots were stored, 1 were already stored. Trong đó 1 phiếu đính chính. / 1 of them correct others.",
            corrected.Output, StringComparison.Ordinal);
        Assert.Contains("0 ballots were stored, 3 were already stored", again.Output, StringComparison.Ordinal);
        Assert.Contains("0 ballots were stored, 2 were already stored", old.Output, StringComparison.Ordinal);

        // Figures of the store are those of the right file; the proof fits with all that is kept.
        SipasRun stored = await SipasRun.OfAsync("score", "--pack", "kiosk-9", "--database", Database, "--format", "json");
        SipasRun file = await SipasRun.OfAsync("score", "--pack", "kiosk-9", "--ballots", right, "--format", "json");
        Assert.Equal((0, 0), (stored.ExitCode, file.ExitCode));
        Assert.Equal(Figures(file.Output), Figures(stored.Output));
        Assert.Equal(0, (await SipasRun.OfAsync("verify", "--database", Database)).ExitCode);
        Assert.Equal(4, Rows().Count);

        static string[] Figures(string json)
        {
            using var document = System.Text.Json.JsonDocument.Parse(json);
            return [.. document.RootElement.GetProperty("groups")[0].GetProperty("items").EnumerateArray()
                .Select(item => item.GetRawText())];
        }
    }

    [Fact]
    public async Task Import_FileThatAKioskSaved_KeepsItsBallotsUnderTheirIdsOnce()
    {
        string Line(int n, string level) =>
            $$$"""{"id":"0197b3c4-5d10-7c3e-9a51-3f0c2d1e8b0{{{n}}}","pack":"kiosk-9","questionnaireVersion":"five-1","unit":"S01","""
            + """ "mode":"kiosk","basis":"selfSelected","language":"vi","""
            + """ "startedAt":"2026-05-01T08:29:10.000+07:00","completedAt":"2026-05-01T08:30:00.000+07:00","""
            + $$$""" "answers":{"K1":{{{level}}},"K2":4,"K3":4,"K4":"notApplicable","K5":5,"K6":5,"K7":3,"K8":4,"K9":"noAnswer"}}""";
        string file = _folder.Write("sipas-S01-2.jsonl", Line(1, "5") + "\n\n" + Line(2, "1") + "\n");
        string bad = _folder.Write("bad.jsonl", Line(3, "5") + "\n" + Line(4, "6") + "\n");
        string torn = _folder.Write("torn.jsonl", Line(3, "5") + "\n" + Line(4, "5")[..90] + "\n");

        SipasRun first = await SipasRun.OfAsync("import", file, "--database", Database);
        SipasRun second = await SipasRun.OfAsync("import", file, "--database", Database);
        SipasRun refused = await SipasRun.OfAsync("import", bad, "--database", Database);
        SipasRun broken = await SipasRun.OfAsync("import", torn, "--database", Database);

        Assert.Equal(("", 0), (first.Errors, first.ExitCode));
        Assert.Contains("2 ballots were stored, 0 were already stored", first.Output, StringComparison.Ordinal);
        Assert.Contains("0 ballots were stored, 2 were already stored", second.Output, StringComparison.Ordinal);
        Assert.Contains("BAL0204", refused.Errors, StringComparison.Ordinal);
        Assert.NotEqual(0, broken.ExitCode);
        Assert.Equal([("S01", "544n5534-"), ("S01", "144n5534-")], Rows());
    }

    [Fact]
    public async Task Import_SameFileAgainInAnyDress_AddsNothing()
    {
        string text = $"{Header}\nS01,5,4,3,2,1,,5,5,5\nX01,1,1,1,1,1,1,1,1,1\n";
        await ImportAsync(_folder.Write("first.csv", text), "--date", "2026-05-01");
        string[] dresses =
        [
            _folder.Write("again.csv", text),
            _folder.Write("bom.csv", text, new UTF8Encoding(true)),
            _folder.Write("semicolon.csv", text.Replace(',', ';')),
            _folder.Write("quoted.csv", text.Replace("S01", "\"S01\"", StringComparison.Ordinal)
                .Replace("\n", "\r\n", StringComparison.Ordinal)),
        ];

        foreach (string dress in dresses)
        {
            SipasRun run = await ImportAsync(dress, "--date", "2026-05-01");
            Assert.Equal(0, run.ExitCode);
            Assert.Contains("0 ballots were stored, 2 were already stored", run.Output, StringComparison.Ordinal);
        }

        Assert.Equal(2, Rows().Count);
    }

    [Fact]
    public async Task Import_AnotherFileWithAnEqualRow_KeepsThatRowToo()
    {
        await ImportAsync(_folder.Write("first.csv", $"{Header}\nS01,5,5,5,5,5,5,5,5,5\n"));

        SipasRun run = await ImportAsync(_folder.Write("second.csv", $"{Header}\nS01,5,5,5,5,5,5,5,5,5\nS01,4,4,4,4,4,4,4,4,4\n"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3, Rows().Count);
    }

    [Fact]
    public async Task Import_ProblemsInSomeRows_TellsAllAndKeepsNothing()
    {
        string file = _folder.Write("faulty.csv", $"{Header}\nS01,5,5,5,5,5,5,5,5,5\nS99,5,5,5,5,5,5,5,5,9\n\nX01,0,5,5,5,5,5,5,5,-1\n");

        SipasRun run = await ImportAsync(file, "--date", "2026-05-01");

        Assert.Equal(1, run.ExitCode);
        foreach (string explained in (string[])["BAL0104 row 3", "BAL0204 row 3", "BAL0203 row 5", "BAL0205 row 5",
            "2 rows have problems; nothing was stored."])
        {
            Assert.Contains(explained, run.Errors, StringComparison.Ordinal);
        }

        Assert.Empty(Rows());
    }

    [Fact]
    public async Task Import_DayAfterTheUnitEnded_IsRefused()
    {
        SipasRun run = await ImportAsync(_folder.Write("late.csv", $"{Header}\nX01,5,5,5,5,5,5,5,5,5\n"), "--date", "2026-07-01");

        Assert.Contains("BAL0105 row 2", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Rows());
    }

    [Fact]
    public async Task Import_Preview_KeepsNothing()
    {
        SipasRun run = await ImportAsync(_folder.Write("preview.csv", $"{Header}\nS01,5,5,5,5,5,5,5,5,5\n"), "--preview");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("S01: 1", run.Output, StringComparison.Ordinal);
        Assert.Empty(Rows());
    }

    [Fact]
    public async Task Import_BallotNumbers_AreKnownAcrossFiles()
    {
        string header = $"ballotNumber,completedAt,{Header}";
        await ImportAsync(_folder.Write("first.csv", $"{header}\n001,1/5/2026,S01,5,5,5,5,5,5,5,5,5\n"));

        SipasRun more = await ImportAsync(
            _folder.Write("more.csv", $"{header}\n001,2026-05-01,S01,5,5,5,5,5,5,5,5,5\n002,2026-05-01,S01,4,4,4,4,4,4,4,4,4\n"));
        SipasRun changed = await ImportAsync(
            _folder.Write("changed.csv", $"{header}\n002,2026-05-01,S01,1,4,4,4,4,4,4,4,4\n003,2026-05-01,S01,4,4,4,4,4,4,4,4,4\n"));

        Assert.Contains("1 ballots were stored, 1 were already stored", more.Output, StringComparison.Ordinal);
        Assert.Equal(1, changed.ExitCode);
        Assert.Contains("BAL0301 row 2", changed.Errors, StringComparison.Ordinal);
        Assert.Equal([("S01", "555555555"), ("S01", "444444444")], Rows());
    }

    [Fact]
    public async Task Import_BallotNumberTwiceInOneFile_IsRefusedWithBothRows()
    {
        SipasRun run = await ImportAsync(
            _folder.Write("twice.csv", $"ballotNumber,{Header}\n001,S01,5,5,5,5,5,5,5,5,5\n001,S01,4,4,4,4,4,4,4,4,4\n"), "--date",
            "2026-05-01");

        Assert.StartsWith("IMP0009", run.Errors, StringComparison.Ordinal);
        Assert.Contains("row 3", run.Errors, StringComparison.Ordinal);
        Assert.Contains("row 2", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_BallotNumbersWithoutADay_AsksForOne()
    {
        SipasRun run = await ImportAsync(_folder.Write("dayless.csv", $"ballotNumber,{Header}\n001,S01,5,5,5,5,5,5,5,5,5\n"));

        Assert.StartsWith("IMP0012", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_MappedVietnameseColumns_InDecomposedText_AreFound()
    {
        string map = _folder.Write("map.json", """
            { "unit": "Mã đơn vị", "basis": "Căn cứ", "mode": "Hình thức",
              "items": { "K1": "Câu 1", "K2": "Câu 2", "K3": "Câu 3", "K4": "Câu 4", "K5": "Câu 5", "K6": "Câu 6", "K7": "Câu 7",
                         "K8": "Câu 8", "K9": "Câu 9" },
              "answers": { "Tốt": 5 } }
            """);
        string text = "Mã đơn vị;Căn cứ;Hình thức;Câu 1;Câu 2;Câu 3;Câu 4;Câu 5;Câu 6;Câu 7;Câu 8;Câu "
            + "9\nS01;selfSelected;web;Tốt;Tốt;Hài lòng;4;4;4;4;4;4\n";

        SipasRun run = await ImportAsync(_folder.Write("vietnamese.csv", text.Normalize(NormalizationForm.FormD)), "--map", map);

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        using SqliteConnection connection = Connect();
        Assert.Equal(("web", "selfSelected", "554444444"),
            connection.QuerySingle<(string, string, string)>("select mode, basis, answers from ballot_readable"));
    }

    [Fact]
    public async Task Import_RequiredColumnMissing_TellsEveryRow()
    {
        SipasRun run = await ImportAsync(_folder.Write("short.csv", "unit,K1,K2\nS01,5,5\n"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("BAL0209 row 2", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_UnitColumnMissing_NamesTheColumnsThereAre()
    {
        SipasRun run = await SipasRun.OfAsync("import", _folder.Write("nounit.csv", "K1,K2\n5,5\n"), "--pack", "kiosk-9", "--unit-column",
            "Đơn vị", "--database", Database);

        Assert.StartsWith("IMP0005", run.Errors, StringComparison.Ordinal);
        Assert.Contains("K1, K2", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FiftyThousandRows_AreStoredAllOrNothing()
    {
        var text = new StringBuilder(Header).Append('\n');
        for (int i = 0; i < 50_000; i++)
        {
            text.Append("S01,5,4,3,2,1,5,4,3,").Append(i == 49_999 ? '7' : '2').Append('\n');
        }

        SipasRun faulty = await ImportAsync(_folder.Write("faulty.csv", text.ToString()));
        SipasRun good = await ImportAsync(_folder.Write("good.csv", text.ToString().Replace(",7\n", ",2\n", StringComparison.Ordinal)));

        Assert.Contains("BAL0204 row 50001", faulty.Errors, StringComparison.Ordinal);
        Assert.Equal(("", 0), (good.Errors, good.ExitCode));
        Assert.Equal(50_000, Rows().Count);
    }

    private Task<SipasRun> ImportAsync(string file, params string[] more) =>
        SipasRun.OfAsync(["import", file, "--pack", "kiosk-9", "--unit-column", "unit", "--database", Database, .. more]);

    private List<(string Unit, string Answers)> Rows()
    {
        using SqliteConnection connection = Connect();
        return [.. connection.Query<(string, string)>("select unit, answers from ballot_readable order by sequence")];
    }

    private SqliteConnection Connect() => new($"Data Source={Database}");
}
