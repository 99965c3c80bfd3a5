using System.Text.Json;
using Sipas.Packs;

namespace Sipas.ReferenceHost;

/// <summary>The commands over published figures: rank, compare, points, pack.</summary>
public sealed class FigureCommandTests : IDisposable
{
    // SIPAS 2015 (decision 915/QĐ-BNV): ten provinces, two of them at 84.94 with the ranks 4 and 5.
    private const string Provinces2015 = """
        unit,percent,ballots
        Da_Nang,95.99,1260
        Ca_Mau,89.86,1260
        Quang_Ninh,85.18,1260
        Ha_Tinh,84.94,1260
        Lai_Chau,84.94,1260
        Ho_Chi_Minh_City,84.51,2100
        Ha_Noi,83.83,2100
        Tay_Ninh,82.78,1260
        Dak_Lak,78.67,1260
        Hung_Yen,73.51,1260
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Ordinal", "1,2,3,4,5,6,7,8,9,10")]
    [InlineData("Competition", "1,2,3,4,4,6,7,8,9,10")]
    [InlineData("Dense", "1,2,3,4,4,5,6,7,8,9")]
    public async Task Rank_TieAt8494_FallsAsTheRuleSays(string ties, string ranks)
    {
        string file = _folder.Write("provinces.csv", Provinces2015);

        SipasRun run = await SipasRun.OfAsync("rank", "--pack", "bnv-2640-2017", "--figures", file, "--ties", ties, "--tie-break",
            "GivenOrder", "--minimum-ballots", "0", "--format", "json");

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement block = Assert.Single(document.RootElement.GetProperty("blocks").EnumerateArray());
        Assert.Equal(ranks, string.Join(',', block.GetProperty("units").EnumerateArray()
            .Select(unit => unit.GetProperty("rank").GetInt32())));
    }

    [Fact]
    public async Task Rank_TooFewBallots_IsListedWithoutARank()
    {
        string file = _folder.Write("units.csv",
            "unit,block,percent,ballots,previous_rank\nA,x,\"90,5\",100,2\nB,x,99.1,3,1\nC,y,80,50,\n");

        SipasRun run = await SipasRun.OfAsync("rank", "--pack", "bnv-2640-2017", "--figures", file, "--minimum-ballots", "30", "--format",
            "json");

        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement[] blocks = [.. document.RootElement.GetProperty("blocks").EnumerateArray()];
        Assert.Equal(["x", "y"], blocks.Select(block => block.GetProperty("block").GetString()));
        JsonElement[] units = [.. blocks[0].GetProperty("units").EnumerateArray()];
        Assert.Equal(("A", 1, 1),
            (units[0].GetProperty("code").GetString(), units[0].GetProperty("rank").GetInt32(),
                units[0].GetProperty("movement").GetInt32()));
        Assert.Equal(("B", "tooFewBallots"), (units[1].GetProperty("code").GetString(), units[1].GetProperty("notRanked").GetString()));
    }

    [Fact]
    public async Task Rank_FaultyCells_AreAllNamed()
    {
        string file = _folder.Write("faulty.csv", "unit,percent,ballots\nA,101,5\nB,x,-1\n");

        SipasRun run = await SipasRun.OfAsync("rank", "--pack", "bnv-2640-2017", "--figures", file);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal(3, run.Errors.Split('\n').Count(line => line.StartsWith("IMP0008", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Compare_NationalSeries_GivesThePublishedChangesAndMarksTheBreak()
    {
        string file = _folder.Write("national.csv", """
            code,year,percent,series
            VN,2019,84.45,five-factors
            VN,2020,85.48,five-factors
            VN,2021,87.16,five-factors
            VN,2022,80.08,two-domains
            VN,2023,82.66,two-domains
            VN,2024,83.94,two-domains
            """);

        SipasRun plain = await SipasRun.OfAsync("compare", "--figures", file, "--format", "json");
        SipasRun over = await SipasRun.OfAsync("compare", "--figures", file, "--over-break", "--format", "json");

        Assert.Equal(["1.03", "1.68", "null", "2.58", "1.28"], Changes(plain));
        Assert.Equal(["1.03", "1.68", "-7.08", "2.58", "1.28"], Changes(over));

        static string[] Changes(SipasRun run)
        {
            using JsonDocument document = JsonDocument.Parse(run.Output);
            return [.. document.RootElement.GetProperty("rows").EnumerateArray()
                .Select(row => row.GetProperty("changePoints").GetRawText())];
        }
    }

    [Fact]
    public async Task Compare_OverAMerger_PrintsTheBridgeAndRefusesWithoutOne()
    {
        string units = _folder.Write("units.csv",
            "code,name_vi,name_en,block,parent,valid_from,valid_to\nA,A,A,x,,,2025-06-30\nB,B,B,x,,,2025-06-30\nN,N,N,x,,2025-07-01,\n");
        string links = _folder.Write("links.csv", "predecessor,successor,kind,share\nA,N,merged,1\nB,N,merged,1\n");
        string figures = _folder.Write("figures.csv", "code,year,percent,weight\nA,2024,80,300\nB,2024,90,100\nN,2025,85,\n");

        SipasRun bridged = await SipasRun.OfAsync("compare", "--figures", figures, "--units", units, "--successions", links, "--format",
            "json");
        SipasRun refused = await SipasRun.OfAsync("compare", "--figures", figures, "--units", units, "--format", "json");

        using JsonDocument document = JsonDocument.Parse(bridged.Output);
        Assert.Equal(2, document.RootElement.GetProperty("bridge").GetArrayLength());
        JsonElement row = Assert.Single(document.RootElement.GetProperty("rows").EnumerateArray());
        Assert.Equal("2.50", row.GetProperty("changePoints").GetRawText());
        using JsonDocument without = JsonDocument.Parse(refused.Output);
        Assert.All(without.RootElement.GetProperty("rows").EnumerateArray(), other =>
        {
            Assert.Equal(JsonValueKind.Null, other.GetProperty("changePoints").ValueKind);
            Assert.Equal(JsonValueKind.Object, other.GetProperty("refusal").ValueKind);
        });
    }

    [Fact]
    public async Task Points_HaNoi2024_Are865Of10()
    {
        string file = _folder.Write("points.csv", "unit,percent,self_scored,appraised\nHN,86.50,9,8.65\n");

        SipasRun run = await SipasRun.OfAsync("points", "--pack", "bnv-1001-2023", "--figures", file, "--format", "json");

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement row = document.RootElement.GetProperty("rows")[0];
        Assert.Equal(8.65m, row.GetProperty("points").GetDecimal());
        Assert.Equal(-0.35m, row.GetProperty("correction").GetDecimal());
    }

    [Fact]
    public async Task Pack_ListShowVerify_CoverEveryShippedPack()
    {
        SipasRun list = await SipasRun.OfAsync("pack", "list", "--lang", "en");

        Assert.Equal(0, list.ExitCode);
        foreach (string id in MethodPacks.ShippedIds)
        {
            Assert.Contains(id, list.Output, StringComparison.Ordinal);
            SipasRun show = await SipasRun.OfAsync("pack", "show", id, "--format", "json");
            SipasRun verify = await SipasRun.OfAsync("pack", "verify", _folder.Write(id + ".json", show.Output));
            Assert.Equal(0, verify.ExitCode);
            Assert.Equal(0, (await SipasRun.OfAsync("pack", "show", id)).ExitCode);
        }
    }

    [Fact]
    public async Task PackVerify_FaultyPack_NamesEveryFaultAndFails()
    {
        SipasRun show = await SipasRun.OfAsync("pack", "show", "kiosk-9", "--format", "json");
        string file = _folder.Write("faulty.json", show.Output.Replace("\"decimals\": 2", "\"decimals\": 9", StringComparison.Ordinal)
            .Replace("\"satisfaction-2\"", "\"satisfaction-3\"", StringComparison.Ordinal));

        SipasRun run = await SipasRun.OfAsync("pack", "verify", file, "--format", "json");

        Assert.Equal(1, run.ExitCode);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Contains("PCK0014", document.RootElement.GetProperty("findings").EnumerateArray()
            .Select(finding => finding.GetProperty("code").GetString()));
    }
}
