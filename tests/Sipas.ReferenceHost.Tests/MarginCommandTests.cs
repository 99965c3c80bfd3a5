using System.Globalization;
using System.Text;
using System.Text.Json;
using Sipas.Mathematics;

namespace Sipas.ReferenceHost;

/// <summary>Designs, rank intervals and the further estimates on the command line.</summary>
public sealed class MarginCommandTests : IDisposable
{
    private const string Design = """
        {
          "format": "sipas-survey-design/1", "name": "2026", "pack": "kiosk-9", "from": "2026-11", "to": "2026-11",
          "units": [ { "unit": "S01", "population": 400 }, { "unit": "S02", "population": 500, "designEffect": 1.5, "primaryUnits": 5 } ]
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SurveyDesign_ImportedOverBallots_GivesRankIntervalsFromTheStore()
    {
        string database = _folder.File("sipas.db");
        string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Một,One,departments\nS02,Sở Hai,Two,departments\n");
        Assert.Equal(0, (await SipasRun.OfAsync("units", "import", units, "--database", database)).ExitCode);
        SipasRun empty = await SipasRun.OfAsync("rank", "--pack", "kiosk-9", "--database", database, "--format", "json");
        var ballots = new StringBuilder("unit," + string.Join(',', Enumerable.Range(1, 9).Select(n => $"K{n}")) + "\n");
        for (int i = 0; i < 40; i++)
        {
            IEnumerable<int> levels = Enumerable.Range(1, 9).Select(n => (i % 2 == 0 ? i < 36 : (i + n) % 4 == 0) ? 5 : 2);
            ballots.Append(CultureInfo.InvariantCulture, $"S0{1 + (i % 2)},{string.Join(',', levels)}\n");
        }

        SipasRun import = await SipasRun.OfAsync("import", _folder.Write("ballots.csv", ballots.ToString()), "--pack", "kiosk-9", "--basis",
            "sampled", "--mode", "interview", "--date", "2026-11-20", "--database", database);
        SipasRun without = await SipasRun.OfAsync("rank", "--pack", "kiosk-9", "--database", database, "--lang", "en");
        SipasRun assumed = await SipasRun.OfAsync("rank", "--pack", "kiosk-9", "--database", database, "--assume-simple-random", "--format",
            "json");
        SipasRun design = await SipasRun.OfAsync("survey", "design", "import", _folder.Write("design.json", Design), "--database",
            database);
        SipasRun list = await SipasRun.OfAsync("survey", "design", "list", "--database", database);
        SipasRun ranked = await SipasRun.OfAsync("rank", "--pack", "kiosk-9", "--database", database, "--year", "2026", "--format", "json");

        Assert.Equal(("", 0), (empty.Errors, empty.ExitCode));
        Assert.Equal("EST0510", Root(empty).GetProperty("withoutMargins").GetProperty("code").GetString());
        Assert.Equal(("", 0), (import.Errors, import.ExitCode));
        Assert.Contains("No sample design is stored", without.Output, StringComparison.Ordinal);
        Assert.Equal("assumedSimpleRandom", Root(assumed).GetProperty("margins").GetProperty("basis").GetString());
        Assert.Equal((0, 0), (design.ExitCode, list.ExitCode));
        Assert.Contains("2026: kiosk-9, 2026-11 – 2026-11, 2", list.Output, StringComparison.Ordinal);
        JsonElement[] units2026 = [.. Root(ranked).GetProperty("blocks")[0].GetProperty("units").EnumerateArray()];
        Assert.Equal(["S01", "S02"], units2026.Select(unit => unit.GetProperty("code").GetString()));
        Assert.Equal([(1, 1), (2, 2)],
            units2026.Select(unit => (unit.GetProperty("uncertainty").GetProperty("bestRank").GetInt32(),
                unit.GetProperty("uncertainty").GetProperty("worstRank").GetInt32())));
        Assert.Equal([19, 4], units2026.Select(unit => unit.GetProperty("uncertainty").GetProperty("degreesOfFreedom").GetInt32()));
    }

    [Fact]
    public async Task SurveyDesign_FaultyFile_IsRefusedAndNamesWhatIsWrong()
    {
        string database = _folder.File("sipas.db");
        Assert.Equal(0, (await SipasRun.OfAsync("schema", "apply", "--database", database)).ExitCode);

        SipasRun run = await SipasRun.OfAsync("survey", "design", "import",
            _folder.Write("design.json", Design.Replace("\"population\": 400", "\"population\": -4", StringComparison.Ordinal)),
            "--database", database);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("EST0501", run.Errors, StringComparison.Ordinal);
        Assert.Contains("-4", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rank_FiguresWithStandardErrors_HaveRankIntervalsAndWithoutThemSayWhy()
    {
        string with = _folder.Write("with.csv",
            "unit,percent,ballots,standard_error\nA,90.61,1000,0.9\nB,90.29,1000,0.9\nC,74.10,1000,1.2\n");
        string without = _folder.Write("without.csv", "unit,percent,ballots\nA,90.61,1000\nB,90.29,1000\n");

        SipasRun json = await SipasRun.OfAsync("rank", "--pack", "bnv-2640-2017", "--figures", with, "--format", "json", "--seed", "9");
        SipasRun table = await SipasRun.OfAsync("rank", "--pack", "bnv-2640-2017", "--figures", with, "--lang", "en");
        SipasRun bare = await SipasRun.OfAsync("rank", "--pack", "bnv-2640-2017", "--figures", without, "--lang", "en");

        JsonElement[] units = [.. Root(json).GetProperty("blocks")[0].GetProperty("units").EnumerateArray()];
        Assert.Equal([(1, 2), (1, 2), (3, 3)],
            units.Select(unit => (unit.GetProperty("uncertainty").GetProperty("bestRank").GetInt32(),
                unit.GetProperty("uncertainty").GetProperty("worstRank").GetInt32())));
        Assert.Equal(("givenErrors", 9),
            (Root(json).GetProperty("margins").GetProperty("basis").GetString(),
                Root(json).GetProperty("margins").GetProperty("seed").GetInt32()));
        Assert.Contains("Rank interval", table.Output, StringComparison.Ordinal);
        Assert.Contains("1–2", table.Output, StringComparison.Ordinal);
        Assert.Contains("have no standard errors", bare.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Estimate_QuantilesTablesScaleImportanceAndKiosk_StandInOneDocument()
    {
        var random = new SeededGenerator(3);
        var rows = new StringBuilder("vung;xa;don_vi;w;a;b;c;chung;tien\n");
        for (int i = 0; i < 180; i++)
        {
            int mood = random.NextBelow(3);
            (int a, int b, int c) = (3 + random.NextBelow(1 + mood), 3 + random.NextBelow(1 + mood), 3 + random.NextBelow(1 + mood));
            rows.Append(CultureInfo.InvariantCulture,
                $"V{i / 60};X{i / 15};S0{1 + (i % 2)};{1 + (i % 3)};{a};{b};{c};{3 + mood};{random.NextBelow(500)}\n");
        }

        string kiosk = _folder.Write("kiosk.csv",
            "unit,field,month,satisfied,valid,transactions\nS01,dat_dai,2026-10,40,50,100\nS01,ho_tich,2026-10,30,50,300"
            + "\nS02,dat_dai,2026-10,10,20,\n");
        string[] common = ["estimate", "--data", _folder.Write("rows.csv", rows.ToString()), "--design",
            _folder.Write("design.json", """{ "stages": [ { "stratum": "vung", "unit": "xa" } ], "weight": "w" }""")];

        SipasRun run = await SipasRun
            .OfAsync([.. common, "--share", "a", "--by", "don_vi", "--quantile", "tien", "--probability", "0.25", "0.5", "--quantile-rule",
                "school", "--table", "don_vi/a",
            "--alpha", "a", "b", "c", "--importance", "chung", "--items", "a", "b", "c", "--kiosk", kiosk, "--compare-with", "a"]);

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        JsonElement root = Root(run);
        JsonElement[] quantiles = [.. root.GetProperty("quantiles").EnumerateArray()];
        Assert.Equal(6, quantiles.Length);
        Assert.All(quantiles, its =>
            Assert.InRange(its.GetProperty("value").GetDouble(), its.GetProperty("lower").GetDouble(),
                its.GetProperty("upper").GetDouble()));
        Assert.InRange(root.GetProperty("tables")[0].GetProperty("test").GetProperty("pValue").GetDouble(), 0, 1);
        Assert.InRange(root.GetProperty("scale").GetProperty("alpha").GetDouble(), 0.2, 1);
        Assert.Equal(3, root.GetProperty("importancePerformance").GetProperty("points").GetArrayLength());
        JsonElement[] kiosks = [.. root.GetProperty("kiosk").EnumerateArray()];
        Assert.Equal([null, "S01", "S02"], kiosks.Select(its => its.GetProperty("unit").GetString()));
        JsonElement first = kiosks[1].GetProperty("coverage");
        Assert.Equal((0.7, 0.25, 0.175, 0.925, 0.65),
            (first.GetProperty("share").GetDouble(), first.GetProperty("coverage").GetDouble(),
                first.GetProperty("bounds").GetProperty("lower").GetDouble(),
            first.GetProperty("bounds").GetProperty("upper").GetDouble(), Math.Round(first.GetProperty("adjustedShare").GetDouble(), 12)));
        Assert.Equal("adjusted, no sampling error defined", kiosks[1].GetProperty("adjustedLabel").GetString());
        double sample = root.GetProperty("estimates").EnumerateArray()
            .Single(its => its.GetProperty("name").GetString() == "a" && its.GetProperty("domain").GetString() == "S01")
            .GetProperty("value").GetDouble();
        Assert.Equal((sample, 0.7 - sample),
            (kiosks[1].GetProperty("sample").GetDouble(), kiosks[1].GetProperty("difference").GetDouble()));
        Assert.Equal(JsonValueKind.Null, kiosks[2].GetProperty("coverage").GetProperty("bounds").ValueKind);
    }

    [Theory]
    [InlineData("--quantile w --probability 1.5", "CFG")]
    [InlineData("--table w", "CFG")]
    [InlineData("--alpha w", "EST0303")]
    [InlineData("--importance w", "CFG")]
    public async Task Estimate_OptionOutOfItsRange_IsRefused(string options, string code)
    {
        string[] common = ["estimate", "--data", _folder.Write("rows.csv", "w,x\n1,2\n2,3\n"), "--design",
            _folder.Write("design.json", """{ "stages": [ {} ], "weight": "w" }""")];

        SipasRun run = await SipasRun.OfAsync([.. common, .. options.Split(' ')]);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(code, run.Errors, StringComparison.Ordinal);
    }

    private static JsonElement Root(SipasRun run)
    {
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }
}
