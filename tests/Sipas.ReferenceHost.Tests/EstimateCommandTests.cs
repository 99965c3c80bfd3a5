using System.Globalization;
using System.Text;
using System.Text.Json;
using Sipas.Mathematics;

namespace Sipas.ReferenceHost;

public sealed class EstimateCommandTests : IDisposable
{
    private const string Design = """{ "stages": [ { "stratum": "vung", "unit": "xa" } ], "weight": "w", "missing": ["KTL"] }""";

    // The other items of bnv-2640-2017.
    private static readonly string[] Rest = ["A3", "A4", "B1", "B2", "B3", "B4", "B5", "C1", "C2", "C3", "C4", "C5", "C6", "D1", "D2", "D3",
        "E1", "E2", "E3", "E4"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Data(string weight = "w", int brokenRow = -1)
    {
        var random = new SeededGenerator(11);
        var text = new StringBuilder($"vung;xa;don_vi;{weight};A1;A2;thu_nhap;mau;{string.Join(';', Rest)}\n");
        for (int row = 0; row < 240; row++)
        {
            int commune = row / 20;
            string a1 = row == brokenRow ? "9" : random.NextBelow(10) == 0 ? "" : Show(3 + random.NextBelow(3));
            string income = random.NextBelow(12) == 0
                ? "KTL"
                : (random.NextBelow(1000) / 10m).ToString(CultureInfo.GetCultureInfo("vi-VN"));
            int a2 = 2 + random.NextBelow(4);
            string rest = string.Concat(Rest.Select(_ => ";" + Show(3 + random.NextBelow(3))));
            text.Append(CultureInfo.InvariantCulture,
                $"V{commune / 4};X{commune:D2};Đơn vị {row % 3};{1 + (commune % 4)};{a1};{a2};{income};1{rest}\n");
        }

        return _folder.Write("data.csv", text.ToString());
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task Estimate_SharesMeansAndRanking_GivesJsonWithMarginsAndRankIntervals()
    {
        SipasRun run = await SipasRun.OfAsync(
            "estimate", "--data", Data(), "--design", _folder.Write("design.json", Design), "--share", "A1", "A2", "--mean", "thu_nhap",
            "--ratio", "thu_nhap/mau", "--by", "don_vi", "--rank", "A1", "--compare", "thu_nhap");

        Assert.Equal("", run.Errors);
        Assert.Equal(0, run.ExitCode);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement root = document.RootElement;
        Assert.Equal("sipas-estimates/1", root.GetProperty("format").GetString());
        Assert.Equal((240, 3, 12, 9),
            (Number(root.GetProperty("design"), "rowCount"), Number(root.GetProperty("design"), "stratumCount"),
                Number(root.GetProperty("design"), "primaryUnitCount"), Number(root.GetProperty("design"), "degreesOfFreedom")));
        Assert.Equal(16, root.GetProperty("estimates").GetArrayLength());
        JsonElement share = Of(root, "A1", null);
        Assert.InRange(share.GetProperty("value").GetDouble(), share.GetProperty("lower").GetDouble(),
            share.GetProperty("upper").GetDouble());
        Assert.True(share.GetProperty("missingCount").GetInt64() > 0);
        Assert.Equal(Of(root, "thu_nhap", "Đơn vị 1").GetProperty("value").GetDouble(),
            Of(root, "thu_nhap/mau", "Đơn vị 1").GetProperty("value").GetDouble(), 1e-12);
        JsonElement[] comparisons = [.. root.GetProperty("comparisons").EnumerateArray()];
        Assert.Equal(["Đơn vị 0 Đơn vị 1", "Đơn vị 0 Đơn vị 2", "Đơn vị 1 Đơn vị 2"],
            comparisons.Select(pair => $"{pair.GetProperty("from").GetString()} {pair.GetProperty("to").GetString()}"));
        Assert.Equal(
            Of(root, "thu_nhap", "Đơn vị 1").GetProperty("value").GetDouble()
            - Of(root, "thu_nhap", "Đơn vị 0").GetProperty("value").GetDouble(),
            comparisons[0].GetProperty("difference").GetDouble(), 1e-9);
        Assert.All(comparisons, pair =>
            Assert.True(pair.GetProperty("overlapUsed").GetBoolean()
                && pair.GetProperty("adjustedPValue").GetDouble() >= pair.GetProperty("pValue").GetDouble()));
        JsonElement ranking = root.GetProperty("ranking");
        Assert.Equal(3, ranking.GetProperty("units").GetArrayLength());
        Assert.All(ranking.GetProperty("units").EnumerateArray(), unit => Assert.InRange(
            Number(unit, "rank"), Number(unit.GetProperty("rankFromDifferences"), "first"),
            Number(unit.GetProperty("rankFromDifferences"), "last")));
        Assert.Contains("Đơn vị 1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Estimate_Pack_GivesTheTreeAndCountsBlanks()
    {
        SipasRun run = await SipasRun.OfAsync("estimate", "--data", Data(), "--design", _folder.Write("design.json", Design), "--pack",
            "bnv-2640-2017", "--interval", "wilson");

        Assert.Equal("", run.Errors);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement item = Of(document.RootElement, "A1", null);
        Assert.Equal(item.GetProperty("missingCount").GetInt64(), item.GetProperty("noAnswerCount").GetInt64());
        JsonElement criterion = Of(document.RootElement, "ACCESS", null);
        Assert.Equal("ratio", criterion.GetProperty("kind").GetString());
        Assert.Equal("wilson", document.RootElement.GetProperty("intervalMethod").GetString());
        Assert.Contains(criterion.GetProperty("reliability").GetString(), new[] { "publish", "review", "suppress" });
    }

    [Theory]
    [InlineData("\"weight\": \"w\"",
        "\"weight\": \"w\", \"replication\": \"jackknifeN\", \"adjustments\": [ { \"kind\": \"raking\", \"margins\": { \"don_vi\": { "
        + "\"Đơn vị 0\": 200, \"Đơn vị 1\": 250, \"Đơn vị 2\": 300 } } } ]", "replication")]
    [InlineData("\"weight\": \"w\"",
        "\"weight\": \"w\", \"adjustments\": [ { \"kind\": \"trimming\", \"cap\": 3 }, { \"kind\": \"calibration\", \"totals\": { \"*\": "
        + "750 }, \"function\": \"logit\", \"bounds\": [0.5, 3] } ]", "ultimateCluster")]
    public async Task Estimate_AdjustmentsAndReplicates_AreReported(string from, string to, string variance)
    {
        string design = _folder.Write("design.json", Design.Replace(from, to, StringComparison.Ordinal));
        SipasRun run = await SipasRun.OfAsync("estimate", "--data", Data(), "--design", design, "--total", "mau");

        Assert.Equal("", run.Errors);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal(variance, document.RootElement.GetProperty("design").GetProperty("variance").GetString());
        Assert.True(document.RootElement.GetProperty("design").GetProperty("adjustments").GetArrayLength() > 0);
        JsonElement total = Of(document.RootElement, "mau", null);
        Assert.Equal(750, total.GetProperty("value").GetDouble(), 1e-6);
        Assert.Equal(0, total.GetProperty("standardError").GetDouble(), 1e-7);
    }

    [Theory]
    [InlineData("xa", "don_vi", "EST0106")]
    [InlineData("\"w\"", "\"khong_co\"", "IMP0005")]
    [InlineData("\"stages\"", "\"stagez\"", "EST0401")]
    [InlineData("\"w\"", "\"xa\"", "EST0402")]
    public async Task Estimate_BadDesign_IsToldInSentences(string from, string to, string code)
    {
        SipasRun run = await SipasRun.OfAsync("estimate", "--data", Data(), "--design",
            _folder.Write("design.json", Design.Replace(from, to, StringComparison.Ordinal)), "--share", "A1");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(code, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Estimate_NothingAskedOrLevelInPercentOrAnswerOffScale_IsRefused()
    {
        string design = _folder.Write("design.json", Design);
        Assert.Contains("EST0403", (await SipasRun.OfAsync("estimate", "--data", Data(), "--design", design)).Errors,
            StringComparison.Ordinal);
        Assert.Contains("CFG0004",
            (await SipasRun.OfAsync("estimate", "--data", Data(), "--design", design, "--share", "A1", "--level", "95")).Errors,
            StringComparison.Ordinal);
        Assert.Contains("CFG0004",
            (await SipasRun.OfAsync("estimate", "--data", Data(), "--design", design, "--share", "A1", "--rank", "A1")).Errors,
            StringComparison.Ordinal);
        Assert.Contains("row 7", (await SipasRun.OfAsync("estimate", "--data", Data(brokenRow: 5), "--design", design, "--pack",
            "bnv-2640-2017")).Errors, StringComparison.Ordinal);
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static JsonElement Of(JsonElement root, string name, string? domain) =>
        root.GetProperty("estimates").EnumerateArray().Single(estimate =>
        estimate.GetProperty("name").GetString() == name && estimate.GetProperty("domain").GetString() == domain);
}
