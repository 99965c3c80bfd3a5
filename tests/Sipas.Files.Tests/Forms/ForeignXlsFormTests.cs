using FsCheck.Xunit;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

public class ForeignXlsFormTests
{
    private const string Choices = """
        [choices]
        list_name|name|label::English (en)|label::Tiếng Việt (vi)|image
        yn|yes|Yes|Có|
        yn|no|No|Không|
        five|1|Very bad|Rất kém|
        five|2|Bad|Kém|
        five|3|Normal|Bình thường|
        five|4|Good|Tốt|
        five|5|Very good|Rất tốt|
        way|1|Loudspeaker|Loa|loa.png
        way|2|Press|Báo|
        """;

    [Fact]
    public void Read_FormOfAnotherHouse_BecomesADraftWithEveryLossInItsPlace()
    {
        FormDraft draft = Read($$"""
            [survey]
            type|name|label::English (en)|label::Tiếng Việt (vi)|hint::English (en)|required|relevant|constraint|calculation|appearance
            start|start
            deviceid|device
            begin_group|about|About you|Về Ông/Bà
            integer|age|Your age|Tuổi|in years|yes||. >= 18 and . <= 120
            select one yn|before|Did you come before?|Ông/Bà đã đến chưa?||yes
            end_group
            select_one five|rating|How was it?|Thế nào?||yes|${before} = 'yes'||| likert
            select_multiple way|heard|How did you hear?|Biết qua đâu?|||selected(${before}, 'no')
            text|why|Why?|||| ${rating} < 3 or ${age} > 60||| multiline
            calculate|c||||||| 1 + 1
            geopoint|where|Where?|Ở đâu?
            begin_repeat|child|Child|Con
            text|child_name|Name|Tên
            end_repeat
            {{Choices}}
            [settings]
            form_title|form_id|version|style
            Khảo sát|ward survey|3|pages
            [entities]
            list_name
            x
            """);

        (string Code, string Place)[] said = [.. draft.Losses.Where(loss => !loss.Code.StartsWith("XFM02", StringComparison.Ordinal))
            .Select(loss => (loss.Code, loss.Place!))];
        Assert.Equal(
            new (string, string)[]
            {
                (ProblemCodes.FormPropertyUnkept, "entities"),
                (ProblemCodes.FormPropertyUnkept, "settings row 2, style"),
                (ProblemCodes.FormPropertyUnkept, "choices row 9, image"),
                (ProblemCodes.FormTypeUnsupported, "survey row 3"),
                (ProblemCodes.FormGroupFlattened, "survey row 4"),
                (ProblemCodes.FormPropertyUnkept, "survey row 5, hint::English (en)"),
                (ProblemCodes.FormWholeNumbers, "survey row 5"),
                (ProblemCodes.FormTypeUnsupported, "survey row 11"),
                (ProblemCodes.FormTypeUnsupported, "survey row 12"),
                (ProblemCodes.FormRepeat, "survey row 13"),
                (ProblemCodes.FormRepeat, "survey row 14"),
                (ProblemCodes.FormNameChanged, "settings, id"),
                (ProblemCodes.FormChoicesRenumbered, "choices row 2"),
                (ProblemCodes.FormLanguageMissing, "survey row 10, label"),
                (ProblemCodes.FormHiddenRequired, "survey row 8"),
                (ProblemCodes.FormExpressionUntranslated, "survey row 10, relevant"),
            }.Order(),
            said.Order());
        Assert.Equal(("ward-survey", PackStatus.Draft, "3"), (draft.Pack.Id, draft.Pack.Status, draft.Pack.Questionnaires[0].Version));
        Assert.Equal(["age", "before", "rating", "heard", "why"], draft.Pack.Questionnaires[0].Questions.Select(question => question.Code));
        Question[] questions = [.. draft.Pack.Questionnaires[0].Questions];
        Assert.Equal((18m, 120m, true), (questions[0].Minimum, questions[0].Maximum, questions[0].Required));
        Assert.Equal(("before", 1), (questions[2].ShowWhen[0].Item, questions[2].ShowWhen[0].Levels[0]));
        Assert.Equal([2], questions[3].ShowWhen[0].Levels);
        Assert.Equal(["heard.1", "heard.2"], questions[3].Items);
        Assert.Equal(["rating"], draft.Pack.Index.Items);
        Assert.Equal([4, 5], draft.Pack.FindScale("five")!.Levels.Where(level => level.Satisfied).Select(level => level.Level));
        Assert.Null(draft.Map.Answers);
        Assert.Equal(1, draft.Map.AnswersByScale!["yn"]["yes"].GetInt32());
        Assert.Equal("heard", draft.Map.Ticks!["heard"]);
        Assert.Contains(draft.Losses,
            loss => loss is { Code: ProblemCodes.DraftSatisfied, Place: "scales[five].levels", Value: "4 'Tốt', 5 'Rất tốt'" });
        Assert.Contains(draft.Losses, loss => loss is { Code: ProblemCodes.DraftIndex, Place: "index", Value: "rating 'Thế nào?'" });
        Assert.DoesNotContain(MethodPackVerifier.Verify(draft.Pack),
            fault => fault.Severity == ProblemSeverity.Error && fault.Code != ProblemCodes.PackUnconfirmed);
    }

    [Fact]
    public void Read_OldHeadersAndOneLanguage_AreUnderstoodAndSaid()
    {
        FormDraft draft = Read("""
            [survey]
            type|name|label|relevance
            begin group|m|Bảng|
            select one a|x|Một|
            select one a|y|Hai|
            end group||
            select_multiple a|z|Ba|${x} = '1'
            [choices]
            list name|name|label
            a|1|Có
            a|2|Không
            """);

        Questionnaire questionnaire = draft.Pack.Questionnaires[0];
        Assert.Equal([QuestionKind.SingleChoice, QuestionKind.SingleChoice, QuestionKind.MultipleChoice],
            questionnaire.Questions.Select(question => question.Kind));
        Assert.Equal(("Một", "Một"), (questionnaire.Items[0].Text.Vi, questionnaire.Items[0].Text.En));
        Assert.Equal("x", questionnaire.Questions[2].ShowWhen[0].Item);
        Assert.Contains(draft.Losses,
            loss => loss is { Code: ProblemCodes.FormLanguageMissing, Place: "survey row 3, label", Value: "en", Allowed: "vi" });
        Assert.Contains(draft.Losses, loss => loss is { Code: ProblemCodes.FormGroupFlattened, Place: "survey row 2" });
    }

    [Theory]
    [InlineData("table-list", QuestionKind.Matrix)]
    [InlineData("field-list", QuestionKind.Matrix)]
    public void Read_GroupShownAsATable_IsAMatrix(string appearance, QuestionKind kind)
    {
        FormDraft draft = Read($"[survey]\ntype|name|label|appearance\nbegin_group|m|Bảng|{appearance}\nselect_one a|x|Một\nselect_one "
            + $"a|y|Hai\nend_group|\n[choices]\nlist_name|name|label\na|1|Có\na|2|Không");

        Assert.Equal(kind, Assert.Single(draft.Pack.Questionnaires[0].Questions).Kind);
        Assert.Equal(["x", "y"], draft.Pack.Index.Items);
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "a name twice", "[survey]\ntype|name|label\ntext|a|A\ntext|a|B", ProblemCodes.FormNameTwice },
        { "a choice twice", "[survey]\ntype|name|label\nselect_one l|a|A\n[choices]\nlist_name|name|label\nl|1|x\nl|1|y",
            ProblemCodes.FormNameTwice },
        { "no name", "[survey]\ntype|name|label\ntext||A", ProblemCodes.FormNameMissing },
        { "no type", "[survey]\ntype|name|label\n|a|A", ProblemCodes.FormNameMissing },
        { "an open group", "[survey]\ntype|name|label\nbegin_group|g|G\ntext|a|A", ProblemCodes.FormGroupOpen },
        { "a group closed twice", "[survey]\ntype|name|label\nbegin_group|g|G\nend_group||\nend_group||", ProblemCodes.FormGroupOpen },
        { "a repeat closed as a group", "[survey]\ntype|name|label\nbegin_repeat|g|G\nend_group||", ProblemCodes.FormGroupOpen },
        { "a list that is not there", "[survey]\ntype|name|label\nselect_one l|a|A", ProblemCodes.FormListUnknown },
        { "a name that is not there", "[survey]\ntype|name|label|relevant\ntext|a|A|${b} = 1", ProblemCodes.FormReferenceUnknown },
        { "a circle", "[survey]\ntype|name|label|relevant\ntext|a|A|${c} = 1\ntext|b|B|${a} = 1\ntext|c|C|${b} = 1",
            ProblemCodes.FormConditionCycle },
        { "a question that waits for itself", "[survey]\ntype|name|label|relevant\ntext|a|A|${a} = 1", ProblemCodes.FormConditionCycle },
        { "a group that waits for its own question",
            "[survey]\ntype|name|label|relevant\nbegin_group|g|G|${a} = 1\ntext|a|A|\nend_group|||", ProblemCodes.FormConditionCycle },
        { "nothing to count", "[survey]\ntype|name|label\ntext|a|A", ProblemCodes.FormNothingCoded },
        { "ten choices only", "[survey]\ntype|name|label\nselect_one l|a|A\n[choices]\nlist_name|name|label\n"
            + string.Join('\n', Enumerable.Range(1, 10).Select(i => $"l|{i}|x")), ProblemCodes.FormNothingCoded },
        { "no survey", "[choices]\nlist_name|name|label\nl|1|x", ProblemCodes.SheetMissing },
        { "no column of types", "[survey]\nname|label\na|A", ProblemCodes.ColumnMissing },
        { "an empty survey", "[survey]\ntype|name", ProblemCodes.FormNothingCoded },
        { "groups too deep", "[survey]\ntype|name|label\n" + string.Join('\n', Enumerable.Range(0, 70).Select(i => $"begin_group|g{i}|G")),
            ProblemCodes.FileLimit },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_BadForm_IsRefusedWithItsCode(string fault, string form, string code) =>
    Assert.True(TestTables.CodesOf(() => Read(form)) is [var said] && said == code, fault);

    [Fact]
    public void Read_BombLegacyFileAndText_AreRefused()
    {
        byte[] bomb = new Workbook("").Add("xl/worksheets/sheet1.xml", new byte[64 << 20])
            .ToBytes(System.IO.Compression.CompressionLevel.SmallestSize);

        Assert.Equal([ProblemCodes.FileLimit], TestTables.CodesOf(() => Read(bomb)));
        Assert.Equal([ProblemCodes.FileLimit], TestTables.CodesOf(() => Read(new byte[9 << 20])));
        Assert.Equal([ProblemCodes.WorkbookLegacy], TestTables.CodesOf(() => Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])));
        Assert.Equal([ProblemCodes.FormFormatUnknown], TestTables.CodesOf(() => Read("type,name\ntext,a\n"u8.ToArray())));
        Assert.Equal([ProblemCodes.WorkbookActive],
            TestTables.CodesOf(() => Read(new Workbook("<row/>").Add("xl/vbaProject.bin", "<x/>").ToBytes())));
    }

    // Every cell of a form that we do not read is listed, and only those: noise in a form of our own changes nothing but the list.
    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 40, Replay = Seeds.Fixed)]
    public void Read_OurFormWithForeignCells_GivesTheSamePackAndListsEveryCell(int seed)
    {
        (MethodPack pack, Questionnaire questionnaire) = RandomPack.Of(seed);
        List<(string Name, List<string[]> Rows)> sheets = FormSheets.Read(XlsForm.Write(pack, questionnaire).Content);
        FormDraft plain = Read(FormSheets.Write(sheets));
        var random = new Random(seed);
        var expected = new List<(string, string)>();
        foreach ((string name, List<string[]> rows) in sheets)
        {
            // Rows that hold no question of their own are passed over whole.
            string[] foreign = name switch
            {
                "survey" => ["hint::English (en)", "calculation", "media::image", "choice_filter", "trigger", "default"],
                "choices" => ["media::audio", "order"],
                _ => ["style", "public_key"],
            };
            rows[0] = [.. rows[0], .. foreign];
            int start = rows[0].Length - foreign.Length;
            for (int i = 1; i < rows.Count; i++)
            {
                bool passed = rows[i][0] is "start" or "end" or "end_group" || (name == "survey" && rows[i][1] == "unit");
                string[] noise = [.. foreign.Select(_ => !passed && random.Next(5) == 0 ? "noise" : "")];
                expected.AddRange(noise.Zip(foreign).Where(cell => cell.First.Length > 0)
                    .Select(cell => (ProblemCodes.FormPropertyUnkept, $"{name} row {i + 1}, {cell.Second}")));
                rows[i] = [.. rows[i], .. noise];
            }
        }

        List<string[]> survey = sheets[0].Rows;
        foreach (string[] row in (string[][])[["rank five", "noise1", "N"], ["image", "noise2", "N"], ["begin_repeat", "noise3", "N"],
            ["text", "noise4", "N"], ["end_repeat", ""]])
        {
            survey.Add([.. row, .. Enumerable.Repeat("", survey[0].Length - row.Length)]);
            if (row[0] != "end_repeat")
            {
                expected.Add((row[0] is "rank five" or "image" ? ProblemCodes.FormTypeUnsupported : ProblemCodes.FormRepeat,
                    $"survey row {survey.Count}"));
            }
        }

        sheets.Add(("notes", [["x"], ["y"]]));
        expected.Add((ProblemCodes.FormPropertyUnkept, "notes"));
        FormDraft noisy = Read(FormSheets.Write(sheets));

        Assert.Equal(MethodPackSerializer.Write(plain.Pack), MethodPackSerializer.Write(noisy.Pack));
        Assert.Equal(
            expected.Concat(plain.Losses.Select(loss => (loss.Code, loss.Place!))).Order(),
            noisy.Losses.Select(loss => (loss.Code, loss.Place!)).Order());
    }

    private static FormDraft Read(string form) => Read(FormSheets.Of(form));

    private static FormDraft Read(byte[] form) => XlsForm.Read("form.xlsx", () => new MemoryStream(form));
}
