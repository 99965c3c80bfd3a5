using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

public class ForeignSurveyJsTests
{
    [Fact]
    public void Read_FormOfAnotherHouse_BecomesADraftWithEveryLossInItsPlace()
    {
        FormDraft draft = Read("""
            {
              "title": { "default": "Survey", "vi": "Khảo sát" }, "showProgressBar": "top",
              "triggers": [{ "type": "complete", "expression": "{age} < 18" }],
              "pages": [
                { "name": "page1", "title": "About you", "elements": [
                  { "type": "text", "name": "age", "title": { "default": "Age", "vi": "Tuổi" },
                    "inputType": "number", "min": 18, "max": 120, "isRequired": true, "placeholder": "years" },
                  { "type": "boolean", "name": "before", "title": { "default": "Did you come before?", "vi": "Đã đến chưa?" } },
                  { "type": "rating", "name": "rating", "title": { "default": "How was it?", "vi": "Thế nào?" },
                    "rateMax": 5, "visibleIf": "{before} = true", "isRequired": true },
                  { "type": "checkbox", "name": "heard", "title": { "default": "How?", "vi": "Qua đâu?" },
                    "choices": [1, { "value": 2, "text": { "default": "Press", "vi": "Báo" }, "visibleIf": "{age} > 20" }],
                    "showOtherItem": true },
                  { "type": "matrix", "name": "office", "title": { "default": "The office", "vi": "Cơ quan" },
                    "columns": ["bad", "good"], "rows": ["clean", "quick"], "eachRowRequired": true },
                  { "type": "matrixdynamic", "name": "visits", "columns": [{ "name": "c" }] },
                  { "type": "paneldynamic", "name": "children", "templateElements": [{ "type": "text", "name": "child" }] },
                  { "type": "panel", "name": "p", "elements": [
                    { "type": "comment", "name": "why", "title": { "default": "Why?", "vi": "Vì sao?" },
                      "visibleIf": "{office.clean} = 'bad' and {heard} contains 2", "validators": [{ "type": "text", "minLength": 3 }] },
                    { "type": "signaturepad", "name": "sign" },
                    { "type": "html", "name": "info", "html": "<b>Hi</b>" }] }] }]
            }
            """);

        Assert.Equal(
            new (string, string)[]
            {
                (ProblemCodes.FormPropertyUnkept, "$.showProgressBar"),
                (ProblemCodes.FormPropertyUnkept, "$.triggers"),
                (ProblemCodes.FormGroupFlattened, "$.pages[0]"),
                (ProblemCodes.FormPropertyUnkept, "$.pages[0].elements[0].placeholder"),
                (ProblemCodes.FormChoicesRenumbered, "$.pages[0].elements[1]"),
                (ProblemCodes.FormLabelMissing, "$.pages[0].elements[2].rateValues"),
                (ProblemCodes.FormHiddenRequired, "$.pages[0].elements[2]"),
                (ProblemCodes.FormLanguageMissing, "$.pages[0].elements[3].choices[0]"),
                (ProblemCodes.FormPropertyUnkept, "$.pages[0].elements[3].choices[1].visibleIf"),
                (ProblemCodes.FormPropertyUnkept, "$.pages[0].elements[3].showOtherItem"),
                (ProblemCodes.FormChoicesRenumbered, "$.pages[0].elements[4]"),
                (ProblemCodes.FormLanguageMissing, "$.pages[0].elements[4].columns[0]"),
                (ProblemCodes.FormLanguageMissing, "$.pages[0].elements[4].columns[1]"),
                (ProblemCodes.FormLanguageMissing, "$.pages[0].elements[4].rows[0]"),
                (ProblemCodes.FormLanguageMissing, "$.pages[0].elements[4].rows[1]"),
                (ProblemCodes.FormRepeat, "$.pages[0].elements[5]"),
                (ProblemCodes.FormRepeat, "$.pages[0].elements[6]"),
                (ProblemCodes.FormPropertyUnkept, "$.pages[0].elements[7].elements[0].validators[0]"),
                (ProblemCodes.FormTypeUnsupported, "$.pages[0].elements[7].elements[1]"),
                (ProblemCodes.FormTypeUnsupported, "$.pages[0].elements[7].elements[2]"),
            }.Order(),
            draft.Losses.Where(loss => !loss.Code.StartsWith("XFM02", StringComparison.Ordinal)).Select(loss => (loss.Code, loss.Place!))
            .Order());
        Question[] questions = [.. draft.Pack.Questionnaires[0].Questions];
        Assert.Equal(["age", "before", "rating", "heard", "office", "why"], questions.Select(question => question.Code));
        Assert.Equal(("before", 1), (questions[2].ShowWhen[0].Item, questions[2].ShowWhen[0].Levels[0]));
        Assert.Equal([("clean", 1), ("heard.2", 2)], questions[5].ShowWhen.Select(condition => (condition.Item, condition.Levels[0])));
        Assert.Equal(["rating", "clean", "quick"], draft.Pack.Index.Items);
        Assert.Equal(("draft", "1", PackStatus.Draft), (draft.Pack.Id, draft.Pack.Questionnaires[0].Version, draft.Pack.Status));
        Assert.Equal(["vi"], draft.Losses.Where(loss => loss.Code == ProblemCodes.FormLanguageMissing).Select(loss => loss.Value!)
            .Distinct());
        Assert.DoesNotContain(MethodPackVerifier.Verify(draft.Pack),
            fault => fault.Severity == ProblemSeverity.Error && fault.Code != ProblemCodes.PackUnconfirmed);
    }

    [Fact]
    public void Read_QuestionsWithNamesThatAnImportLooksFor_AreMappedAsAnswers()
    {
        FormDraft draft = Read("""
            { "elements": [
                { "type": "rating", "name": "Mode", "rateMax": 5 },
                { "type": "text", "name": "procedure" }, { "type": "text", "name": "unit" },
                { "type": "checkbox", "name": "basis", "choices": ["a", "b"] }] }
            """);

        Assert.Equal(("", "", ""), (draft.Map.Mode, draft.Map.Procedure, draft.Map.Basis));
        Assert.Equal((null, null, null), (draft.Map.Unit, draft.Map.BallotNumber, draft.Map.CompletedAt));
    }

    [Fact]
    public void Read_OneLanguageOnly_IsThatOfTheSurvey()
    {
        FormDraft draft = Read("""
            { "locale": "vi", "title": "Khảo sát",
              "elements": [{ "type": "dropdown", "name": "a", "title": "Thế nào?", "choices": ["Tốt", "Kém"] }] }
            """);

        Assert.Equal("Thế nào?", draft.Pack.Questionnaires[0].Items[0].Text.Vi);
        Assert.All(draft.Losses.Where(loss => loss.Code == ProblemCodes.FormLanguageMissing),
            loss => Assert.Equal(("en", "vi"), (loss.Value, loss.Allowed)));
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "no JSON", "{", ProblemCodes.FormUnreadable },
        { "an array", "[]", ProblemCodes.FormUnreadable },
        { "pages that are none", """{ "pages": { } }""", ProblemCodes.FormUnreadable },
        { "a key twice", """{ "title": "a", "title": "b" }""", ProblemCodes.FormKeyTwice },
        { "a key twice below", """{ "elements": [{ "type": "text", "type": "html", "name": "a" }] }""", ProblemCodes.FormKeyTwice },
        { "a name twice", """{ "elements": [{ "type": "text", "name": "a" }, { "type": "comment", "name": "a" }] }""",
            ProblemCodes.FormNameTwice },
        { "a choice twice", """{ "elements": [{ "type": "radiogroup", "name": "a", "choices": [1, 1] }] }""", ProblemCodes.FormNameTwice },
        { "no name", """{ "elements": [{ "type": "text" }] }""", ProblemCodes.FormNameMissing },
        { "no type", """{ "elements": [{ "name": "a" }] }""", ProblemCodes.FormNameMissing },
        { "nothing", "{ }", ProblemCodes.FormNothingCoded },
        { "texts only", """{ "elements": [{ "type": "text", "name": "a" }] }""", ProblemCodes.FormNothingCoded },
        { "a circle",
            """
            { "elements": [
                { "type": "radiogroup", "name": "a", "choices": [1, 2], "visibleIf": "{b} = 1" },
                { "type": "radiogroup", "name": "b", "choices": [1, 2], "visibleIf": "{a} = 1" }] }
            """, ProblemCodes.FormConditionCycle },
        { "a circle that no pack could say",
            """
            { "elements": [
                { "type": "radiogroup", "name": "a", "choices": [1, 2], "visibleIf": "{b} + 1 = 3" },
                { "type": "text", "name": "b", "visibleIf": "{a} > 0 or {b} empty" }] }
            """, ProblemCodes.FormConditionCycle },
        { "too deep", string.Concat(Enumerable.Repeat("""{ "a": [""", 40)) + string.Concat(Enumerable.Repeat("] }", 40)),
            ProblemCodes.FileLimit },
        { "far too deep", new string('[', 1_000_000), ProblemCodes.FileLimit },
        { "too many objects", """{ "elements": [""" + string.Join(',', Enumerable.Repeat("{}", 20_001)) + "] }", ProblemCodes.FileLimit },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_BadForm_IsRefusedWithItsCode(string fault, string form, string code) =>
    Assert.True(TestTables.CodesOf(() => Read(form)) is [var said] && said == code, fault);

    [Fact]
    public void Read_FiftyMegabytes_AreRefusedBeforeTheyAreRead()
    {
        byte[] bytes = new byte[50 << 20];
        bytes.AsSpan().Fill((byte)' ');
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal([ProblemCodes.FileLimit], TestTables.CodesOf(() => SurveyJsForm.Read(bytes)));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 60, Replay = Seeds.Fixed)]
    public void Read_OurFormWithForeignMembers_GivesTheSamePackAndListsEveryMember(int seed)
    {
        (MethodPack pack, Questionnaire questionnaire) = RandomPack.Of(seed);
        ReadOnlyMemory<byte> form = SurveyJsForm.Write(pack, questionnaire).Content;
        FormDraft plain = SurveyJsForm.Read(form);
        var random = new Random(seed);
        var expected = new List<(string, string)>();
        JsonObject root = JsonNode.Parse(form.Span)!.AsObject();
        Add(root, "$");
        JsonArray pages = root["pages"]!.AsArray();
        JsonArray last = pages[^1]!["elements"]!.AsArray();
        foreach (string type in (string[])["ranking", "image", "paneldynamic", "matrixdropdown"])
        {
            expected.Add((type == "paneldynamic" ? ProblemCodes.FormRepeat : ProblemCodes.FormTypeUnsupported,
                $"$.pages[{pages.Count - 1}].elements[{last.Count}]"));
            last.Add(new JsonObject { ["type"] = type, ["name"] = $"noise.{type}", ["choices"] = new JsonArray(1, 2) });
        }

        FormDraft noisy = Read(root.ToJsonString());

        Assert.Equal(MethodPackSerializer.Write(plain.Pack), MethodPackSerializer.Write(noisy.Pack));
        Assert.Equal(
            expected.Concat(plain.Losses.Select(loss => (loss.Code, loss.Place!))).Order(),
            noisy.Losses.Select(loss => (loss.Code, loss.Place!)).Order());

        // Texts are left alone: there another member is another language.
        void Add(JsonObject node, string place)
        {
            foreach ((string name, JsonNode? member) in node.ToArray())
            {
                JsonObject[] children = member is JsonArray array && name != "validators" ? [.. array.OfType<JsonObject>()] : [];
                for (int i = 0; i < children.Length; i++)
                {
                    Add(children[i], $"{place}.{name}[{i}]");
                }
            }

            string foreign = node.ContainsKey("value") ? "imageLink" : "startWithNewLine";
            if (random.Next(4) == 0)
            {
                node[foreign] = false;
                expected.Add((ProblemCodes.FormPropertyUnkept, $"{place}.{foreign}"));
            }
        }
    }

    private static FormDraft Read(string form) => SurveyJsForm.Read(Encoding.UTF8.GetBytes(form));
}
