using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Sipas.ReferenceHost;

/// <summary>Numbers, texts and days by command: imported, exported, scored, erased, verified; and what became of units.</summary>
public sealed class ValuesCommandTests : IAsyncLifetime
{
    private const string Header = "unit,T1,T2,T3,T4,T5,V,V.count,O";

    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("sipas.db");

    public async Task InitializeAsync()
    {
        string units = _folder.Write("units.csv",
            "code,name_vi,name_en,block,valid_from,valid_to\nX01,Phường Đào,Peach Ward,wards,,2025-06-30\nX02,Phường Mai,Plum "
            + "Ward,wards,,2025-06-30\nX10,Phường Hoa,Flower Ward,wards,2025-07-01,\nX11,Phường Lá,Leaf Ward,wards,2025-07-01,\n");
        await RunAsync("units", "import", units);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Import_ExportEraseVerify_GoAllTheWay()
    {
        string file = _folder.Write("ballots.csv",
            $"{Header}\nX10,3,3,3,3,3,1,\"3,0\",Tê\u0323t\u200B\nX10,3,3,2,3,3,2,,\nX10,1,1,1,1,1,1,5,'=1+1\n");
        Assert.Contains("3 ballots were stored, 0", (await ImportAsync(file)).Output, StringComparison.Ordinal);
        Assert.Contains("0 ballots were stored, 3", (await ImportAsync(file)).Output, StringComparison.Ordinal);

        string[] exported = (await RunAsync("values", "export", "--pack", "three-level")).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, exported.Length);
        Assert.EndsWith(",1,X10,sampled,2026-05-01,V.count,3,0", exported[1], StringComparison.Ordinal);
        Assert.EndsWith(",O,Tệt,0", exported[2], StringComparison.Ordinal);
        Assert.EndsWith(",O,'=1+1,0", exported[4], StringComparison.Ordinal);

        string id = exported[1].Split(',')[1];
        Assert.Contains("2 values were erased", (await RunAsync("values", "erase", "--ballot", id)).Output, StringComparison.Ordinal);
        Assert.Contains("1 values were erased",
            (await RunAsync("values", "erase", "--pack", "three-level", "--question", "O", "--before", "2026-05-02")).Output,
            StringComparison.Ordinal);
        Assert.Contains("4, 3 erased", (await RunAsync("verify")).Output.Replace("Numbers, texts, days: ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Single((await RunAsync("values", "export", "--pack", "three-level", "--question", "V.count")).Output.Split('\n'),
            line => line.EndsWith(",V.count,5,0", StringComparison.Ordinal));
        Assert.Contains("0 ballots were stored, 3", (await ImportAsync(file)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_QuestionsOfAStore_CountItsValues()
    {
        string rows = string.Concat(Enumerable.Range(2, 6).Select(i => $"X10,3,3,3,3,3,1,{i},\n"));
        await ImportAsync(_folder.Write("ballots.csv", $"{Header}\n{rows}X10,3,3,3,3,3,2,,\n"));

        string json = (await RunAsync("score", "--pack", "three-level", "--questions", "--format", "json")).Output;
        SipasRun chosen = await SipasRun.OfAsync("score", "--pack", "three-level", "--questions", "--mode", "paper", "--database",
            Database);

        JsonElement figure = JsonDocument.Parse(json).RootElement.GetProperty("values").EnumerateArray()
            .Single(value => value.GetProperty("code").GetString() == "V.count");
        Assert.Equal((6, 1, 4.5m),
            (figure.GetProperty("valid").GetInt64(), figure.GetProperty("blank").GetInt64(), figure.GetProperty("median").GetDecimal()));
        Assert.Equal(2, chosen.ExitCode);
        Assert.Contains("QRY0001", chosen.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FaultyValues_AreToldWithTheirRowsAndNothingIsStored()
    {
        string file = _folder.Write("ballots.csv",
            $"{Header}\nX10,3,3,3,3,3,1,3,\nX10,3,3,3,3,3,1,99,\nX10,3,3,3,3,3,2,3,\nX10,3,3,3,3,3,1,ba,\nX10,3,3,3,3,3,1,\"1.000,5\",\n");

        SipasRun run = await SipasRun.OfAsync("import", file, "--pack", "three-level", "--unit-column", "unit", "--date", "2026-05-01",
            "--database", Database);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["VAL0005 row 3, V.count", "QST0002 row 4, V.count", "QST0004 row 5, V.count", "VAL0005 row 6, V.count"],
            run.Errors.Split('\n').Where(line => line.Contains(" row ", StringComparison.Ordinal) && !line.StartsWith(' '))
            .Select(line => line.TrimEnd('\r')));
        using var connection = new SqliteConnection($"Data Source={Database}");
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(*) from ballot"));
    }

    [Fact]
    public async Task Import_MapOfValues_FindsTheColumnsAndRefusesWhatIsNotThere()
    {
        string file = _folder.Write("ballots.csv", "unit,T1,T2,T3,T4,T5,Đã đến,Số lần\nX10,3,3,3,3,3,1,4\n");
        string map = _folder.Write("map.json", """{ "items": { "V": "Đã đến" }, "values": { "V.count": "Số lần" } }""");
        string wrong = _folder.Write("wrong.json", """{ "values": { "V": "Số lần", "O": "Ý kiến" } }""");

        SipasRun refused = await SipasRun.OfAsync("import", file, "--pack", "three-level", "--unit-column", "unit", "--map", wrong,
            "--database", Database);
        await ImportAsync(file, "--map", map);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("VAL0001", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("IMP0005", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("V.count,4,0", (await RunAsync("values", "export", "--pack", "three-level")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--pack", "three-level")]
    [InlineData("--pack", "three-level", "--question", "O")]
    [InlineData("--ballot", "00000001-0000-7000-8000-000000000001", "--pack", "three-level")]
    public async Task Erase_WithoutSayingWhat_ErasesNothing(params string[] options)
    {
        SipasRun run = await SipasRun.OfAsync(["values", "erase", "--database", Database, .. options]);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("VAL0007", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_Questions_GiveTheFiguresOfValuesAndNoText()
    {
        string rows = string.Concat(Enumerable.Range(2, 6).Select(i => $"X10,3,3,3,3,3,1,{i},secret {i}\n"));
        string file = _folder.Write("ballots.csv", $"{Header}\n{rows}X10,3,3,3,3,3,2,,\n");

        string json = (await SipasRun.OfAsync("score", "--pack", "three-level", "--ballots", file, "--questions", "--format",
            "json")).Output;
        string table = (await SipasRun.OfAsync("score", "--pack", "three-level", "--ballots", file, "--questions", "--lang", "en")).Output;

        JsonElement[] values = [.. JsonDocument.Parse(json).RootElement.GetProperty("values").EnumerateArray()];
        Assert.Equal(["V.count", "O"], values.Select(value => value.GetProperty("code").GetString()));
        Assert.Equal(("2", "7", "4.50", 4.5m, 6, 1),
            (values[0].GetProperty("minimum").GetString(), values[0].GetProperty("maximum").GetString(),
                values[0].GetProperty("mean").GetRawText(),
            values[0].GetProperty("median").GetDecimal(), values[0].GetProperty("valid").GetInt32(),
            values[0].GetProperty("blank").GetInt32()));
        Assert.DoesNotContain("secret", json + table, StringComparison.Ordinal);
        Assert.Contains("Numbers, texts, days", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Units_Successions_AreImportedExportedAndRefusedWhole()
    {
        const string Rows = "X01,X10,Split,0.25\nX01,X11,Split,0.75\nX02,X11,Merged,1\n";
        string file = _folder.Write("successions.csv", "predecessor,successor,kind,share\n" + Rows);
        string faulty = _folder.Write("faulty.csv", "predecessor,successor,kind,share\nX01,X10,Split,0.5\nX02,X404,Merged,1\n");

        await RunAsync("units", "import", "--successions", file);
        SipasRun refused = await SipasRun.OfAsync("units", "import", "--successions", faulty, "--database", Database);
        SipasRun nothing = await SipasRun.OfAsync("units", "import", "--database", Database);

        Assert.Equal((2, 2), (refused.ExitCode, nothing.ExitCode));
        Assert.Contains("UNT0008", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("UNT0009", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("predecessor,successor,kind,share\n" + Rows, (await RunAsync("units", "export", "--successions")).Output);
        string units = (await RunAsync("units", "export")).Output;
        Assert.StartsWith("code,name_vi,name_en,block,parent,valid_from,valid_to\nX01,Phường Đào,Peach Ward,wards,,,2025-06-30\n", units,
            StringComparison.Ordinal);
        await RunAsync("units", "import", _folder.Write("again.csv", units));
    }

    private Task<SipasRun> ImportAsync(string file, params string[] more) =>
        RunAsync(["import", file, "--pack", "three-level", "--unit-column", "unit", "--date", "2026-05-01", .. more]);

    private async Task<SipasRun> RunAsync(params string[] arguments)
    {
        SipasRun run = await SipasRun.OfAsync([.. arguments, "--database", Database]);
        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        return run;
    }
}
