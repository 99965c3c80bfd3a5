using System.Text;
using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.ReferenceHost;

/// <summary>However many faults a file has, a command tells them on one page: counts by kind, the first twenty whole,
/// and the whole list in a file where it is asked for.</summary>
public sealed class ManyProblemsTests : IAsyncLifetime
{
    private const int Rows = 40_000;
    private const int Columns = 9;

    // Twenty problems of three lines, the counts, the kinds and what a command says at its end.
    private const int MaxLines = (20 * 3) + 12;

    private static readonly string Ballots = "unit,K1,K2,K3,K4,K5,K6,K7,K8,K9\n"
        + string.Concat(Enumerable.Repeat("S01,8,8,8,8,8,8,8,8,8\n", Rows));

    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("sipas.db");

    public async Task InitializeAsync()
    {
        string units = _folder.Write("units.csv",
            "code,name_vi,name_en,block,parent,valid_from,valid_to\nS01,Sở Nội vụ,Home Affairs,departments,,,\n");
        Assert.Equal(0, (await SipasRun.OfAsync("units", "import", units, "--database", Database)).ExitCode);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Import_NineWrongCellsInFortyThousandRows_AreCountedAndTheFirstTwentyAreTold()
    {
        SipasRun run = await SipasRun.OfAsync("import", _folder.Write("ballots.csv", Ballots), "--pack", "kiosk-9", "--database", Database,
            "--date", "2026-05-01");

        Assert.Equal(1, run.ExitCode);
        AssertOnePage(run, Rows * Columns, "BAL0204");
        Assert.Contains("40000 dòng có lỗi; chưa có gì được lưu.", run.Errors, StringComparison.Ordinal);
        Assert.Contains("BAL0204 row 2, K1", run.Errors, StringComparison.Ordinal);
        Assert.Contains("--problems", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ProblemsFile_HoldsEveryProblemWithRowAndColumn()
    {
        string list = _folder.File("problems.csv");

        SipasRun run = await SipasRun.OfAsync("import", _folder.Write("ballots.csv", Ballots), "--pack", "kiosk-9", "--database", Database,
            "--date", "2026-05-01", "--problems", list);

        AssertOnePage(run, Rows * Columns, "BAL0204");
        FileTable table = FileTable.Read(list);
        Assert.Equal(Rows * Columns, table.Rows.Count);
        Assert.Equal(["BAL0204", "2", "K1", "8"], table.Rows[0].Cells.Take(4));
        Assert.Equal(["BAL0204", "40001", "K9", "8"], table.Rows[^1].Cells.Take(4));
        Assert.All(table.Rows.Take(100), row => Assert.Contains("1", row.Cells[4], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_FaultsOfSeveralKinds_AreToldTogether()
    {
        string file = _folder.Write("ballots.csv",
            "ballotNumber,unit,mode,K1,K2,K3,K4,K5,K6,K7,K8,K9\n001,S01,paper,5,5,5,5,5,5,5,5,5\n001,S01,paper,5,5,5,5,5,5,5,5,5"
            + "\n002,S99,paper,5,5,5,5,5,5,5,5,5\n003,S01,fax,5,5,5,5,5,5,5,5,5\n004,S01,paper,9,5,5,5,5,5,5,5,5\n");

        SipasRun run = await SipasRun.OfAsync("import", file, "--pack", "kiosk-9", "--database", Database, "--date", "2026-05-01");

        Assert.Equal(1, run.ExitCode);
        Assert.All((string[])["IMP0009 row 3, ballotNumber", "BAL0104 row 4, unit", "row 5, mode", "row 6, K1", "4 problems of 4 kinds",
            "4 dòng có lỗi"], explained => Assert.Contains(explained, run.Errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_ProblemsFileThatIsThere_IsNotWrittenOverAndNothingIsImported()
    {
        string list = _folder.Write("problems.csv", "mine");

        SipasRun run = await SipasRun
            .OfAsync("import", _folder.Write("ballots.csv", "unit,K1,K2,K3,K4,K5,K6,K7,K8,K9\nS01,5,5,5,5,5,5,5,5,5\n"), "--pack",
                "kiosk-9", "--database", Database, "--problems", list);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(list));
        Assert.DoesNotContain("Đã lưu", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_GoodFileWithProblemsFile_LeavesTheHeadingAlone()
    {
        string list = _folder.File("problems.csv");

        SipasRun run = await SipasRun
            .OfAsync("import", _folder.Write("ballots.csv", "unit,K1,K2,K3,K4,K5,K6,K7,K8,K9\nS01,5,5,5,5,5,5,5,5,5\n"), "--pack",
                "kiosk-9", "--database", Database, "--problems", list);

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.Equal(ProblemList.Header, await File.ReadAllTextAsync(list));
    }

    [Fact]
    public async Task Score_NineWrongCellsInFortyThousandRows_AreCountedAndTheFirstTwentyAreTold()
    {
        SipasRun run = await SipasRun.OfAsync("score", "--pack", "kiosk-9", "--ballots", _folder.Write("ballots.csv", Ballots));

        Assert.Equal(1, run.ExitCode);
        AssertOnePage(run, Rows * Columns, "BAL0204");
    }

    [Fact]
    public async Task FrameCheck_ThreeFaultsInFortyThousandRows_AreCountedAndTheFirstTwentyAreTold()
    {
        var frame = new StringBuilder("mã hồ sơ,điện thoại,ngày,đơn vị\n");
        for (int i = 0; i < Rows; i++)
        {
            frame.Append(i).Append(",,,\n");
        }

        string plan = _folder.Write("plan.json", SamplingCommandTests.Plan);
        string list = _folder.File("problems.csv");
        SipasRun run = await SipasRun.OfAsync("frame", "check", _folder.Write("frame.csv", frame.ToString()), "--plan", plan,
            "--problems", list);

        Assert.Equal(1, run.ExitCode);
        AssertOnePage(run, Rows * 4, "FRM0004", "FRM0012", "IMP0141", "IMP0142");
        Assert.Contains("thiếu ngày", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("''", run.Errors, StringComparison.Ordinal);
        Assert.Equal(Rows * 4, FileTable.Read(list).Rows.Count);
    }

    [Fact]
    public async Task UnitsImport_FaultsInFortyThousandRows_AreCountedAndTheFirstTwentyAreTold()
    {
        var units = new StringBuilder("code,name_vi,name_en,block,parent,valid_from,valid_to\n");
        for (int i = 0; i < Rows; i++)
        {
            units.Append('U').Append(i).Append(",Tên,Name,b,,31.31.2026,\n");
        }

        SipasRun run = await SipasRun.OfAsync("units", "import", _folder.Write("many.csv", units.ToString()), "--database", Database);

        Assert.NotEqual(0, run.ExitCode);
        Assert.InRange(run.Errors.Split('\n').Length, 3, MaxLines);
    }

    [Fact]
    public async Task Points_FaultsInFortyThousandRows_AreCountedAndTheFirstTwentyAreTold()
    {
        string figures = _folder.Write("figures.csv", "unit,basis,sipas\n" + string.Concat(Enumerable.Repeat("S01,sampled,x\n", Rows)));

        SipasRun run = await SipasRun.OfAsync("points", figures, "--pack", "bnv-1001-2023");

        Assert.NotEqual(0, run.ExitCode);
        Assert.InRange(run.Errors.Split('\n').Length, 3, MaxLines);
    }

    private static void AssertOnePage(SipasRun run, long problems, params string[] codes)
    {
        string[] lines = run.Errors.Split('\n');
        Assert.InRange(lines.Length, 20 * 3, MaxLines);
        Assert.Contains($"{problems} problems of {codes.Length} kinds:", run.Errors, StringComparison.Ordinal);
        Assert.All(codes, code =>
            Assert.Single(lines, line =>
                line.StartsWith($"  {code} × {problems / codes.Length}: ", StringComparison.Ordinal)
                && line.Contains(ProblemCatalog.DescribeKind(code).Vi, StringComparison.Ordinal)));
    }
}
