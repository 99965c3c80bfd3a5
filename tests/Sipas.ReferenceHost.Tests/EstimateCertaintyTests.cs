using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.ReferenceHost;

/// <summary>What <c>sipas estimate</c> may not be surer of than the sample is, and whose rule it goes by.</summary>
public sealed class EstimateCertaintyTests : IDisposable
{
    private static readonly string[] Units = ["U1", "U2", "U3"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string?, string?> Packs
    {
        get
        {
            var all = new TheoryData<string, string?, string?>();
            foreach (string id in MethodPacks.ShippedIds)
            {
                all.Add(id, null, null);
            }

            foreach (string rule in (string[])["meanOfItems", "meanOfCriteria", "meanScore", "meanScoreFromOne", "allSatisfied"])
            {
                all.Add("bnv-2640-2017", rule, "validAnswers");
            }

            all.Add("bnv-2640-2017", "pooledItems", "allBallots");
            all.Add("bnv-2640-2017", "pooledItems", "notApplicableExcluded");
            return all;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task F1_Estimate_FiveOfFiveAgainst92Of100_RanksNobodyFirst()
    {
        var rows = new StringBuilder("unit,w,a\n");
        for (int i = 1; i <= 105; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{(i <= 5 ? "A" : "B")},1,{(i <= 97 ? 5 : 1)}\n");
        }

        JsonElement root = await EstimateAsync(rows.ToString(), """{"stages":[{"stratum":"unit"}],"weight":"w"}""", "--share", "a", "--by",
            "unit", "--rank", "a", "--compare", "a");

        JsonElement[] units = [.. root.GetProperty("ranking").GetProperty("units").EnumerateArray()];
        Assert.All(units, unit =>
        {
            Assert.Equal((1, 2), Range(unit.GetProperty("rankFromDifferences")));
            Assert.Equal((1, 2), Range(unit.GetProperty("rankFromIntervals")));
            Assert.Equal(1, unit.GetProperty("indistinguishableFrom").GetArrayLength());
        });
        Assert.Equal(("A", "suppress", "publish"),
            (units[0].GetProperty("name").GetString(), units[0].GetProperty("reliability").GetString(),
                units[1].GetProperty("reliability").GetString()));
        Assert.Equal("kornGraubardCapped", root.GetProperty("ranking").GetProperty("intervalMethod").GetString());
        Assert.InRange(units[0].GetProperty("top")[0].GetProperty("probability").GetDouble(), 0.5, 0.9);
        JsonElement pair = root.GetProperty("comparisons")[0];
        Assert.True(pair.GetProperty("pValue").GetDouble() > 0.4);
        Assert.Equal(-0.08, pair.GetProperty("difference").GetDouble(), 1e-12);
        Assert.True(pair.GetProperty("lower").GetDouble() < 0 && pair.GetProperty("upper").GetDouble() > 0);
        Assert.Equal(["EST0601"], Warnings(root));
    }

    [Fact]
    public async Task F1_Estimate_CommunesThatAreTheSamplingUnits_HaveNoErrorAndAWarning()
    {
        var rows = new StringBuilder("commune,w,a\n");
        for (int i = 0; i < 120; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"C{1 + (i / 30)},1,{(i % 30 < 15 + (i / 30) ? 5 : 1)}\n");
        }

        string[] asked = ["--share", "a", "--by", "commune", "--rank", "a", "--compare", "a"];
        JsonElement drawn = await EstimateAsync(rows.ToString(), """{"stages":[{"unit":"commune"}],"weight":"w"}""", asked);
        JsonElement strata = await EstimateAsync(rows.ToString(), """{"stages":[{"stratum":"commune"}],"weight":"w"}""", asked);

        Assert.All(drawn.GetProperty("estimates").EnumerateArray()
            .Where(its => its.GetProperty("domain").ValueKind == JsonValueKind.String), its => Assert.Equal(
            (JsonValueKind.Null, JsonValueKind.Null, "suppress"),
            (its.GetProperty("standardError").ValueKind, its.GetProperty("lower").ValueKind, its.GetProperty("reliability").GetString())));
        Assert.All(drawn.GetProperty("ranking").GetProperty("units").EnumerateArray(), unit =>
        {
            Assert.Equal(((1, 4), (1, 4)), (Range(unit.GetProperty("rankFromDifferences")), Range(unit.GetProperty("rankFromIntervals"))));
            Assert.Equal(JsonValueKind.Null, unit.GetProperty("top")[0].GetProperty("probability").ValueKind);
        });
        Assert.All(drawn.GetProperty("comparisons").EnumerateArray(),
            pair => Assert.Equal((1, JsonValueKind.Null),
                (pair.GetProperty("pValue").GetDouble(), pair.GetProperty("standardError").ValueKind)));
        Assert.Equal(["EST0600"], Warnings(drawn));
        Assert.Contains("C1, C2, C3, C4", drawn.GetProperty("warnings")[0].GetProperty("text").GetProperty("en").GetString(),
            StringComparison.Ordinal);
        Assert.Empty(Warnings(strata));
        JsonElement last = strata.GetProperty("comparisons").EnumerateArray()
            .Single(pair => pair.GetProperty("from").GetString() == "C1" && pair.GetProperty("to").GetString() == "C4");
        Assert.Equal(0.44483147376, last.GetProperty("pValue").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task F1_Estimate_SamplingUnitsAllAlike_AreNotToldApart()
    {
        var rows = new StringBuilder("unit,commune,w,a\n");
        for (int i = 0; i < 40; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{(i < 20 ? "A" : "B")},X{i / 10},1,{(i % 10 < (i < 20 ? 5 : 6) ? 5 : 1)}\n");
        }

        string design = """{"stages":[{"stratum":"unit","unit":"commune"}],"weight":"w"}""";
        JsonElement shares = await EstimateAsync(rows.ToString(), design, "--share", "a", "--by", "unit", "--rank", "a");
        JsonElement means = await EstimateAsync(rows.ToString(), design, "--mean", "a", "--by", "unit", "--rank", "a", "--interval",
            "wilson");

        Assert.All(shares.GetProperty("ranking").GetProperty("units").EnumerateArray(),
            unit => Assert.Equal((1, 2), Range(unit.GetProperty("rankFromDifferences"))));
        Assert.All(means.GetProperty("ranking").GetProperty("units").EnumerateArray(),
            unit => Assert.Equal(((1, 2), (1, 2)),
                (Range(unit.GetProperty("rankFromDifferences")), Range(unit.GetProperty("rankFromIntervals")))));
        Assert.Equal(["EST0601"], Warnings(shares));
        Assert.Equal(["EST0602"], Warnings(means));
        Assert.All(means.GetProperty("estimates").EnumerateArray()
            .Where(its => its.GetProperty("domain").ValueKind == JsonValueKind.String),
            its => Assert.Equal(JsonValueKind.Null, its.GetProperty("lower").ValueKind));
    }

    [Fact]
    public async Task F1_Estimate_NameOfTwoEstimates_IsRefusedNotRankedTwice()
    {
        string data = _folder.Write("data.csv", "unit,w,a\nA,1,5\nA,1,4\nB,1,3\nB,1,5\n");
        SipasRun run = await SipasRun.OfAsync(
            "estimate", "--data", data, "--design", _folder.Write("design.json", """{"stages":[{"stratum":"unit"}],"weight":"w"}"""),
            "--share", "a", "--mean", "a", "--by", "unit", "--rank", "a");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("EST0608", run.Errors, StringComparison.Ordinal);
    }

    // The share of ballots of equal weight is the score: every node and item of the pack, in every unit, to the last
    // decimal that the score prints.
    [Theory]
    [MemberData(nameof(Packs))]
    public async Task F3_Estimate_PackByItsOwnRule_IsWhatScorePrints(string packId, string? rule, string? missing)
    {
        string pack = PackFile(packId, rule, missing);
        MethodPack method = MethodPackSerializer.Read(File.ReadAllBytes(pack));
        string data = _folder.Write("ballots.csv", Ballots(method));

        SipasRun score = await SipasRun.OfAsync("score", "--pack", pack, "--ballots", data, "--group-by", "unit", "--format", "json");
        JsonElement root = await EstimateAsync(File.ReadAllText(data), """{"stages":[{}],"weight":"w"}""", "--pack", pack, "--by", "unit",
            "--rank", method.Index.Code);

        Assert.Equal(0, score.ExitCode);
        using JsonDocument scores = JsonDocument.Parse(score.Output);
        Dictionary<(string?, string), JsonElement> estimates = root.GetProperty("estimates").EnumerateArray()
            .ToDictionary(its => (its.GetProperty("domain").GetString(), its.GetProperty("name").GetString()!));
        double half = 0.5 * Math.Pow(10, -method.Rules.Rounding.Decimals);
        int compared = 0;
        foreach (JsonElement group in scores.RootElement.GetProperty("groups").EnumerateArray())
        {
            string unit = group.GetProperty("group").GetString()!;
            JsonElement[] figures = [group.GetProperty("overall"), .. group.GetProperty("domains").EnumerateArray(),
                .. group.GetProperty("criteria").EnumerateArray(), .. group.GetProperty("items").EnumerateArray()];
            foreach (JsonElement figure in figures)
            {
                string code = figure.GetProperty("code").GetString()!;
                JsonElement? estimate = estimates.TryGetValue((unit, code), out JsonElement found) ? found.GetProperty("value") : null;
                if (figure.GetProperty("percent").ValueKind == JsonValueKind.Null)
                {
                    Assert.True(estimate is null || estimate.Value.ValueKind == JsonValueKind.Null, $"{unit} {code}");
                    continue;
                }

                compared++;
                Assert.True(Math.Abs(figure.GetProperty("percent").GetDouble() - (100 * estimate!.Value.GetDouble())) <= half + 1e-9,
                    $"{unit} {code}: {figure.GetProperty("percent")} and {estimate}");
            }
        }

        Assert.True(compared > 20);
        JsonElement overall = estimates[(null, method.Index.Code)];
        Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(method.Index.RuleUnder(method.Rules).ToString()),
            overall.GetProperty("rule").GetString());
        Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(method.Rules.Missing.ToString()),
            root.GetProperty("pack").GetProperty("missing").GetString());
        Assert.Equal(method.Id, root.GetProperty("pack").GetProperty("id").GetString());
    }

    [Fact]
    public async Task F5_Estimate_TableWithoutDegreesOfFreedom_PrintsJsonThatSaysWhy()
    {
        string rows = "vung,w,gioi,y\n"
            + string.Concat(Enumerable.Range(0, 24)
                .Select(i => string.Create(CultureInfo.InvariantCulture,
                    $"V{i / 8},1,{(i % 2 == 0 ? "nam" : "nu")},{(i % 3 == 0 ? "co" : "khong")}\n")));
        JsonElement root = await EstimateAsync(rows, """{"stages":[{"stratum":"vung","unit":"vung"}],"weight":"w","singleUnit":"remove"}""",
            "--table", "gioi/y");

        JsonElement table = root.GetProperty("tables")[0];
        Assert.Equal("EST0603", table.GetProperty("noTest").GetProperty("code").GetString());
        Assert.All((string[])["f", "pValue", "firstOrderPValue", "meanDesignEffect", "numeratorDegreesOfFreedom",
            "denominatorDegreesOfFreedom", "firstOrderStatistic"],
            name => Assert.Equal(JsonValueKind.Null, table.GetProperty("test").GetProperty(name).ValueKind));
        Assert.Equal(0, table.GetProperty("test").GetProperty("degreesOfFreedom").GetInt32());
    }

    private async Task<JsonElement> EstimateAsync(string rows, string design, params string[] asked)
    {
        SipasRun run = await SipasRun
            .OfAsync(["estimate", "--data", _folder.Write("rows.csv", rows), "--design", _folder.Write("design.json", design), .. asked]);
        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }

    private string PackFile(string id, string? rule, string? missing)
    {
        JsonNode pack = JsonNode.Parse(MethodPackSerializer.Write(MethodPacks.Shipped(id)))!;
        if (rule is not null)
        {
            pack["id"] = "own-" + id;
            pack["rules"]!["aggregation"] = rule;
            pack["rules"]!["missing"] = missing;
        }

        return _folder.Write("pack.json", pack.ToJsonString());
    }

    // Blanks and special answers; the last unit answers nothing.
    private static string Ballots(MethodPack pack)
    {
        var random = new SeededGenerator(17);
        AnswerLayout layout = new(pack, pack.Questionnaires[0]);

        // Choices outside the index have rules of their own, for example at most three ticks.
        HashSet<string> scored = [.. pack.Index.AllItems(),
            .. pack.Index.SelfAndDescendants().Select(node => node.GeneralItem).OfType<string>()];
        var text = new StringBuilder("unit,w," + string.Join(',', layout.Items.Select(item => item.Item.Code)) + "\n");
        for (int row = 0; row < 60; row++)
        {
            string unit = Units[row % 3];
            text.Append(unit).Append(",1");
            foreach (ItemLayout item in layout.Items)
            {
                int code = unit == "U3" || !scored.Contains(item.Item.Code) || random.NextBelow(6) == 0
                    ? 0
                    : 1 + random.NextBelow(item.CodeCount - 1);
                text.Append(',').Append(code == 0
                    ? ""
                    : code <= item.LevelCount
                        ? code.ToString(CultureInfo.InvariantCulture)
                        : JsonNamingPolicy.CamelCase.ConvertName(item.SpecialOfCode(code).ToString()!));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static (int First, int Last) Range(JsonElement interval) =>
        (interval.GetProperty("first").GetInt32(), interval.GetProperty("last").GetInt32());

    private static IEnumerable<string?> Warnings(JsonElement root) =>
        root.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("code").GetString());
}
