using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Common;
using Sipas.Files.Columns;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.ReferenceHost;

/// <summary>Meanings of choices belong to their list, and what an import guesses is confirmed by a person.</summary>
public sealed class FormMeaningTests : IDisposable
{
    private const string YesFirst = """
        { "pages": [ { "elements": [
          { "type": "radiogroup", "name": "s1", "title": "Có hài lòng không?",
            "choices": [ { "value": "yes", "text": "Có" }, { "value": "no", "text": "Không" } ] },
          { "type": "radiogroup", "name": "s2", "title": "Nơi nào hài lòng nhất?",
            "choices": [ { "value": 1, "text": "Một" }, { "value": 2, "text": "Hai" }, { "value": 3, "text": "Ba" } ] } ] } ] }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_A11XlsFormWithListsThatShareANumber_ReadsEachByItsList()
    {
        string form = _folder.File("form.xlsx");
        await using (FileStream stream = File.Create(form))
        {
            XlsxOutput.Write(stream,
            [
                Sheet("survey", "type|name|label::Tiếng Việt (vi)|label::English (en)", "select_one yn|got|Đã nhận?|Got it?",
                    "select_one lik|q1|Mức độ 1|Level 1", "select_one lik|q2|Mức độ 2|Level 2"),
                Sheet("choices", "list_name|name|label::Tiếng Việt (vi)|label::English (en)", "yn|0|Không|No", "yn|1|Có|Yes",
                    "lik|1|Rất không hài lòng|1", "lik|2|Không hài lòng|2", "lik|3|Bình thường|3", "lik|4|Hài lòng|4",
                    "lik|5|Rất hài lòng|5"),
                Sheet("settings", "form_title|form_id|version", "Phiếu|phieu|1"),
            ]);
        }

        string answers = _folder.Write("a.csv",
            "unit,_uuid,end,got,q1,q2\nS01,u1,2026-11-21T08:30:00.000+07:00,1,5,4\nS01,u2,2026-11-21T08:31:00.000+07:00,0,4,4"
            + "\nS01,u3,2026-11-21T08:32:00.000+07:00,Có,5,5\n");
        string beyond = _folder.Write("b.csv", "unit,_uuid,end,got,q1,q2\nS01,u4,2026-11-21T08:30:00.000+07:00,2,5,4\n");
        (string draft, string map, string database) = await DraftAsync(form, "phieu");

        SipasRun import = await SipasRun.OfAsync("import", answers, "--pack", draft, "--map", map, "--mode", "interview", "--database",
            database);
        SipasRun refused = await SipasRun.OfAsync("import", beyond, "--pack", draft, "--map", map, "--mode", "interview", "--database",
            database);

        Assert.Equal(("", 0), (import.Errors, import.ExitCode));
        Assert.Equal(["254", "144", "255"], await AnswersAsync(database));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("got", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_A11SurveyJsWithBooleanNumbersAndTicks_ReadsEachByItsList()
    {
        string form = _folder.Write("form.json", """
            { "pages": [ { "elements": [ { "type": "boolean", "name": "sat", "title": "Được việc?" },
              { "type": "radiogroup", "name": "yn", "title": "Đã nhận?",
                "choices": [ { "value": 0, "text": "Không" }, { "value": 1, "text": "Có" } ] },
              { "type": "rating", "name": "lik", "title": "Mức độ", "rateValues": [1, 2, 3, 4, 5] },
              { "type": "checkbox", "name": "why", "title": "Lý do", "choices": ["a", "b", "c"] } ] } ] }
            """);
        string answers = _folder.Write("answers.json", """
            [ { "unit": "S01", "ballotNumber": "1", "completedAt": "2026-11-21T08:30:00+07:00",
                "sat": true, "yn": 1, "lik": 5, "why": ["a"] },
              { "unit": "S01", "ballotNumber": "2", "completedAt": "2026-11-21T08:31:00+07:00",
                "sat": false, "yn": 0, "lik": 1, "why": ["b"] } ]
            """);
        (string draft, string map, string database) = await DraftAsync(form, "sj");

        SipasRun import = await SipasRun.OfAsync("import", answers, "--pack", draft, "--map", map, "--mode", "web", "--database", database);

        Assert.Equal(("", 0), (import.Errors, import.ExitCode));
        Assert.Equal(["125211", "211121"], await AnswersAsync(database));
    }

    [Theory]
    [InlineData("""{ "answers": { "1": 2, "0": 1 } }""", "XFM0401 answers.1")]
    [InlineData("""{ "answers": { "Rồi": 1 } }""", "XFM0401 row 2")]
    [InlineData("""{ "answersByScale": { "five": { "tốt": 9 } } }""", "XFM0403 answersByScale.five.tốt")]
    [InlineData("""{ "answersByScale": { "five": { "tốt": "lắm" } } }""", "IMP0010 answersByScale.five.tốt")]
    public async Task Import_A11MapWhoseWordsMeanOtherLevelsByScale_IsRefused(string map, string explained)
    {
        (string pack, string database) = await TwoScalesAsync();
        string answers = _folder.Write("a.csv", "unit,a,b\nS01,Rồi,Rồi\n");

        SipasRun run = await SipasRun.OfAsync("import", answers, "--pack", pack, "--map", _folder.Write("map.json", map), "--database",
            database);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(explained.Split(' ')[0], run.Errors, StringComparison.Ordinal);
        Assert.Contains(explained[(explained.IndexOf(' ', StringComparison.Ordinal) + 1)..], run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_A11MapByScale_GivesEachScaleItsOwnMeaning()
    {
        (string pack, string database) = await TwoScalesAsync();
        string answers = _folder.Write("a.csv", "unit,a,b\nS01,1,1\nS01,0,5\nS01,99,x\n");
        string map = _folder.Write("map.json",
            """{ "answers": { "x": "refused" }, "answersByScale": { "two": { "0": 1, "1": 2, "99": "noAnswer" } } }""");

        SipasRun run = await SipasRun.OfAsync("import", answers, "--pack", pack, "--map", map, "--database", database);

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.Equal(["21", "15", "-r"], await AnswersAsync(database));
    }

    [Fact]
    public async Task Import_A12ListWithYesFirst_NamesItsGuessInWordsAndCannotBeUsedBeforeItIsConfirmed()
    {
        string form = _folder.Write("form.json", YesFirst);
        string draft = _folder.File("d.json");
        string ballots = _folder.Write("b.csv", "s1,s2\n1,1\n");

        SipasRun import = await SipasRun.OfAsync("pack", "import", form, "--output", draft, "--id", "yf");
        SipasRun[] refused =
        [
            await SipasRun.OfAsync("pack", "verify", draft),
            await SipasRun.OfAsync("pack", "confirm", draft),
            await SipasRun.OfAsync("pack", "show", draft),
            await SipasRun.OfAsync("score", "--pack", draft, "--ballots", ballots),
            await SipasRun.OfAsync("import", ballots, "--pack", draft, "--unit", "S01", "--database", _folder.File("t.db")),
        ];

        Assert.Equal(0, import.ExitCode);
        Assert.Contains("2 'Không'", import.Output, StringComparison.Ordinal);
        Assert.All(refused, run =>
        {
            Assert.NotEqual(0, run.ExitCode);
            Assert.Contains("XFM0400", run.Output + run.Errors, StringComparison.Ordinal);
            Assert.Contains("2 'Không'", run.Output + run.Errors, StringComparison.Ordinal);
        });
        SipasException error = Assert.Throws<SipasException>(() =>
            new MethodPackRegistry([MethodPackSerializer.Read(File.ReadAllBytes(draft))]));
        Assert.Contains(error.Problems, problem => problem.Code == ProblemCodes.PackUnconfirmed);
    }

    [Fact]
    public async Task Import_A12ListWithYesFirstBesideAScaleInWords_StillWaits()
    {
        string form = _folder.Write("form.json", """
            { "pages": [ { "elements": [
              { "type": "radiogroup", "name": "s1", "title": "Có hài lòng không?",
                "choices": [ { "value": "yes", "text": "Có" }, { "value": "no", "text": "Không" } ] },
              { "type": "radiogroup", "name": "s2", "title": "Mức độ", "choices": [
                { "value": 1, "text": "Không hài lòng" }, { "value": 2, "text": "Bình thường" }, { "value": 3, "text": "Hài lòng" } ] },
              { "type": "radiogroup", "name": "s3", "title": "Giới tính",
                "choices": [ { "value": 1, "text": "Nam" }, { "value": 2, "text": "Nữ" } ] } ] } ] }
            """);
        string draft = _folder.File("d.json");

        SipasRun import = await SipasRun.OfAsync("pack", "import", form, "--output", draft, "--id", "yf");

        Assert.Contains("2 'Không'", import.Output, StringComparison.Ordinal);
        MethodPack pack = MethodPackSerializer.Read(File.ReadAllBytes(draft));
        Assert.Equal(["scales[scale-1].satisfied"], pack.Unconfirmed);
        Assert.Equal(["s1", "s2"], pack.Index.Items);
    }

    [Fact]
    public async Task Confirm_A12Guesses_AreAcceptedChangedOrLeftOpen()
    {
        string form = _folder.Write("form.json", YesFirst);
        string draft = _folder.File("d.json");
        await SipasRun.OfAsync("pack", "import", form, "--output", draft, "--id", "yf");

        SipasRun one = await SipasRun.OfAsync("pack", "confirm", draft, "--accept", "scales[scale-1].satisfied", "--output",
            _folder.File("one.json"));
        SipasRun changed = await SipasRun.OfAsync("pack", "confirm", draft, "--accept", "scales[scale-1].satisfied", "--satisfied",
            "scale-2=Hai,3", "--output", _folder.File("changed.json"));
        SipasRun all = await SipasRun.OfAsync("pack", "confirm", draft, "--accept", "all", "--output", _folder.File("all.json"));
        SipasRun low = await SipasRun.OfAsync("pack", "confirm", draft, "--satisfied", "scale-1=Có", "--output", _folder.File("low.json"));
        SipasRun wrong = await SipasRun.OfAsync("pack", "confirm", draft, "--accept", "scales[x].satisfied", "--output",
            _folder.File("wrong.json"));

        Assert.Equal((1, 0, 0), (one.ExitCode, changed.ExitCode, all.ExitCode));
        Assert.Equal(["scales[scale-2].satisfied"], MethodPackSerializer.Read(File.ReadAllBytes(_folder.File("one.json"))).Unconfirmed);
        Assert.Equal([2, 3], MethodPackSerializer.Read(File.ReadAllBytes(_folder.File("changed.json")))
            .FindScale("scale-2")!.Levels.Where(level => level.Satisfied).Select(level => level.Level));
        Assert.Equal(0, (await SipasRun.OfAsync("pack", "show", _folder.File("all.json"))).ExitCode);
        Assert.Contains("XFM0402", wrong.Errors, StringComparison.Ordinal);
        Assert.NotEqual(0, low.ExitCode);
        Assert.False(File.Exists(_folder.File("low.json")) || File.Exists(_folder.File("wrong.json")));
    }

    [Fact]
    public async Task Import_A12SatisfiedChoicesSaidAtOnce_NumbersTheListSoThatTheyAreHighest()
    {
        string form = _folder.Write("form.json", YesFirst);
        string draft = _folder.File("d.json");
        string map = _folder.File("m.json");

        SipasRun import = await SipasRun.OfAsync("pack", "import", form, "--output", draft, "--id", "yf", "--map", map, "--satisfied",
            "scale-1=Có", "--satisfied", "scale-2=3");
        SipasRun middle = await SipasRun.OfAsync("pack", "import", form, "--output", _folder.File("e.json"), "--satisfied", "scale-2=Hai");
        SipasRun stray = await SipasRun.OfAsync("pack", "import", form, "--output", _folder.File("e.json"), "--satisfied", "s9=Hai");

        Assert.Equal(("", 0), (import.Errors, import.ExitCode));
        MethodPack pack = MethodPackSerializer.Read(File.ReadAllBytes(draft));
        Assert.Empty(pack.Unconfirmed);
        Assert.Equal([("Không", false), ("Có", true)], pack.FindScale("scale-1")!.Levels.Select(level => (level.Text.Vi, level.Satisfied)));
        ColumnMap written = ColumnMap.Read(map);
        Assert.Equal((1, 2), (written.AnswersByScale!["scale-1"]["no"].GetInt32(), written.AnswersByScale["scale-1"]["yes"].GetInt32()));
        Assert.Contains("XFM0404", middle.Errors, StringComparison.Ordinal);
        Assert.Contains("XFM0402", stray.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rất hài lòng|Hài lòng|Bình thường|Không hài lòng", "scales[scale-1].order", "4 'Rất hài lòng'")]
    [InlineData("Không hài lòng|Bình thường|Hài lòng|Rất hài lòng|Không biết", "scales[scale-1].special", "dontKnow 'Không biết'")]
    [InlineData("Tốt|Trung bình|Kém", "scales[scale-1].order,scales[scale-1].satisfied", "3 'Tốt'")]
    public async Task Import_A12OtherGuesses_AreNamedInWordsAndWait(string choices, string places, string words)
    {
        string list = string.Join(", ", choices.Split('|').Select((text, i) => $$"""{ "value": {{i + 1}}, "text": "{{text}}" }"""));
        string form = _folder.Write("form.json",
            $$"""{ "elements": [ { "type": "radiogroup", "name": "s1", "title": "Thế nào?", "choices": [ {{list}} ] } ] }""");
        string draft = _folder.File("d.json");

        SipasRun import = await SipasRun.OfAsync("pack", "import", form, "--output", draft, "--id", "og");

        Assert.Equal(0, import.ExitCode);
        Assert.Contains(words, import.Output, StringComparison.Ordinal);
        Assert.Equal(places.Split(',').Order(StringComparer.Ordinal),
            MethodPackSerializer.Read(File.ReadAllBytes(draft)).Unconfirmed.Order(StringComparer.Ordinal));
        Assert.Equal(1, (await SipasRun.OfAsync("pack", "verify", draft)).ExitCode);
    }

    [Fact]
    public async Task Import_A12RatingWithWordsAtItsEnds_IsAGuess()
    {
        string form = _folder.Write("form.json", """
            { "elements": [ { "type": "rating", "name": "s1", "title": "Thế nào?", "rateValues": [1, 2, 3, 4, 5],
              "minRateDescription": "Rất tốt", "maxRateDescription": "Rất kém" } ] }
            """);
        string draft = _folder.File("d.json");

        await SipasRun.OfAsync("pack", "import", form, "--output", draft, "--id", "og");

        Assert.Equal(["scales[scale-1].satisfied"], MethodPackSerializer.Read(File.ReadAllBytes(draft)).Unconfirmed);
    }

    private static XlsxSheet Sheet(string name, params string[] lines) =>
        new(name, lines[0].Split('|'),
            lines.Skip(1).Select(line => (IReadOnlyList<TableCell>)[.. line.Split('|').Select(cell => TableCell.Of(cell))]));

    private async Task<(string Draft, string Map, string Database)> DraftAsync(string form, string id)
    {
        (string draft, string map, string database) = (_folder.File("d.json"), _folder.File("m.json"), _folder.File("t.db"));
        await SipasRun.OfAsync("units", "import",
            _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Một,Dept One,departments\n"), "--database", database);
        SipasRun import = await SipasRun.OfAsync("pack", "import", form, "--output", draft, "--id", id, "--map", map);
        Assert.Equal(("", 0), (import.Errors, import.ExitCode));
        return (draft, map, database);
    }

    // Item a on a scale of two levels, b on one of five whose levels have other words.
    private async Task<(string Pack, string Database)> TwoScalesAsync()
    {
        MethodPack shipped = MethodPacks.Shipped("kiosk-9");
        AnswerScale five = shipped.FindScale(shipped.Questionnaires[0].Items[0].Scale)! with
        {
            Code = "five",
            Special =
                [new ScaleSpecial { Answer = SpecialAnswer.Refused, Text = new LocalizedText("Từ chối", "Refused") }]
        };
        var two = new AnswerScale
        {
            Code = "two",
            Levels = [new ScaleLevel { Level = 1, Satisfied = false, Text = new LocalizedText("Chưa", "No") },
                new ScaleLevel { Level = 2, Satisfied = true, Text = new LocalizedText("Có", "Yes") }],
        };
        Item Of(string code, string scale) =>
            new() { Code = code, Text = new LocalizedText(code, code), Scale = scale, Required = false };
        MethodPack pack = shipped with
        {
            Id = "two-scales",
            Scales = [two, five],
            Topics = [],
            Targets = [],
            PointsTables = [],
            Questionnaires = [new Questionnaire { Version = "1", Title = shipped.Title, Introduction = shipped.Title,
                Items = [Of("a", "two"), Of("b", "five")] }],
            Index = new IndexNode { Code = "OVERALL", Kind = IndexNodeKind.Overall, Text = shipped.Title, Items = ["a", "b"] },
        };
        string database = _folder.File("t.db");
        await SipasRun.OfAsync("units", "import",
            _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Một,Dept One,departments\n"), "--database", database);
        await File.WriteAllBytesAsync(_folder.File("pack.json"), MethodPackSerializer.Write(pack));
        return (_folder.File("pack.json"), database);
    }

    private static async Task<IEnumerable<string>> AnswersAsync(string database)
    {
        await using var connection = new SqliteConnection($"Data Source={database}");
        return await connection.QueryAsync<string>("select answers from ballot_readable order by sequence");
    }
}
