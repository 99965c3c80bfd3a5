using System.Globalization;
using System.Text;
using System.Text.Json;
using static Sipas.ReferenceHost.RawWorkbook;

namespace Sipas.ReferenceHost;

/// <summary>Cells of real files through the real command; each class of faults by its number.</summary>
public sealed class CellCommandTests : IAsyncLifetime
{
    private const string Items = "K1,K2,K3,K4,K5,K6,K7,K8,K9";
    private const string Fives = "5,5,5,5,5,5,5,5,5";

    private static readonly string[] Errors = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"];

    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("sipas.db");

    public async Task InitializeAsync()
    {
        SipasRun run = await SipasRun.OfAsync("units", "import",
            _folder.Write("units.csv",
                "code,name_vi,name_en,block\nS01,Sở Một,One,departments\nS02,Sở Hai,Two,departments\nS03,Sở Ba,Three,departments\n"),
                "--database", Database);
        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task B01_PercentFormats_AreThePercentagesThatTheSheetShows()
    {
        string book = new RawWorkbook().Row("unit", "percent", "ballots").Row("A", Formatted("0.00%", "0.8494"), 400)
            .Row("B", Formatted("0.00%", "0.9012"), 400).Row("C", Formatted("0%", "0.7533"), 380).Save(_folder.File("f.xlsx"));
        string text = _folder.Write("f.csv", "unit;percent;ballots\nA;84,94%;400\nB;90,12 %;400\nC;75.33%;380\n");

        foreach (string file in new[] { book, text })
        {
            SipasRun run = await SipasRun.OfAsync("rank", "--pack", "kiosk-9", "--figures", file);
            Assert.Equal(0, run.ExitCode);
            Assert.All(new[] { "90,12", "84,94", "75,33" }, figure => Assert.Contains(figure, run.Output, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("A;0,8494\nB;0,9012\n", "IMP0107")]
    [InlineData("A;84,94%\nB;0,9012\n", "IMP0008")]
    [InlineData("A;#N/A\nB;84,94\n", "IMP0100")]
    [InlineData("A;84,94\nB;101%\n", "IMP0008")]
    public async Task B01_FiguresThatCannotBeKnown_AreRefused(string rows, string code)
    {
        SipasRun run = await SipasRun.OfAsync("rank", "--pack", "kiosk-9", "--figures", _folder.Write("f.csv", "unit;percent\n" + rows));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(code, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B02_PaddedCodes_AreTheCodesThatTheSheetShows()
    {
        string book = new RawWorkbook().Row("code", "name_vi", "name_en", "block", "valid_from")
            .Row(Formatted("00000", "4"), "a", "a", "b", Formatted("dd/mm/yyyy", "45658"))
            .Row(Formatted("00-000", "7"), "b", "b", "b", null)
            .Row(Formatted("000\".\"00", "12345"), "c", "c", "b", "1/7/2025 8:30")
            .Row(Formatted("\"P\"000", "4"), "d", "d", "b", null)
            .Row(Formatted("#,##0", "1234567"), "e", "e", "b", null)
            .Save(_folder.File("u.xlsx"));

        SipasRun run = await SipasRun.OfAsync("units", "import", book, "--database", _folder.File("u.db"));
        SipasRun export = await SipasRun.OfAsync("units", "export", "--database", _folder.File("u.db"));

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.Equal(["00004", "00-007", "123.45", "P004", "1234567"],
            export.Output.Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')[0]));
        Assert.Contains("00004,a,a,b,,2025-01-01,", export.Output, StringComparison.Ordinal);
        Assert.Contains("123.45,c,c,b,,2025-07-01,", export.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B02_CodesThatAreNotShown_AreRefusedAllAtOnce()
    {
        string book = new RawWorkbook().Row("code", "name_vi", "name_en", "block")
            .Row(Formatted("dd/mm/yyyy", "46000"), "a", "a", "b")
            .Row(Formatted("0.00E+00", "840000000000"), "b", "b", "b")
            .Row(Formatted("# ?/?", "5"), "c", "c", "b")
            .Row(Formatted("[<=999]000;00000", "5"), "d", "d", "b")
            .Row(Typed('e', "#REF!"), "e", "e", "b")
            .Row("S01", Typed('e', "#N/A"), "f", "b")
            .Save(_folder.File("u.xlsx"));
        string text = _folder.Write("u.csv", "code;name_vi;name_en;block\n8,4E+11;a;a;b\n");

        SipasRun run = await SipasRun.OfAsync("units", "import", book, "--database", _folder.File("u.db"));
        SipasRun powers = await SipasRun.OfAsync("units", "import", text, "--database", _folder.File("u.db"));

        Assert.Equal((2, 2), (run.ExitCode, powers.ExitCode));
        Assert.Equal((4, 2), (Count(run.Errors, "IMP0103"), Count(run.Errors, "IMP0100")));
        Assert.Contains("row 2, code: the code was read as '2025-12-09' (dd/mm/yyyy)", run.Errors, StringComparison.Ordinal);
        Assert.Contains("row 7, name_vi", run.Errors, StringComparison.Ordinal);
        Assert.Contains("IMP0103", powers.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B03_RowsOfBlanksQuotesAndSeparators_AreNoRows()
    {
        string file = _folder.Write("b.csv",
            "\n" + $"unit,ballotNumber,completedAt,{Items}\nS01,1,2026-06-01,{Fives}\n,,,,,,,,,,,\n\" "
            + $"\",\"\",\u00A0,,,,,,,,,\n\u200B,,,,,,,,,,,\n\n\nS01,2,2026-06-01,4,4,4,4,4,4,4,4,4\n\"\"\n");
        string book = new RawWorkbook().Row([.. $"unit,ballotNumber,completedAt,{Items}".Split(',')])
            .Row(["S01", 1, "2026-06-01", .. Enumerable.Repeat<object>(5, 9)]).Row(" ", "\u00A0", "")
            .Row(["S01", 2, "2026-06-01", .. Enumerable.Repeat<object>(4, 9)]).Save(_folder.File("b.xlsx"));

        foreach (string each in new[] { file, book })
        {
            SipasRun score = await SipasRun.OfAsync("score", "--pack", "kiosk-9", "--ballots", each, "--format", "json");
            SipasRun import = await SipasRun.OfAsync("import", each, "--pack", "kiosk-9", "--database", Database, "--preview");
            using var document = JsonDocument.Parse(score.Output);
            Assert.Equal(2, document.RootElement.GetProperty("groups")[0].GetProperty("ballots").GetInt64());
            Assert.Equal(0, import.ExitCode);
            Assert.Contains("S01: 2", import.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task B03_RowWithANumberButNoAnswer_IsRefusedByImportAndToldByScore()
    {
        string file = _folder.Write("b.csv",
            $"unit,ballotNumber,completedAt,{Items}\nS01,1,2026-06-01,{Fives}\nS01,2,2026-06-01,,,,,,,,,"
            + $"\nS01,3,2026-06-01,noAnswer,,,,,,,,\n");

        SipasRun import = await ImportAsync(file);
        SipasRun score = await SipasRun.OfAsync("score", "--pack", "kiosk-9", "--ballots", file);

        Assert.Equal(1, import.ExitCode);
        Assert.Equal(1, Count(import.Errors, "IMP0105 row 3"));
        Assert.DoesNotContain("row 4", import.Errors, StringComparison.Ordinal);
        Assert.Equal(0, score.ExitCode);
        Assert.Contains("IMP0111", score.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B05_BlankFirstLines_LeaveTheSeparatorToTheHeader()
    {
        SipasRun run = await ImportAsync(_folder.Write("b.csv", $"\n;;\n{$"unit,{Items}\nS01,{Fives}\n".Replace(',', ';')}"), "--preview");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Header: row 3, ';'", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B07_CommasInHeadings_DoNotMakeTheSeparator()
    {
        string[] headings = [.. Enumerable.Range(1, 9).Select(n => $"Câu {n}, tác phong, thái độ")];
        string items = string.Join(", ", headings.Select((text, i) => $"\"K{i + 1}\": \"{text}\""));
        string map = _folder.Write("map.json",
            $$"""{ "unit": "Mã, đơn vị", "items": { {{items}} } }""");
        string file = _folder.Write("b.csv",
            $"Mã, đơn vị;{string.Join(';', headings)}\nS01;5,0;5;5;5;5;5;5;5;5\nS01;5;5;5;5;5;5;5;5;5\n");

        SipasRun run = await ImportAsync(file, "--preview", "--map", map);
        SipasRun without = await ImportAsync(file);

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.Contains("S01: 2", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, without.ExitCode);
        Assert.Contains("(row 1, ';')", without.Errors, StringComparison.Ordinal);
        Assert.Contains("--header-row", without.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B24_TitlesAboveTheTable_AreFoundOrNamed()
    {
        string[] header = [.. $"unit,{Items}".Split(',')];
        object[] row = ["S01", .. Enumerable.Repeat<object>(5, 9)];
        string titles = new RawWorkbook { Merges = "A1:J1" }.Row("ỦY BAN NHÂN DÂN TỈNH")
            .Row("BẢNG TỔNG HỢP", null, null, null, null, "Mẫu số 1").Row().Row(header).Row(row).Save(_folder.File("titles.xlsx"));
        string groups = new RawWorkbook { Merges = "B1:J1" }.Row("unit", "Thái độ").Row([null, .. header[1..]]).Row(row)
            .Save(_folder.File("groups.xlsx"));
        string two = new RawWorkbook().Row(header).Row([.. header.Select(cell => cell + " cũ")]).Row(header).Row(row)
            .Save(_folder.File("two.xlsx"));

        SipasRun found = await ImportAsync(titles, "--preview");
        SipasRun over = await ImportAsync(groups, "--preview");
        SipasRun named = await ImportAsync(two, "--preview", "--header-row", "3");
        SipasRun missing = await ImportAsync(titles, "--preview", "--header-row", "3");

        Assert.Equal([0, 0, 0, 2], new[] { found, over, named, missing }.Select(run => run.ExitCode));
        Assert.Contains("Header: row 4; columns: unit | K1", found.Output, StringComparison.Ordinal);
        Assert.Contains("Header: row 2; columns: unit | K1", over.Output, StringComparison.Ordinal);
        Assert.All(new[] { found, over, named }, run => Assert.Contains("S01: 1", run.Output, StringComparison.Ordinal));
        Assert.Contains("IMP0108", missing.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B08_AmountsThatMayBeThousands_AreRefusedUnlessTheFileSaysItsMark()
    {
        string file = _folder.Write("b.csv",
            "unit;T1;T2;T3;T4;T5;V;V.count\nS01;3;3;3;3;3;1;1.000\nS01;3;3;3;3;3;1;5,000\nS01;3;3;3;3;3;1;4\n");
        string point = _folder.Write("point.json", """{ "decimal": "." }""");
        string right = _folder.Write("c.csv", "unit;T1;T2;T3;T4;T5;V;V.count\nS01;3;3;3;3;3;1;5.000\n");

        SipasRun refused = await SipasRun.OfAsync("import", file, "--pack", "three-level", "--date", "2026-06-01", "--database", Database);
        SipasRun read = await SipasRun.OfAsync("import", right, "--pack", "three-level", "--date", "2026-06-01", "--map", point,
            "--database", Database);
        SipasRun values = await SipasRun.OfAsync("values", "export", "--pack", "three-level", "--database", Database);

        Assert.Equal((1, 0), (refused.ExitCode, read.ExitCode));
        Assert.Equal((1, 1), (Count(refused.Errors, "IMP0101 row 2, V.count"), Count(refused.Errors, "IMP0101 row 3, V.count")));
        Assert.Contains("can mean 5 | 5000", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("V.count,5", values.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B09_PopulationsWithMarksOfThousands_AreRefusedOrReadAsTheFileSays()
    {
        string rows = string.Concat(new[] { 3, 5, 4, 3, 4, 3 }.Select(q => $"A;12.500;{q}\n")
            .Concat(new[] { 3, 3, 4, 4, 3, 5 }.Select(q => $"B;8.200;{q}\n")));
        string marked = _folder.Write("marked.csv", "s;N;q\n" + rows);
        string plain = _folder.Write("plain.csv", "s;N;q\n" + rows.Replace(".", "", StringComparison.Ordinal));
        string tens = _folder.Write("tens.csv", "s;N;q\n" + rows.Replace("12.500", "12,5", StringComparison.Ordinal));
        string design = _folder.Write("d.json", """{ "stages": [ { "stratum": "s", "populationCount": "N" } ] }""");
        string comma = _folder.Write("comma.json", """{ "decimal": ",", "stages": [ { "stratum": "s", "populationCount": "N" } ] }""");

        SipasRun refused = await Estimate(marked, design);
        SipasRun broken = await Estimate(tens, design);

        Assert.Equal((2, 2), (refused.ExitCode, broken.ExitCode));
        Assert.Equal(12, Count(refused.Errors, "IMP0101"));
        Assert.Contains("row 2, N: '12.500' can mean 12.5 | 12500", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("row 2, N: '12,5' cannot be read; allowed: 0, 1, 2", broken.Errors, StringComparison.Ordinal);
        string expected = StandardError(await Estimate(plain, design));
        Assert.StartsWith("0.1614", expected, StringComparison.Ordinal);
        Assert.Equal(expected, StandardError(await Estimate(marked, comma)));
        Assert.Equal(expected, StandardError(await SipasRun
            .OfAsync("estimate", "--data", marked, "--design", design, "--share", "q", "--decimal", ",")));

        static Task<SipasRun> Estimate(string data, string design) =>
            SipasRun.OfAsync("estimate", "--data", data, "--design", design, "--share", "q");
    }

    [Fact]
    public async Task B09_ColumnThatProvesItsMark_IsRead()
    {
        string data = _folder.Write("d.csv", "s,y\nA,3.013\nA,0.5\nB,1.25\nB,12.345\n");
        string design = _folder.Write("d.json", """{ "stages": [ { "stratum": "s" } ] , "weight": "y" }""");

        SipasRun run = await SipasRun.OfAsync("estimate", "--data", data, "--design", design, "--total", "y");

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        using var document = JsonDocument.Parse(run.Output);
        double expected = (3.013 * 3.013) + (0.5 * 0.5) + (1.25 * 1.25) + (12.345 * 12.345);
        Assert.Equal(expected, document.RootElement.GetProperty("estimates")[0].GetProperty("value").GetDouble(), 9);
    }

    [Fact]
    public async Task B10_ErrorsInFrames_AreRefusedByCellInCheckSealAndDraw()
    {
        var book = new RawWorkbook().Row("mã hồ sơ", "đơn vị", "điện thoại", "ngày").Row("H1", "S01", "0901", "2026-02-01");
        StringBuilder text = new("mã hồ sơ;đơn vị;điện thoại;ngày\nH1;S01;0901;2026-02-01\n");
        foreach (string error in Errors)
        {
            book.Row("H" + error.Length, Typed('e', error), "0902", "2026-02-02").Row(Typed('e', error), "S01", "0902", "2026-02-02");
            text.Append(CultureInfo.InvariantCulture, $"H{error.Length};{error};0902;2026-02-02\n{error};S01;0902;2026-02-02\n");
        }

        foreach (string frame in new[] { book.Save(_folder.File("frame.xlsx")), _folder.Write("frame.csv", text.ToString()) })
        {
            SipasRun check = await SipasRun.OfAsync("frame", "check", frame, "--plan", Plan());
            SipasRun seal = await SipasRun.OfAsync("frame", "seal", frame, "--plan", Plan(), "--output", _folder.File("seal.json"));
            SipasRun draw = await SipasRun.OfAsync("draw", "--frame", frame, "--plan", Plan(), "--seed", "5", "--output",
                _folder.File("draw"));

            Assert.NotEqual(0, check.ExitCode);
            Assert.Contains("IMP0100: 16", check.Output, StringComparison.Ordinal);
            Assert.Equal((2, 16), (seal.ExitCode, Count(seal.Errors, "IMP0100")));
            Assert.Equal((2, 16), (draw.ExitCode, Count(draw.Errors, "IMP0100")));
            Assert.Contains("row 3, đơn vị: the cell contains the spreadsheet error '#N/A'", draw.Errors, StringComparison.Ordinal);
            Assert.False(File.Exists(_folder.File("seal.json")) || Directory.Exists(_folder.File("draw")));
        }
    }

    [Fact]
    public async Task B22_CodesOfFramesThatASpreadsheetChanged_AreRefusedByCellInCheckSealAndDraw()
    {
        // A dossier '8-5-2026' became a day, a unit '1/2' a fraction; a person and a contact are one cell.
        string frame = new RawWorkbook { Merges = "C4:D4" }.Row("mã hồ sơ", "đơn vị", "người", "điện thoại", "ngày")
            .Row(Formatted("dd/mm/yyyy", "46150"), "S01", "P1", "0901", Formatted("dd/mm/yyyy", "46054"))
            .Row("H2", Formatted("# ?/?", "0.5"), "P2", "0902", "2026-02-02")
            .Row("H3", "S01", "P3", null, "2026-02-03")
            .Row("H4", "S01", Formatted("dd/mm/yyyy", "46150"), "0904", "2026-02-04")
            .Row("H5", "S01", "P5", Formatted("dd/mm/yyyy", "46150"), "2026-02-05")
            .Save(_folder.File("frame.xlsx"));
        string plan = _folder.Write("person.json", File.ReadAllText(Plan())
            .Replace("\"id\": \"mã hồ sơ\"", "\"id\": \"mã hồ sơ\", \"person\": \"người\"", StringComparison.Ordinal));

        SipasRun check = await SipasRun.OfAsync("frame", "check", frame, "--plan", plan);
        SipasRun seal = await SipasRun.OfAsync("frame", "seal", frame, "--plan", plan, "--output", _folder.File("seal.json"));
        SipasRun draw = await SipasRun.OfAsync("draw", "--frame", frame, "--plan", plan, "--seed", "5", "--output", _folder.File("draw"));

        Assert.NotEqual(0, check.ExitCode);
        Assert.Equal((3, 1), (Count(check.Output + check.Errors, "IMP0103 "), Count(check.Output + check.Errors, "IMP0112 ")));
        Assert.Equal((2, 2, 1), (seal.ExitCode, draw.ExitCode, Count(draw.Errors, "IMP0103")));
        Assert.Contains("row 2, mã hồ sơ: the code was read as '2026-05-08'", draw.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("seal.json")) || Directory.Exists(_folder.File("draw")));
    }

    [Fact]
    public async Task B10_ErrorsInBallotsUnitsAndEstimates_AreRefusedByCell()
    {
        string ballots = _folder.Write("b.csv",
            $"unit,ballotNumber,completedAt,{Items}\nS01,1,#N/A,{Fives}\n#REF!,2,2026-06-01,{Fives}\n"
            + $"S01,#VALUE!,2026-06-01,{Fives}\nS01,4,2026-06-01,#DIV/0!,5,5,5,5,5,5,5,5\n");
        string data = _folder.Write("d.csv", "s,w,y\nA,1,1\n#N/A,1,2\nA,1,#NUM!\n");
        string design = _folder.Write("d.json", """{ "stages": [ { "stratum": "s" } ], "weight": "w" }""");
        string missing = _folder.Write("m.json", """{ "stages": [ {} ], "weight": "w", "missing": ["#NUM!"] }""");

        SipasRun import = await ImportAsync(ballots);
        SipasRun score = await SipasRun.OfAsync("score", "--pack", "kiosk-9", "--ballots", ballots, "--group-by", "unit");
        SipasRun strata = await SipasRun.OfAsync("estimate", "--data", data, "--design", design, "--mean", "w");
        SipasRun values = await SipasRun.OfAsync("estimate", "--data", data, "--design", design, "--mean", "y");

        Assert.Equal([1, 1, 2, 2], new[] { import, score, strata, values }.Select(run => run.ExitCode));
        Assert.Equal(["IMP0100 row 2, completedAt", "IMP0100 row 3, unit", "IMP0100 row 4, ballotNumber", "IMP0100 row 5, K1"],
            import.Errors.Split('\n').Where(line => line.StartsWith("IMP", StringComparison.Ordinal)).Select(line => line.Trim()));
        Assert.Contains("row 3, unit", score.Errors, StringComparison.Ordinal);
        Assert.Contains("row 4, y: the cell contains the spreadsheet error '#NUM!'", values.Errors, StringComparison.Ordinal);
        Assert.Contains("row 3, s: the cell contains", strata.Errors, StringComparison.Ordinal);
        SipasRun said = await SipasRun.OfAsync("estimate", "--data", data, "--design", missing, "--mean", "y");
        Assert.Equal(("", 0), (said.Errors, said.ExitCode));
    }

    [Theory]
    [InlineData("1/2/2026 8:30")]
    [InlineData("01/02/2026 08:30:15")]
    [InlineData("2026-02-01 08:30:00")]
    [InlineData("2026-02-01 08:30")]
    [InlineData("2026-02-01T08:30:00+07:00")]
    [InlineData("2026-02-01T01:30:00Z")]
    [InlineData("2026-02-01T08:30:00.123")]
    [InlineData("01-02-2026")]
    [InlineData("1.2.2026 8:30")]
    public async Task B11_DaysWithATime_AreReadAlikeInFramesAndBallots(string day)
    {
        string frame = _folder.Write("f.csv", $"mã hồ sơ;đơn vị;điện thoại;ngày\nH1;S01;0901;{day}\n");
        string ballots = _folder.Write("b.csv", $"unit,completedAt,{Items}\nS01,{day},{Fives}\n");

        SipasRun check = await SipasRun.OfAsync("frame", "check", frame, "--plan", Plan());
        SipasRun import = await ImportAsync(ballots);
        SipasRun closed = await SipasRun.OfAsync("score", "--pack", "kiosk-9", "--database", Database, "--from", "2026-02-01", "--to",
            "2026-02-01", "--format", "json");

        Assert.Equal(("", 0), (check.Errors, check.ExitCode));
        Assert.Equal(("", 0), (import.Errors, import.ExitCode));
        Assert.Contains("\"ballots\": 1", closed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1/2/26")]
    [InlineData("2/25/2026")]
    [InlineData("2/1/2026 8:30 AM")]
    [InlineData("46054")]
    [InlineData("8:30")]
    public async Task B11_DaysThatAreNotKnown_AreRefusedAlikeInFramesAndBallots(string day)
    {
        string frame = _folder.Write("f.csv", $"mã hồ sơ;đơn vị;điện thoại;ngày\nH1;S01;0901;{day}\n");
        string ballots = _folder.Write("b.csv", $"unit,completedAt,{Items}\nS01,{day},{Fives}\n");

        SipasRun check = await SipasRun.OfAsync("frame", "check", frame, "--plan", Plan());
        SipasRun import = await ImportAsync(ballots);

        Assert.Contains("FRM0008: 1", check.Output, StringComparison.Ordinal);
        Assert.Equal(1, import.ExitCode);
        Assert.Equal(1, Count(import.Errors, "IMP0104 row 2, completedAt"));
        Assert.Contains($"'{day}' is not a date; allowed: 2026-11-21, 21/11/2026", import.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B11_DaysWithATimeInWorkbooks_AreRead()
    {
        string frame = new RawWorkbook().Row("mã hồ sơ", "đơn vị", "điện thoại", "ngày")
            .Row("H1", "S01", "0901", Formatted("dd/mm/yyyy hh:mm", "46054.354166666664"))
            .Row("H2", "S01", "0902", Formatted("m/d/yy", "46055.5")).Row("H3", "S01", "0903", Typed('d', "2026-02-03T08:30:00"))
            .Save(_folder.File("f.xlsx"));

        SipasRun check = await SipasRun.OfAsync("frame", "check", frame, "--plan", Plan());

        Assert.Equal(("", 0), (check.Errors, check.ExitCode));
        Assert.Contains("3 rows, 3 without problems", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B12_OneDistrictSpelledInSeveralWays_IsOneStratumWithAWarning()
    {
        string[] spellings = ["Đống Đa", "\u00D0ống \u00D0a", "Đống  Đa", "Đống\u00A0Đa", "Đống Đa\u200B", "đống đa", "ĐỐNG ĐA",
            "Đống Đa".Normalize(NormalizationForm.FormD)];
        string frame = _folder.Write("f.csv",
            "mã hồ sơ;đơn vị;điện thoại;ngày\n" + string.Concat(spellings.Select((label, i) => $"H{i};{label};090{i};2026-02-01\n"))
            + "H8;Khánh Hòa;1;2026-02-01\nH9;Khánh Hoà;1;2026-02-01\n");
        string data = _folder.Write("d.csv", "quận;w;y\n" + string.Concat(spellings.Select((label, i) => $"{label};2;{i}\n"))
            + "Ba Đình;2;1\nBa Đình;2;4\n");
        string design = _folder.Write("d.json", """{ "stages": [ { "stratum": "quận" } ], "weight": "w" }""");
        string scored = _folder.Write("b.csv", $"quận;{Items.Replace(',', ';')}\n"
            + string.Concat(spellings.Select(label => $"{label};{Fives.Replace(',', ';')}\n")));

        SipasRun check = await SipasRun.OfAsync("frame", "check", frame, "--plan", Plan());
        SipasRun seal = await SipasRun.OfAsync("frame", "seal", frame, "--plan", Plan(), "--output", _folder.File("seal.json"));
        SipasRun draw = await SipasRun.OfAsync("draw", "--frame", frame, "--plan", Plan(), "--seal", _folder.File("seal.json"), "--seed",
            "5", "--output", _folder.File("draw"));
        SipasRun estimate = await SipasRun.OfAsync("estimate", "--data", data, "--design", design, "--mean", "y", "--by", "quận");
        SipasRun score = await SipasRun.OfAsync("score", "--pack", "kiosk-9", "--ballots", scored, "--group-by", "quận", "--format",
            "json");

        Assert.Equal([0, 0, 0, 0, 0], new[] { check, seal, draw, estimate, score }.Select(run => run.ExitCode));
        Assert.Contains("'đống đa' and 'Đống Đa' are counted as one", check.Errors, StringComparison.Ordinal);
        Assert.Contains("'Khánh Hoà' and 'Khánh Hòa' are counted as one", check.Errors, StringComparison.Ordinal);
        using var sealedFrame = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.File("seal.json")));
        Assert.Equal([("Đống Đa", 8L), ("Khánh Hòa", 2L)],
            sealedFrame.RootElement.GetProperty("strata").EnumerateArray()
            .Select(stratum => (stratum.GetProperty("stratum").GetString()!, stratum.GetProperty("rowCount").GetInt64())));
        using var estimated = JsonDocument.Parse(estimate.Output);
        Assert.Equal(2, estimated.RootElement.GetProperty("design").GetProperty("stratumCount").GetInt32());
        Assert.Equal(3, estimated.RootElement.GetProperty("estimates").GetArrayLength());
        Assert.Contains("IMP0110", estimate.Errors, StringComparison.Ordinal);
        using var groups = JsonDocument.Parse(score.Output);
        Assert.Equal(8, groups.RootElement.GetProperty("groups").EnumerateArray().Single().GetProperty("ballots").GetInt64());
    }

    [Fact]
    public async Task B13B14_LevelsWithZerosBehindAndEmptyCellsAtTheEnd_AreRead()
    {
        string file = _folder.Write("b.csv", $"unit,{Items},,\nS01,5.0,4.0,\"4,0\",,5,5,3.00,4,4,,\nS01,{Fives},,\n");

        SipasRun run = await ImportAsync(file, "--preview");
        SipasRun half = await ImportAsync(_folder.Write("h.csv", $"unit,{Items}\nS01,4.5,5.000,5,5,5,5,5,5,5\n"), "--preview");
        SipasRun beyond = await ImportAsync(_folder.Write("x.csv", $"unit,{Items}\nS01,{Fives},,5\n"), "--preview");

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.Contains("S01: 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("IMP0101 row 2, K2", half.Errors, StringComparison.Ordinal);
        Assert.Contains("row 2, K1", half.Errors, StringComparison.Ordinal);
        Assert.Contains("the row has 12 cells, the header has 10 (row 1, ',')", beyond.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><body><table><tr><td>unit</td></tr></table></body></html>", "HTML")]
    [InlineData("\r\n <!DOCTYPE html>\n<html>", "HTML")]
    [InlineData("<table border=1><tr><td>unit</td></tr></table>", "HTML")]
    [InlineData("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook "
        + "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>", "XML Spreadsheet 2003")]
    [InlineData("{\\rtf1\\ansi unit}", "RTF")]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("MIME-Version: 1.0\nContent-Type: multipart/related", "MHTML")]
    public async Task B16_FilesThatAreNoTables_AreSaidToBeWhatTheyAre(string content, string kind)
    {
        foreach (Encoding encoding in new[] { new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode })
        {
            if (content[0] is '{' or '%' && encoding.Preamble.Length > 0)
            {
                continue;
            }

            string file = _folder.Write("table.xls", content, encoding);
            foreach (SipasRun run in new[] { await SipasRun.OfAsync("score", "--pack", "kiosk-9", "--ballots", file),
                await SipasRun.OfAsync("units", "import", file, "--database", Database),
                await SipasRun.OfAsync("frame", "check", file, "--plan", Plan()) })
            {
                Assert.Equal(2, run.ExitCode);
                Assert.Contains($"The file 'table.xls' is {kind}, not a table", run.Errors, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task B22_FormatsOfConditions_DoNotMakeADayOfACode()
    {
        string book = new RawWorkbook
        {
            AfterFormats = """<dxfs count="1"><dxf><numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></dxf></dxfs>""",
        }
            .Row("code", "name_vi", "name_en", "block").Row(Formatted("#,##0", "46000"), "a", "a", "b").Save(_folder.File("u.xlsx"));

        SipasRun run = await SipasRun.OfAsync("units", "import", book, "--database", _folder.File("u.db"));
        SipasRun export = await SipasRun.OfAsync("units", "export", "--database", _folder.File("u.db"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\n46000,a,", export.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B27_OneStrayEmptyRow_IsNoRow()
    {
        string book = new RawWorkbook().Row([.. $"unit,{Items}".Split(',')]).Row(["S01", .. Enumerable.Repeat<object>(5, 9)])
            .Raw("""<row r="1048576" s="1"><c r="A1048576" s="0"/></row>""").Save(_folder.File("b.xlsx"));

        SipasRun run = await ImportAsync(book, "--preview");

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.Contains("S01: 1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B30_MergedCells_HoldForAllTheirRows()
    {
        object[] fives = [.. Enumerable.Repeat<object>(5, 9)];
        string book = new RawWorkbook { Merges = "A2:A4 C2:C3 A7:A9" }.Row([.. $"unit,ballotNumber,completedAt,{Items}".Split(',')])
            .Row(["S01", 1, Formatted("dd/mm/yyyy", "46150"), .. fives]).Row([null, 2, null, .. fives])
            .Row(["S99", 3, "2026-05-09", .. fives])
            .Row(["S02", 4, "2026-05-10", .. fives])
            .Row(["S03", 5, "2026-05-11", .. fives]).Row(["S02", 6, "2026-05-12", .. fives]).Row()
            .Save(_folder.File("b.xlsx"));

        SipasRun run = await ImportAsync(book, "--unit", "S03");
        SipasRun score = await SipasRun.OfAsync("score", "--pack", "kiosk-9", "--database", Database, "--from", "2026-05-08", "--to",
            "2026-05-08", "--group-by", "unit", "--format", "json");

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.Contains("S01: 3", run.Output, StringComparison.Ordinal);
        Assert.Contains("S02: 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("S03: 1", run.Output, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(score.Output);
        JsonElement group = document.RootElement.GetProperty("groups").EnumerateArray().Single();
        Assert.Equal(("S01", 2L), (group.GetProperty("group").GetString(), group.GetProperty("ballots").GetInt64()));
    }

    [Fact]
    public async Task B30_AnswersMergedAcrossColumns_AreRefusedByCell()
    {
        // A spreadsheet discards all values but the first when cells are merged.
        object?[] answers = [5, null, .. Enumerable.Repeat<object>(5, 7)];
        string book = new RawWorkbook { Merges = "D2:E2 A3:B3" }.Row([.. $"unit,ballotNumber,completedAt,{Items}".Split(',')])
            .Row(["S01", 1, "2026-05-09", .. answers]).Row(["S01", null, "2026-05-09", .. Enumerable.Repeat<object>(5, 9)])
            .Save(_folder.File("across.xlsx"));

        SipasRun run = await ImportAsync(book);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("IMP0112 row 2, K2", run.Errors, StringComparison.Ordinal);
        Assert.Contains("IMP0112 row 3, ballotNumber", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("IMP0112 row 2, K1", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "answers": { "true": 5, "false": 1 } }""", "100,00")]
    [InlineData("""{ "answers": { "TRUE": 5, "FALSE": 1 } }""", "100,00")]
    [InlineData("""{ "answers": { "true": 1, "false": 5 } }""", "0,00")]
    [InlineData("{ }", null)]
    public async Task B31_Truths_AreReadWhereTheMapSaysWhatTheyMean(string map, string? percent)
    {
        string book = new RawWorkbook().Row([.. $"unit,{Items}".Split(',')])
            .Row(["S01", .. Enumerable.Repeat(Typed('b', "true"), 4), .. Enumerable.Repeat(Typed('b', "1"), 5)])
            .Save(_folder.File("b.xlsx"));
        string text = _folder.Write("b.csv", $"unit,{Items}\nS01,TRUE,true,True,TRUE,TRUE,TRUE,TRUE,TRUE,TRUE\n");

        foreach (string file in new[] { book, text })
        {
            SipasRun run = await SipasRun.OfAsync("score", "--pack", "kiosk-9", "--ballots", file, "--map", _folder.Write("map.json", map));
            Assert.Equal(percent is null ? 1 : 0, run.ExitCode);
            Assert.True(percent is null || run.Output.Contains($"OVERALL         {percent}", StringComparison.Ordinal), run.Output);
        }
    }

    [Fact]
    public async Task Import_B30EmptyDayBesideOthers_IsRefusedUnlessADayIsNamed()
    {
        string database = _folder.File("days.db");
        await SipasRun.OfAsync("units", "import", _folder.Write("u.csv", "code,name_vi,name_en,block\nS01,Sở,Dept,departments\n"),
            "--database", database);
        string file = _folder.Write("days.csv",
            $"unit,ballotNumber,completedAt,{Items}\nS01,1,2026-06-01,{Fives}\nS01,2,,{Fives}\n");
        string[] import = ["import", file, "--pack", "kiosk-9", "--database", database];

        SipasRun refused = await SipasRun.OfAsync(import);
        SipasRun named = await SipasRun.OfAsync([.. import, "--date", "2026-06-02"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith("IMP0141 row 3, completedAt", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(0, named.ExitCode);
    }

    [Fact]
    public async Task E12_WordsWithEth_AreTheWords()
    {
        string map = _folder.Write("map.json", """{ "answers": { "Đồng ý": 4, "Không  đồng ý": 2 } }""");
        string file = _folder.Write("b.csv",
            $"unit,{Items}\nS01,\u00D0ồng ý,Đồng  ý,đồng ý,\u00F0ồng\u00A0ý,Đồng ý\u200B,Không \u00F0ồng ý,4,4,4\n");

        SipasRun run = await SipasRun.OfAsync("score", "--pack", "kiosk-9", "--ballots", file, "--map", map, "--format", "json");

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(88.89m, document.RootElement.GetProperty("groups")[0].GetProperty("overall").GetProperty("percent").GetDecimal());
    }

    [Fact]
    public async Task Import_StrictWorkbookUtf16AndSaidSeparator_AreRead()
    {
        string[] header = [.. $"unit,{Items}".Split(',')];
        string strict = new RawWorkbook { Namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main" }.Row(header)
            .Row(["S01", .. Enumerable.Repeat<object>(5, 9)]).Save(_folder.File("strict.xlsx"));
        string csv = $"unit,{Items}\nS01,{Fives}\n";
        string[] files =
        [
            strict, _folder.Write("utf16.csv", csv, Encoding.Unicode), _folder.Write("big.csv", csv, Encoding.BigEndianUnicode),
            _folder.Write("bom.csv", csv, new UTF8Encoding(true)),
            _folder.Write("sep.csv", "sep=;\r\n" + csv.Replace(',', ';')),
            _folder.Write("sep2.csv", "\"sep=\t\"\n" + csv.Replace(',', '\t'), Encoding.Unicode),
        ];

        foreach (string file in files)
        {
            SipasRun run = await ImportAsync(file, "--preview");
            Assert.Equal(("", 0), (run.Errors, run.ExitCode));
            Assert.Contains("S01: 1", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Allocate_StrataWithMarksErrorsAndFractions_AreRefusedAllAtOnce()
    {
        string file = _folder.Write("s.csv", "stratum;population\nA;12.500\nB;#N/A\nC;x\nD;1 200\nE;\n");

        SipasRun run = await SipasRun.OfAsync("plan", "allocate", "--strata", file, "--total", "100");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal((1, 1, 1), (Count(run.Errors, "IMP0101"), Count(run.Errors, "IMP0100"), Count(run.Errors, "IMP0008")));
        Assert.DoesNotContain("row 5", run.Errors, StringComparison.Ordinal);
    }

    private static int Count(string text, string start) => text.Split('\n').Count(line => line.StartsWith(start, StringComparison.Ordinal));

    private static string StandardError(SipasRun run)
    {
        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        using var document = JsonDocument.Parse(run.Output);
        return document.RootElement.GetProperty("estimates")[0].GetProperty("standardError").GetDouble()
            .ToString("R", CultureInfo.InvariantCulture);
    }

    private Task<SipasRun> ImportAsync(string file, params string[] options) =>
        SipasRun.OfAsync(["import", file, "--pack", "kiosk-9", "--database", Database, .. options]);

    private string Plan() => _folder.Write("plan.json", """
        {
          "code": "t-2026", "title": { "vi": "Khảo sát", "en": "Survey" }, "pack": "kiosk-9",
          "legalBasis": { "number": "1/KH", "date": "2026-01-15", "issuer": { "vi": "UBND", "en": "Province" } },
          "population": { "description": { "vi": "Người dân", "en": "Citizens" }, "from": "2026-01-01", "to": "2026-10-31" },
          "frame": { "id": "mã hồ sơ", "contacts": ["điện thoại"], "day": "ngày", "unit": "đơn vị" }, "stratumColumns": ["đơn vị"],
          "stages": [{ "method": "simpleRandom" }], "size": { "rule": "fixedTotal", "total": 2 }, "allocation": { "kind": "equal" },
          "roles": { "draws": "A", "delivers": "B", "collects": "C", "checks": "D" }
        }
        """);
}
