using System.Globalization;
using System.Text;
using System.Text.Json;
using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.ReferenceHost;

public sealed class ScoreCommandTests : IDisposable
{
    // The five criteria of bnv-2640-2017, written out here once more so that the recount does not ask the pack.
    private static readonly (string Criterion, string[] Items)[] Criteria =
    [
        ("ACCESS", ["A1", "A2", "A3", "A4"]),
        ("PROCEDURES", ["B1", "B2", "B3", "B4", "B5"]),
        ("CIVIL_SERVANTS", ["C1", "C2", "C3", "C4", "C5", "C6"]),
        ("RESULTS", ["D1", "D2", "D3"]),
        ("FEEDBACK", ["E1", "E2", "E3", "E4"]),
    ];

    private static readonly string[] Items = [.. Criteria.SelectMany(criterion => criterion.Items)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Score_RandomFile_EqualsAPlainRecountDigitForDigit(ulong seed)
    {
        (string[] Row, string Unit)[] rows = RandomRows(seed, count: 400);
        string file = _folder.Write("ballots.csv", ToCsv(rows, ','));

        SipasRun run = await SipasRun.OfAsync("score", "--pack", "bnv-2640-2017", "--ballots", file, "--group-by", "unit", "--format",
            "json");

        Assert.Equal("", run.Errors);
        Assert.Equal(0, run.ExitCode);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal("sipas-scores/1", document.RootElement.GetProperty("format").GetString());
        JsonElement[] groups = [.. document.RootElement.GetProperty("groups").EnumerateArray()];
        string[] units = [.. rows.Select(row => row.Unit).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(units, groups.Select(group => group.GetProperty("group").GetString()));
        foreach ((JsonElement group, string unit) in groups.Zip(units))
        {
            string[][] ballots = [.. rows.Where(row => row.Unit == unit).Select(row => row.Row)];
            Assert.Equal(ballots.Length, group.GetProperty("ballots").GetInt64());
            AssertFigure(group.GetProperty("overall"), ballots, Items);
            foreach ((JsonElement figure, (string criterion, string[] items)) in group.GetProperty("criteria").EnumerateArray()
                .Zip(Criteria))
            {
                Assert.Equal(criterion, figure.GetProperty("code").GetString());
                AssertFigure(figure, ballots, items);
            }

            foreach ((JsonElement figure, string item) in group.GetProperty("items").EnumerateArray().Zip(Items))
            {
                Assert.Equal(item, figure.GetProperty("code").GetString());
                AssertFigure(figure, ballots, [item]);
                for (int level = 1; level <= 5; level++)
                {
                    Assert.Equal(Count(ballots, [item], cell => cell == level.ToString(CultureInfo.InvariantCulture)),
                        figure.GetProperty("levels").GetProperty(level.ToString(CultureInfo.InvariantCulture)).GetInt64());
                }

                Assert.Equal(Count(ballots, [item], cell => cell == "notApplicable"),
                    figure.GetProperty("specialAnswers").GetProperty("notApplicable").GetInt64());
            }
        }
    }

    [Fact]
    public async Task Score_SameRowsInEveryDress_GivesTheSameBytes()
    {
        (string[] Row, string Unit)[] rows = RandomRows(seed: 9, count: 50);
        string plain = ToCsv(rows, ',');
        string[] dresses =
        [
            _folder.Write("plain.csv", plain),
            _folder.Write("bom.csv", plain, new UTF8Encoding(true)),
            _folder.Write("semicolon.csv", ToCsv(rows, ';')),
            _folder.Write("decomposed.csv", plain.Normalize(NormalizationForm.FormD)),
            _folder.Write("crlf.csv", plain.Replace("\n", "\r\n", StringComparison.Ordinal), new UnicodeEncoding(false, true)),
        ];

        var outputs = new HashSet<string>();
        foreach (string dress in dresses)
        {
            SipasRun run = await SipasRun.OfAsync("score", "--pack", "bnv-2640-2017", "--ballots", dress, "--group-by", "Đơn vị",
                "--format", "json");
            Assert.Equal("", run.Errors);
            outputs.Add(run.Output);
        }

        Assert.Single(outputs);
    }

    [Fact]
    public async Task Score_WordsAndMappedColumns_AreReadAsLevels()
    {
        string file = _folder.Write("words.csv", "Câu 1;Câu 2\nHài lòng;Rất không hài lòng\nvery satisfied;KAD\n;Không áp dụng\n");
        string map = _folder.Write("map.json", """{ "items": { "A1": "Câu 1", "A2": "Câu 2" }, "answers": { "KAD": "notApplicable" } }""");
        string all = string.Join(';', Items.Skip(2));
        string complete = _folder
            .Write("complete.csv", string.Join('\n', (await File.ReadAllLinesAsync(file))
                .Select((line, i) => line + ";" + (i == 0 ? all : string.Join(';', Items.Skip(2).Select(_ => "5"))))) + "\n");

        SipasRun run = await SipasRun.OfAsync("score", "--pack", "bnv-2640-2017", "--ballots", complete, "--map", map, "--format", "json");

        Assert.Equal("", run.Errors);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement[] items = [.. document.RootElement.GetProperty("groups")[0].GetProperty("items").EnumerateArray()];
        Assert.Equal((2L, 2L, 1L), Counts(items[0]));
        Assert.Equal((0L, 1L, 0L), Counts(items[1]));
        Assert.Equal(2, items[1].GetProperty("special").GetInt64());

        static (long Satisfied, long Valid, long Blank) Counts(JsonElement item) =>
            (item.GetProperty("satisfied").GetInt64(), item.GetProperty("valid").GetInt64(), item.GetProperty("noAnswer").GetInt64());
    }

    [Fact]
    public async Task Score_FaultyCells_NamesEachWithItsRowAndPrintsNoFigure()
    {
        string cells = string.Join(',', Enumerable.Repeat("5", 21));
        string file = _folder.Write("faulty.csv",
            $"{string.Join(',', Items)}\n5,{cells}\n6,{cells}\n0,{cells}\n-1,{cells}\n\"4,5\",{cells}\ngood,{cells}\n");

        SipasRun run = await SipasRun.OfAsync("score", "--pack", "bnv-2640-2017", "--ballots", file, "--format", "json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        foreach (string explained in (string[])["BAL0204 row 3", "BAL0203 row 4", "BAL0205 row 5", "BAL0206 row 6", "BAL0212 row 7"])
        {
            Assert.Contains(explained, run.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Score_NoValidAnswer_IsNotComputableNeverZero()
    {
        string file = _folder.Write("blank.csv", $"{string.Join(',', Items)}\n{string.Join(',', Enumerable.Repeat("", 22))}\n");
        await File.WriteAllTextAsync(file, $"unit,{string.Join(',', Items)}\nS01,{string.Join(',', Enumerable.Repeat("", 22))}\n");

        SipasRun run = await SipasRun.OfAsync("score", "--pack", "bnv-2640-2017", "--ballots", file, "--format", "json");

        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement overall = document.RootElement.GetProperty("groups")[0].GetProperty("overall");
        Assert.Equal(JsonValueKind.Null, overall.GetProperty("percent").ValueKind);
        Assert.Equal("noValidAnswers", overall.GetProperty("notComputable").GetString());
        Assert.Equal(0m, overall.GetProperty("coveragePercent").GetDecimal());
    }

    [Theory]
    [InlineData("A1,A1\n1,2\n", "IMP0004")]
    [InlineData("A1,A2\n1\n", "IMP0007")]
    [InlineData("A1,A2\n", "IMP0003")]
    [InlineData("", "IMP0003")]
    [InlineData("x,y\n1,2\n", "IMP0006")]
    [InlineData("A1,A2\n1,\"2\n", "IMP0011")]
    public async Task Score_FileThatCannotBeUsed_SaysWhy(string text, string code)
    {
        SipasRun run = await SipasRun.OfAsync("score", "--pack", "bnv-2640-2017", "--ballots", _folder.Write("bad.csv", text));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(code, run.Errors, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task Score_OtherEncodings_AreRefusedNotGuessed()
    {
        string file = _folder.File("windows.csv");
        await File.WriteAllBytesAsync(file, [.. "A1,A2,Quận\n1,2,"u8, 0xD0, 0xF5, 0x0A]);

        SipasRun run = await SipasRun.OfAsync("score", "--pack", "bnv-2640-2017", "--ballots", file);

        Assert.StartsWith("IMP0002", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_FileWithTwoBases_NeverPoolsThem()
    {
        string fives = string.Join(',', Enumerable.Repeat("5", 22));
        string ones = string.Join(',', Enumerable.Repeat("1", 22));
        string file = _folder.Write("bases.csv",
            $"basis,{string.Join(',', Items)}\nsampled,{fives}\nselfSelected,{ones}\nsampled,{ones}\n");

        SipasRun run = await SipasRun.OfAsync("score", "--pack", "bnv-2640-2017", "--ballots", file, "--format", "json");
        SipasRun combined = await SipasRun.OfAsync("score", "--pack", "bnv-2640-2017", "--ballots", file, "--combine", "PooledBallots");

        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal([("sampled", 2L), ("selfSelected", 1L)],
            document.RootElement.GetProperty("groups").EnumerateArray()
            .Select(group => (group.GetProperty("basis").GetString()!, group.GetProperty("ballots").GetInt64())));
        Assert.StartsWith("QRY0001", combined.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_Questions_SayInHowManyUnitsAnIncidentWasReported()
    {
        MethodPack pack = MethodPacks.Shipped("bnv-1001-2023");
        string[] codes = [.. pack.Questionnaires[0].Items.Select(item => item.Code)];
        string Row(string unit, string harassment) => $"{unit},{string.Join(',', codes.Select(code => code == "5" ? harassment : ""))}";
        string file = _folder.Write("incidents.csv",
            $"unit,{string.Join(',', codes)}\n{Row("A", "1")}\n{Row("A", "2")}\n{Row("B", "1")}\n{Row("C", "3")}\n");

        SipasRun run = await SipasRun.OfAsync("score", "--pack", "bnv-1001-2023", "--ballots", file, "--group-by", "unit", "--questions",
            "--format", "json");

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement harassment = document.RootElement.GetProperty("questions").EnumerateArray()
            .Single(question => question.GetProperty("code").GetString() == "5");
        Assert.Equal(50.00m, harassment.GetProperty("rows")[0].GetProperty("percent").GetDecimal());
        Assert.Equal((2, 3), (harassment.GetProperty("units").GetProperty("affected").GetInt32(),
            harassment.GetProperty("units").GetProperty("measured").GetInt32()));
    }

    [Theory]
    [InlineData("PooledBallots", "66.67")]
    [InlineData("MeanOfUnits", "75.00")]
    [InlineData("GivenWeights", "60.00")]
    public async Task Score_Combined_NamesTheChoiceAndGivesOneFigure(string combination, string percent)
    {
        string fives = string.Join(',', Enumerable.Repeat("5", 22));
        string ones = string.Join(',', Enumerable.Repeat("1", 22));
        string file = _folder.Write("units.csv", $"unit,{string.Join(',', Items)}\nA,{fives}\nB,{fives}\nB,{ones}\n");
        string weights = _folder.Write("weights.csv", "unit,weight\nA,20\nB,80\n");

        SipasRun run = await SipasRun.OfAsync("score", "--pack", "bnv-2640-2017", "--ballots", file, "--group-by", "unit", "--combine",
            combination, "--weights", weights, "--format", "json");

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal(combination, document.RootElement.GetProperty("combination").GetString(), ignoreCase: true);
        Assert.Equal(percent, document.RootElement.GetProperty("figures")[0].GetProperty("percent").GetRawText());
    }

    [Fact]
    public async Task Score_Table_ShowsEveryFigureWithItsCounts()
    {
        string file = _folder.Write("table.csv", ToCsv(RandomRows(seed: 4, count: 30), ','));

        SipasRun run = await SipasRun.OfAsync("score", "--pack", "bnv-2640-2017", "--ballots", file, "--group-by", "unit");

        Assert.Equal(0, run.ExitCode);
        string[] lines = run.Output.TrimEnd().Split('\n');
        Assert.Contains("PooledItems", lines[0], StringComparison.Ordinal);
        // Title, heads and a rule, then for each of three groups the whole, a domain, five criteria and 22 items.
        Assert.Equal(3 + (3 * (1 + 1 + 5 + 22)), lines.Length);
    }

    private static (string[] Row, string Unit)[] RandomRows(ulong seed, int count)
    {
        var random = new SeededGenerator(seed);
        string[] cells = ["1", "2", "3", "4", "5", "4", "5", "", "notApplicable"];
        return [.. Enumerable.Range(0, count).Select(i => (
            Items.Select(_ => cells[random.NextBelow(cells.Length)]).ToArray(),
            FormattableString.Invariant($"U{(i < 3 ? i : random.NextBelow(3)) + 1}")))];
    }

    private static string ToCsv((string[] Row, string Unit)[] rows, char delimiter)
    {
        var text = new StringBuilder();
        text.AppendJoin(delimiter, ["unit", "Đơn vị", "Ghi chú", .. Items]).Append('\n');
        foreach ((string[] row, string unit) in rows)
        {
            text.AppendJoin(delimiter, [unit, $"\"Đơn vị {unit}\"", $"\"hai dòng,\nmột ; \"\"ô\"\"\"", .. row]).Append('\n');
        }

        return text.ToString();
    }

    private static void AssertFigure(JsonElement figure, string[][] ballots, string[] items)
    {
        long satisfied = Count(ballots, items, cell => cell is "4" or "5");
        long valid = Count(ballots, items, cell => cell is "1" or "2" or "3" or "4" or "5");
        long cells = ballots.Length * (long)items.Length;
        Assert.Equal(satisfied, figure.GetProperty("satisfied").GetInt64());
        Assert.Equal(valid, figure.GetProperty("valid").GetInt64());
        Assert.Equal(Count(ballots, items, cell => cell.Length == 0), figure.GetProperty("noAnswer").GetInt64());
        Assert.Equal(Count(ballots, items, cell => cell == "notApplicable"), figure.GetProperty("special").GetInt64());
        Assert.Equal(Percent(satisfied, valid), figure.GetProperty("percent").GetRawText());
        Assert.Equal(Percent(valid, cells), figure.GetProperty("coveragePercent").GetRawText());
    }

    // Long division by hand: hundredths of a percent, half away from zero.
    private static string Percent(long part, long whole)
    {
        long hundredths = ((part * 10_000 * 2) + whole) / (whole * 2);
        return FormattableString.Invariant($"{hundredths / 100}.{hundredths % 100:00}");
    }

    private static long Count(string[][] ballots, string[] items, Func<string, bool> counts)
    {
        long count = 0;
        foreach (string[] ballot in ballots)
        {
            foreach (string item in items)
            {
                count += counts(ballot[Array.IndexOf(Items, item)]) ? 1 : 0;
            }
        }

        return count;
    }
}
