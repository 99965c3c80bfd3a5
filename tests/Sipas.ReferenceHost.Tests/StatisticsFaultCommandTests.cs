using System.Globalization;
using System.Text;
using System.Text.Json;
using Sipas.Mathematics;

namespace Sipas.ReferenceHost;

/// <summary>Through the command: years drawn separately, starts drawn by lot, steps of sizes, half-samples of finite populations.</summary>
public sealed class StatisticsFaultCommandTests : IDisposable
{
    private const string Plan = """
        {
          "code": "sipas-2026", "title": { "vi": "Khảo sát", "en": "Survey" }, "pack": "bnv-2640-2017",
          "legalBasis": { "number": "12/KH-UBND", "date": "2026-01-15", "issuer": { "vi": "UBND tỉnh", "en": "Province" } },
          "population": { "description": { "vi": "Người dân", "en": "Citizens" } },
          "frame": { "id": "id" }, "stratumColumns": ["unit"],
          "stages": [{ "method": "systematicStep", "step": 5 }], "size": { "rule": "fixedTotal", "total": 20 },
          "allocation": { "kind": "equal" },
          "roles": { "draws": "Sở Nội vụ", "delivers": "Một cửa", "collects": "Bưu điện", "checks": "Mặt trận" }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task F2_Estimate_YearsDrawnAnew_HaveTheErrorsOfEachYearAlone()
    {
        (string data, double[] alone, double change) = Years();
        string design = _folder.Write("design.json",
            """{ "period": "year", "stages": [ { "stratum": "h", "unit": "psu" } ], "weight": "w" }""");
        SipasRun run = await SipasRun.OfAsync("estimate", "--data", data, "--design", design, "--mean", "y", "--by", "year",
            "--compare", "y");

        Assert.Equal("", run.Errors);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal(alone, document.RootElement.GetProperty("estimates").EnumerateArray().Skip(1)
            .Select(its => its.GetProperty("standardError").GetDouble()), (a, b) => Math.Abs(a - b) < 1e-9);
        JsonElement pair = document.RootElement.GetProperty("comparisons")[0];
        Assert.Equal(change, pair.GetProperty("standardError").GetDouble(), 1e-9);
        Assert.Equal(20, pair.GetProperty("degreesOfFreedom").GetInt32());
        Assert.False(pair.GetProperty("overlapUsed").GetBoolean());
        Assert.Equal(0, document.RootElement.GetProperty("warnings").GetArrayLength());
    }

    [Fact]
    public async Task F2_Estimate_YearsWithoutTheirColumn_AreWarnedOfInBothPlaces()
    {
        (string data, double[] alone, _) = Years();
        string design = _folder.Write("design.json", """{ "stages": [ { "stratum": "h", "unit": "psu" } ], "weight": "w" }""");
        SipasRun run = await SipasRun.OfAsync("estimate", "--data", data, "--design", design, "--mean", "y", "--by", "year",
            "--compare", "y");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("EST0630", run.Errors, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal("EST0630", document.RootElement.GetProperty("warnings")[0].GetProperty("code").GetString());
        Assert.True(document.RootElement.GetProperty("comparisons")[0].GetProperty("sharesStrataOnly").GetBoolean());
        Assert.NotEqual(alone[0], document.RootElement.GetProperty("estimates")[1].GetProperty("standardError").GetDouble(), 1e-3);
        SipasRun notCompared = await SipasRun.OfAsync("estimate", "--data", data, "--design", design, "--mean", "y", "--by", "year");
        Assert.StartsWith("EST0630", notCompared.Errors, StringComparison.Ordinal);
        Assert.Contains("EST0630", notCompared.Output, StringComparison.Ordinal);
        string sameUnits = _folder
            .Write("same.json", """{ "sameUnits": false, "stages": [ { "stratum": "h", "unit": "psu" } ], "weight": "w" }""");
        Assert.Contains("EST0401", (await SipasRun.OfAsync("estimate", "--data", data, "--design", sameUnits, "--mean", "y")).Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task F2_Estimate_NameOfTwoEstimates_IsNotCompared()
    {
        (string data, _, _) = Years();
        string design = _folder.Write("design.json",
            """{ "period": "year", "stages": [ { "stratum": "h", "unit": "psu" } ], "weight": "w" }""");
        SipasRun run = await SipasRun.OfAsync("estimate", "--data", data, "--design", design, "--mean", "y", "--total", "y", "--by", "year",
            "--compare", "y");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("EST0608", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task F6_Estimate_HalfSamplesOfAFinitePopulation_AgreeWithLinearisation()
    {
        var text = new StringBuilder("h,psu,n,w,y\n");
        var random = new SeededGenerator(3);
        for (int row = 0; row < 60; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"H{row / 20},P{row / 10},4,{2 + (row % 3)},{random.NextBelow(50)}\n");
        }

        string data = _folder.Write("data.csv", text.ToString());
        double[] errors = [.. (await Task
            .WhenAll(new[] { "", ", \"replication\": \"balancedHalfSamples\"",
                ", \"replication\": \"fay\", \"fay\": 0.3" }.Select(async (more, i) =>
        {
            string design = _folder.Write($"d{i}.json",
                $$"""{ "stages": [ { "stratum": "h", "unit": "psu", "populationCount": "n" } ], "weight": "w"{{more}} }""");
            SipasRun run = await SipasRun.OfAsync("estimate", "--data", data, "--design", design, "--total", "y");
            Assert.Equal("", run.Errors);
            using JsonDocument document = JsonDocument.Parse(run.Output);
            return document.RootElement.GetProperty("estimates")[0].GetProperty("standardError").GetDouble();
        })))];
        Assert.Equal(errors[0], errors[1], 1e-7);
        Assert.Equal(errors[0], errors[2], 1e-7);
    }

    [Fact]
    public async Task F6_Estimate_CommunesTakenWhole_SaysToGiveThemAsStrata()
    {
        var text = new StringBuilder("commune,one,people,y\n");
        for (int row = 0; row < 60; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"X{row / 20},1,100,{row % 7}\n");
        }

        string data = _folder.Write("data.csv", text.ToString());
        string design = _folder.Write("d.json",
            """{ "stages": [ { "stratum": "commune", "unit": "commune", "populationCount": "one" }, { "populationCount": "people" } ] }""");
        SipasRun run = await SipasRun.OfAsync("estimate", "--data", data, "--design", design, "--mean", "y");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("EST0633", run.Errors, StringComparison.Ordinal);
        string strata = _folder.Write("s.json", """{ "stages": [ { "stratum": "commune", "populationCount": "people" } ] }""");
        SipasRun right = await SipasRun.OfAsync("estimate", "--data", data, "--design", strata, "--mean", "y");
        Assert.Equal("", right.Errors);
        using JsonDocument document = JsonDocument.Parse(right.Output);
        Assert.Equal(57, document.RootElement.GetProperty("design").GetProperty("degreesOfFreedom").GetInt32());
    }

    [Fact]
    public async Task F6_Frame_StrataWhoseCellsHoldTheSeparator_AreTwo()
    {
        string frame = _folder.Write("frame.csv", "id,a,b\n1,X / Y,Z\n2,X / Y,Z\n3,X,Y / Z\n4,X,Y / Z\n");
        string plan = _folder.Write("plan.json", Plan.Replace("[\"unit\"]", "[\"a\", \"b\"]", StringComparison.Ordinal));
        Assert.Equal(0, (await SipasRun.OfAsync("frame", "seal", frame, "--plan", plan, "--output", _folder.File("seal.json"))).ExitCode);
        using JsonDocument seal = JsonDocument.Parse(await File.ReadAllBytesAsync(_folder.File("seal.json")));
        Assert.Equal([2, 2], seal.RootElement.GetProperty("strata").EnumerateArray()
            .Select(stratum => stratum.GetProperty("rowCount").GetInt32()));
    }

    [Fact]
    public async Task Draw_StartsByLot_NeedNoSeedAndCanBeCountedOutAndVerified()
    {
        string plan = _folder.Write("plan.json", Plan);
        string frame = _folder.Write("frame.csv", "id,unit\n"
            + string.Join('\n', Enumerable.Range(1, 40).Select(i => $"{i},{(i <= 23 ? "S1" : "S2")}")));

        SipasRun drawn = await SipasRun.OfAsync("draw", "--frame", frame, "--plan", plan, "--start", "S1=3", "--start", "S2=5", "--output",
            _folder.File("d"));
        SipasRun verified = await SipasRun.OfAsync("draw", "verify", _folder.File("d"), "--frame", frame);

        Assert.Equal(("", "", 0), (drawn.Errors, verified.Errors, verified.ExitCode));
        string[] list = await File.ReadAllLinesAsync(_folder.File("d/official.csv"));
        Assert.Equal("code,number,cell,order,row,id,probability,weight,step,start", list[0]);
        Assert.Equal(["3", "8", "13", "18", "23", "28", "33", "38"], list.Skip(1).Select(line => line.Split(',')[5]));
        Assert.All(list.Skip(1), line =>
            Assert.EndsWith(line.Contains(",S1,", StringComparison.Ordinal) ? ",0.2,5,5,3" : ",0.2,5,5,5", line, StringComparison.Ordinal));
        using JsonDocument certificate = JsonDocument.Parse(await File.ReadAllBytesAsync(_folder.File("d/certificate.json")));
        Assert.False(certificate.RootElement.TryGetProperty("seed", out _));
        Assert.Equal("lot", certificate.RootElement.GetProperty("systematic")[0].GetProperty("origin").GetString());
        await File.WriteAllTextAsync(_folder.File("d/certificate.json"),
            (await File.ReadAllTextAsync(_folder.File("d/certificate.json")))
            .Replace("\"start\": \"3\"", "\"start\": \"4\"", StringComparison.Ordinal));
        Assert.Contains("DRW0003", (await SipasRun.OfAsync("draw", "verify", _folder.File("d"), "--frame", frame)).Errors,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SMP0101", "--start", "S1=6", "--start", "S2=1")]
    [InlineData("SMP0101", "--start", "S1=2.5", "--start", "S2=1")]
    [InlineData("SMP0103", "--start", "S9=1", "--seed", "1")]
    [InlineData("SMP0104", "--start", "S1=1", "--start", "S2=1", "--seed", "1")]
    [InlineData("SMP0105", "--start", "S1=1")]
    [InlineData("SMP0107", "--start", "3")]
    [InlineData("SMP0107", "--start", "S1=ba")]
    [InlineData("DRW0007")]
    public async Task Draw_StartsThatDoNotFit_AreRefusedAndNothingIsWritten(string code, params string[] options)
    {
        string frame = _folder.Write("frame.csv", "id,unit\n"
            + string.Join('\n', Enumerable.Range(1, 40).Select(i => $"{i},{(i <= 23 ? "S1" : "S2")}")));
        SipasRun run = await SipasRun
            .OfAsync([.. (string[])["draw", "--frame", frame, "--plan", _folder.Write("plan.json", Plan), "--output", _folder.File("d")],
                .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(code, run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("d")));
    }

    [Fact]
    public async Task Plan_StepThatIsNotWhole_IsRefusedByItsPlace()
    {
        SipasRun run = await SipasRun.OfAsync("plan", "check",
            _folder.Write("plan.json", Plan.Replace("\"step\": 5", "\"step\": 2.5", StringComparison.Ordinal)));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("stages[0].step", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_SizeAndAllocate_PrintStepsAndQuotas()
    {
        SipasRun size = await SipasRun.OfAsync("plan", "size", "--rule", "proportion", "--population", "5000", "--design-effect", "1.8",
            "--response", "0.8");
        Assert.Contains("z = 1.959964; n0 = 384.145882; n1 = 691.462588; n2 = 607.56", size.Output, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse((await SipasRun.OfAsync("plan", "size", "--population", "10000", "--json")).Output);
        Assert.Equal(384.6153846153846, json.RootElement.GetProperty("steps")[2].GetProperty("value").GetDouble(), 1e-9);
        string strata = _folder.Write("strata.csv", "stratum,population\nA,100\nB,333\nC,567\n");
        SipasRun spread = await SipasRun.OfAsync("plan", "allocate", "--strata", strata, "--total", "100", "--rule", "proportional");
        Assert.Equal(["stratum,population,sample,margin,quota", "A,100,10,", "B,333,33,", "C,567,57,"],
            spread.Output.TrimEnd().Split('\n')
            .Select((line, i) => i == 0 ? line : line[..(line.LastIndexOf(',', line.LastIndexOf(',') - 1) + 1)]));
        Assert.Equal(["10", "33.3", "56.7"], spread.Output.TrimEnd().Split('\n').Skip(1).Select(line => line.Split(',')[4]));
    }

    // 5 strata, 3 communes in each year, all drawn anew; the errors of each year by the plain formula.
    private (string Data, double[] Alone, double Change) Years()
    {
        var random = new SeededGenerator(2026);
        var text = new StringBuilder("year,h,psu,w,y\n");
        double[] variances = new double[2];
        for (int year = 0; year < 2; year++)
        {
            var rows = new List<(int Stratum, int Unit, double Weight, double Y)>();
            for (int unit = 0; unit < 15; unit++)
            {
                double level = 3 + random.NextShare();
                for (int row = 0; row < 6; row++)
                {
                    rows.Add((unit / 3, unit, 5 + random.NextBelow(9), Math.Round(level + (2 * random.NextShare()), 4)));
                    text.Append(CultureInfo.InvariantCulture, $"{2025 + year},H{unit / 3},{year}-{unit},{rows[^1].Weight},{rows[^1].Y}\n");
                }
            }

            double weight = rows.Sum(row => row.Weight);
            double mean = rows.Sum(row => row.Weight * row.Y) / weight;
            foreach (IGrouping<int, (int Stratum, int Unit, double Weight, double Y)> stratum in rows.GroupBy(row => row.Stratum))
            {
                double[] z = [.. stratum.GroupBy(row => row.Unit).Select(unit => unit.Sum(row => row.Weight * (row.Y - mean) / weight))];
                variances[year] += 1.5 * z.Sum(value => (value - z.Average()) * (value - z.Average()));
            }
        }

        return (_folder.Write("years.csv", text.ToString()), [.. variances.Select(Math.Sqrt)], Math.Sqrt(variances.Sum()));
    }
}
