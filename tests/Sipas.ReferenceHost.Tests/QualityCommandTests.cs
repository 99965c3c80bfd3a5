using System.Text.Json;
using Sipas.Files.Tables;

namespace Sipas.ReferenceHost;

public sealed class QualityCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("sipas.db");

    public async Task InitializeAsync()
    {
        string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\n");
        Assert.Equal(0, (await SipasRun.OfAsync("units", "import", units, "--database", Database)).ExitCode);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Import_Workbook_IsReadAsCsvIs_AndItsMapIsRemembered()
    {
        string map = _folder.Write("map.json", """
            { "unit": "Đơn vị", "ballotNumber": "Số phiếu", "completedAt": "Ngày",
              "items": { "K1": "Câu 1" }, "answers": { "Tốt": 5 } }
            """);
        string[] columns = ["Số phiếu", "Đơn vị", "Ngày", "Câu 1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K9"];
        Save("one.xlsx", columns, ["001", "002"]);
        Save("two.xlsx", columns, ["001", "002", "003"]);

        SipasRun first = await ImportAsync("one.xlsx", "--map", map);
        SipasRun second = await ImportAsync("two.xlsx");

        Assert.Equal(("", 0), (first.Errors, first.ExitCode));
        Assert.Contains("2 ballots were stored, 0 were already stored", first.Output, StringComparison.Ordinal);
        Assert.Equal(("", 0), (second.Errors, second.ExitCode));
        Assert.Contains("Using the column mapping remembered for files with these columns", second.Output, StringComparison.Ordinal);
        Assert.Contains("1 ballots were stored, 2 were already stored", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_PreviewWithAMap_RemembersNothing()
    {
        string map = _folder.Write("map.json", """{ "unit": "Đơn vị" }""");
        string[] columns = ["Số phiếu", "Đơn vị", "Ngày", "K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K9"];
        Save("one.xlsx", columns, ["001"]);

        Assert.Equal(0, (await ImportAsync("one.xlsx", "--map", map, "--preview", "--date", "2026-05-05")).ExitCode);
        SipasRun again = await ImportAsync("one.xlsx", "--date", "2026-05-05");

        Assert.StartsWith("IMP0005", again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quality_RunListReviewScore_HeldWithoutRemoving()
    {
        string header = "unit,mode,K1,K2,K3,K4,K5,K6,K7,K8,K9\n";
        string file = _folder.Write("ballots.csv", header
            + "S01,paper,5,5,5,5,5,5,5,5,5\nS01,paper,1,1,1,1,1,1,1,1,1\nS01,paper,5,4,3,2,1,5,5,5,5\n");
        Assert.Equal(0, (await SipasRun.OfAsync("import", file, "--pack", "kiosk-9", "--date", "2026-05-01", "--database",
            Database)).ExitCode);
        string rules = _folder.Write("rules.json", """{ "straightLineAnswers": 9 }""");

        SipasRun run = await SipasRun.OfAsync("quality", "run", "--rules", rules, "--database", Database);
        SipasRun list = await SipasRun.OfAsync("quality", "list", "--database", Database);
        Assert.Contains("2 of 3 ballots are flagged", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, list.Output.TrimEnd().Split('\n').Length);
        Assert.Contains("2,open", list.Output, StringComparison.Ordinal);
        Assert.Equal([(3L, 55.56m), (1L, 66.67m)], await ScoresAsync());

        SipasRun accept = await SipasRun.OfAsync("quality", "review", "2", "accept", "--reviewer", "Lan", "--database", Database);
        SipasRun reject = await SipasRun.OfAsync("quality", "review", "1", "reject", "--comment", "chép tay", "--reviewer", "Lan",
            "--database", Database);
        SipasRun wordless = await SipasRun.OfAsync("quality", "review", "1", "reject", "--reviewer", "Lan", "--database", Database);

        Assert.Equal((0, 0, 1), (accept.ExitCode, reject.ExitCode, wordless.ExitCode));
        Assert.StartsWith("QLT0204", wordless.Errors, StringComparison.Ordinal);
        Assert.Contains("1,rejected", (await SipasRun.OfAsync("quality", "list", "--database", Database)).Output, StringComparison.Ordinal);
        Assert.Equal([(3L, 55.56m), (2L, 33.33m)], await ScoresAsync());
        Assert.Equal(0, (await SipasRun.OfAsync("verify", "--database", Database)).ExitCode);
    }

    private async Task<(long, decimal)[]> ScoresAsync()
    {
        SipasRun run = await SipasRun.OfAsync("quality", "score", "--pack", "kiosk-9", "--format", "json", "--database", Database);
        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return [.. document.RootElement.GetProperty("groups").EnumerateArray()
            .Select(group => (group.GetProperty("ballots").GetInt64(), group.GetProperty("overall").GetProperty("percent").GetDecimal()))];
    }

    private Task<SipasRun> ImportAsync(string file, params string[] more) =>
        SipasRun.OfAsync(["import", _folder.File(file), "--pack", "kiosk-9", "--database", Database, .. more]);

    private void Save(string name, string[] columns, string[] numbers)
    {
        using FileStream stream = File.Create(_folder.File(name));
        XlsxOutput.Write(stream, "Phiếu", columns, numbers.Select(number => (TableCell[])
            [TableCell.Of(number), TableCell.Of("S01"), TableCell.Of(new DateOnly(2026, 5, 5)),
                TableCell.Of(columns[3] == "K1" ? "5" : "Tốt"), .. Enumerable.Repeat(TableCell.Of(4), 8)]));
    }
}
