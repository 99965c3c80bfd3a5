using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Sipas.Ballots;
using Sipas.Files.Columns;
using Sipas.Files.Import;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

public sealed class SurveyJsAnswersTests : IDisposable
{
    private static readonly (AnswerLayout Layout, WrittenForm Form)[] Forms =
    [
        .. MethodPacks.ShippedIds.Select(MethodPacks.Shipped).SelectMany(pack => pack.Questionnaires.Select(questionnaire =>
            (new AnswerLayout(pack, questionnaire), SurveyJsForm.Write(pack, questionnaire)))),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-answers").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The same answers as a table, written here from the form alone and read by the reader of tables.
    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 20, Replay = Seeds.Fixed)]
    public void ReadAnswers_OfAShippedForm_GivesTheBallotsThatATableOfThemGives(int seed) => Assert.All(Forms, shipped =>
    {
        (AnswerLayout layout, WrittenForm form) = shipped;
        JsonObject[] questions = [.. Questions(JsonNode.Parse(form.Content.Span)!["pages"]!.AsArray())];
        string[] columns = ["unit", "ballotNumber", .. questions.SelectMany(Columns)];
        var random = new Random(seed);
        var array = new JsonArray();
        var table = new StringBuilder(string.Join(',', columns) + "\n");
        for (int n = random.Next(1, 6); n > 0; n--)
        {
            var cells = new Dictionary<string, string> { ["unit"] = $"S0{random.Next(1, 4)}", ["ballotNumber"] = $"N{n}" };
            var data = new JsonObject { ["unit"] = cells["unit"], ["ballotNumber"] = cells["ballotNumber"] };
            foreach (JsonObject question in questions.Where(_ => random.Next(3) > 0))
            {
                Answer(question, data, cells, random);
            }

            array.Add(data);
            table.AppendLine(string.Join(',',
                columns.Select(column => $"\"{cells.GetValueOrDefault(column)?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")));
        }

        BallotFile answers = BallotFile.Read(SurveyJsForm.ReadAnswers(Write("results.json", array.ToJsonString()), layout, form.Map),
            layout, form.Map, Settings(layout));
        BallotFile expected = BallotFile.Read(FileTable.Read(Write("results.csv", table.ToString())), layout, form.Map,
            Settings(layout));

        Assert.Equal(expected.Submissions.Select(Said), answers.Submissions.Select(Said));
        Assert.Equal(Enumerable.Range(1, array.Count), answers.RowNumbers);
    });

    [Fact]
    public void ReadAnswers_NobodyAnsweredAQuestion_GivesItNoAnswer()
    {
        FileTable table = Read("""[{ "K1": 5, "K2": "notApplicable" }, { "K3": null }]""");

        Assert.Equal(["K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K9"], table.Columns);
        Assert.Equal(["5", "notApplicable", "", "", "", "", "", "", ""], table.Rows[0].Cells);
        Assert.Equal((2, "", 9), (table.Rows[1].Number, table.Rows[1].Cells[2], table.Rows[1].Cells.Count));
    }

    [Fact]
    public void ReadAnswers_KeysThatNobodyReads_AreRefusedOnlyWhereAQuestionMayBeAmongThem()
    {
        const string Whole = """[{ "K1": 5, "K2": 5, "K3": 5, "K4": 5, "K5": 5, "K6": 5, "K7": 5, "K8": 5, "Câu 9": 5 }]""";
        var map = new ColumnMap { Items = new Dictionary<string, string> { ["K9"] = "Câu 9" } };

        Problem problem = Assert.Single(Assert.Throws<SipasException>(() => Read(Whole)).Problems);
        Assert.Equal((ProblemCodes.ColumnMissing, "K9", "Câu 9"), (problem.Code, problem.Value, problem.Allowed));
        Assert.Equal(9, Read(Whole, map).Columns.Count);
        Assert.Equal(10, Read(Whole.Replace("[{", "[{ \"sentAt\": 1,", StringComparison.Ordinal), map).Columns.Count);
        Assert.Equal(10, Read("""[{ "K1": 5, "unit": "S01" }]""").Columns.Count);
        Assert.Throws<SipasException>(() => Read("""[{ "K1": 5, "sentAt": 1 }]"""));
        Assert.Equal(["sentAt", "K1"],
            Read("""[{ "sentAt": 1, "K1": 5 }]""",
                new ColumnMap { Items = Enumerable.Range(2, 8).ToDictionary(i => $"K{i}", _ => "") }).Columns);
    }

    [Theory]
    [InlineData("[]", ProblemCodes.FileEmpty)]
    [InlineData("{ \"K1\": 5 }", ProblemCodes.AnswersUnreadable)]
    [InlineData("[5]", ProblemCodes.AnswersUnreadable)]
    [InlineData("[{ \"K1\": 5 }", ProblemCodes.AnswersUnreadable)]
    [InlineData("[{ \"K1\": 5 }] []", ProblemCodes.AnswersUnreadable)]
    [InlineData("[{ \"K1\": \"\\ud800\" }]", ProblemCodes.AnswersUnreadable)]
    [InlineData("[{ \"K1\": { \"a\": { \"b\": 1 } } }]", ProblemCodes.AnswersUnreadable)]
    [InlineData("[{ \"K1\": [[1]] }]", ProblemCodes.AnswersUnreadable)]
    [InlineData("[{ \"K1\": 5, \"K1\": 4 }]", ProblemCodes.ColumnTwice)]
    [InlineData("[{ \"K1\": 5 }, { \"k1\": 4 }]", ProblemCodes.ColumnTwice)]
    [InlineData("[{ \"a\": { \"b\": 5 }, \"a.b\": 4 }]", ProblemCodes.ColumnTwice)]
    public void ReadAnswers_WhatIsNoAnswers_IsRefused(string json, string code) =>
    Assert.Equal(code, Assert.Throws<SipasException>(() => Read(json)).Problems[0].Code);

    [Fact]
    public void ReadAnswers_MoreThanTheLimits_IsRefused()
    {
        const string Two = """[{ "K1": 5 }, { "K2": 4 }]""";

        foreach (FileLimits limits in (FileLimits[])[
            FileLimits.Default with { MaximumRows = 1 }, FileLimits.Default with { MaximumColumns = 1 },
            FileLimits.Default with { MaximumCellCharacters = 0 }, FileLimits.Default with { MaximumFileBytes = Two.Length - 1 }])
        {
            Assert.Equal(ProblemCodes.FileLimit, Assert.Throws<SipasException>(() => Read(Two, limits: limits)).Problems[0].Code);
        }

        string empty = $"[{string.Join(',', Enumerable.Repeat("{}", 100))}]";
        Assert.Equal(ProblemCodes.FileLimit,
            Assert.Throws<SipasException>(() =>
                Read(empty, limits: FileLimits.Default with { MaximumFileBytes = (100 * 9) - 1 })).Problems[0].Code);
        Assert.Equal(100, Read(empty, limits: FileLimits.Default with { MaximumFileBytes = 100 * 9 }).Rows.Count);
        Assert.Equal(2, Read(Two,
            limits: FileLimits.Default with
            {
                MaximumRows = 2,
                MaximumColumns = 2,
                MaximumCellCharacters = 1,
                MaximumFileBytes = Two.Length,
            }).Rows.Count);
    }

    [Theory]
    [InlineData("\uFEFF \r\n[\t{ \"K1\": 5 }]", true)]
    [InlineData("[ ]", true)]
    [InlineData("{ \"K1\": 5 }", true)]
    [InlineData("{}", true)]
    [InlineData("unit,K1\nS01,5\n", false)]
    [InlineData("[unit],K1\nS01,5\n", false)]
    [InlineData("{unit};K1\nS01;5\n", false)]
    [InlineData("\"[{\",K1\nS01,5\n", false)]
    [InlineData("", false)]
    public void IsAnswers_IsToldByTheContent(string content, bool expected) =>
    Assert.Equal(expected, SurveyJsForm.IsAnswers(Write("file.csv", content)));

    private static IEnumerable<JsonObject> Questions(JsonArray elements) => elements.SelectMany(element =>
        element!["elements"] is JsonArray inner ? Questions(inner) : (string)element["type"]! == "html" ? [] : [element.AsObject()]);

    private static IEnumerable<string> Columns(JsonObject question) =>
        question["rows"] is JsonArray rows ? rows.Select(row => $"{question["name"]}.{row!["value"]}") : [(string)question["name"]!];

    private static void Answer(JsonObject question, JsonObject data, Dictionary<string, string> cells, Random random)
    {
        string name = (string)question["name"]!;
        switch ((string)question["type"]!)
        {
            case "matrix":
                var rows = new JsonObject();
                foreach (JsonNode? row in question["rows"]!.AsArray().Where(_ => random.Next(4) > 0))
                {
                    string key = (string)row!["value"]!;
                    rows[key] = One(question["columns"]!);
                    cells[$"{name}.{key}"] = rows[key]!.ToString();
                }

                data[name] = rows;
                break;
            case "checkbox":
                JsonNode[] ticked = [.. question["choices"]!.AsArray().Where(_ => random.Next(2) == 0)
                    .Select(choice => choice!["value"]!.DeepClone())];
                data[name] = new JsonArray(ticked);
                cells[name] = string.Join(' ', ticked.Select(code => code.ToString()));
                break;
            case "text" when (string?)question["inputType"] == "number":
                data[name] = random.Next(100);
                cells[name] = data[name]!.ToString();
                break;
            case "text" when (string?)question["inputType"] == "date":
                data[name] = cells[name] = new DateOnly(2026, 1, 1).AddDays(random.Next(300))
                    .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                break;
            case "text" or "comment":
                data[name] = cells[name] = "Ý kiến, \"thứ\" " + random.Next(9);
                break;
            default:
                data[name] = One(question["choices"] ?? question["rateValues"]!);
                cells[name] = data[name]!.ToString();
                break;
        }

        JsonNode One(JsonNode list) => random.GetItems([.. list.AsArray()], 1)[0]!["value"]!.DeepClone();
    }

    private static string Said(BallotSubmission ballot) =>
        $"{ballot.Id} {ballot.Unit} {ballot.Procedure} {ballot.Mode}: "
        + $"{string.Join(", ", ballot.Answers!)}; {string.Join(", ", ballot.Values ?? [])}";

    private static ImportSettings Settings(AnswerLayout layout) => new()
    {
        Pack = layout.PackId,
        QuestionnaireVersion = layout.QuestionnaireVersion,
        UnitColumn = "unit",
        Mode = "web",
        Basis = "selfSelected",
        Numbers = new BallotNumberKey(new byte[BallotNumberKey.KeyLength]),
        Date = new DateOnly(2026, 5, 1),
        Today = new DateOnly(2026, 5, 2),
    };

    private FileTable Read(string json, ColumnMap? map = null, FileLimits? limits = null)
    {
        MethodPack pack = MethodPacks.Shipped("kiosk-9");
        return SurveyJsForm.ReadAnswers(Write("results.json", json), new AnswerLayout(pack, pack.Questionnaires[0]), map ?? new ColumnMap(),
            limits);
    }

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
