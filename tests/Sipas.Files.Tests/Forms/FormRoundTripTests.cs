using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Sipas.Common;
using Sipas.Files.Columns;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

public class FormRoundTripTests
{
    public static IEnumerable<object[]> Shipped =>
        MethodPacks.ShippedIds.SelectMany(id =>
            MethodPacks.Shipped(id).Questionnaires.Select(questionnaire => new object[] { id, questionnaire.Version }));

    [Theory]
    [MemberData(nameof(Shipped))]
    public void XlsForm_ShippedPack_ComesBackButForItsLosses(string id, string version)
    {
        MethodPack pack = MethodPacks.Shipped(id);

        AssertSameButForLosses(pack, pack.FindQuestionnaire(version)!, FormDialect.XlsForm);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void SurveyJs_ShippedPack_ComesBackButForItsLosses(string id, string version)
    {
        MethodPack pack = MethodPacks.Shipped(id);

        AssertSameButForLosses(pack, pack.FindQuestionnaire(version)!, FormDialect.SurveyJs);
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public void XlsForm_RandomPack_ComesBackButForItsLosses(int seed)
    {
        (MethodPack pack, Questionnaire questionnaire) = RandomPack.Of(seed);
        AssertSameButForLosses(pack, questionnaire, FormDialect.XlsForm);
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public void SurveyJs_RandomPack_ComesBackButForItsLosses(int seed)
    {
        (MethodPack pack, Questionnaire questionnaire) = RandomPack.Of(seed);
        AssertSameButForLosses(pack, questionnaire, FormDialect.SurveyJs);
    }

    // What is listed as lost is really not in the form: with something else in its place the form stays the same, cell
    // by cell and byte by byte.
    [Property(Arbitrary = [typeof(Seeds)])]
    public void Write_WhatIsListedAsLostIsAnother_GivesTheSameForm(int seed)
    {
        (MethodPack pack, Questionnaire questionnaire) = RandomPack.Of(seed);
        foreach (FormDialect dialect in Enum.GetValues<FormDialect>())
        {
            WrittenForm form = Write(pack, questionnaire, dialect);
            MethodPack other = WithoutLosses(pack, questionnaire, form.Losses);
            WrittenForm again = Write(other, other.Questionnaires[0], dialect);

            Assert.Equal(Content(form, dialect), Content(again, dialect));
        }
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public void Write_RandomPack_GivesTheMapThatItsFormGives(int seed)
    {
        (MethodPack pack, Questionnaire questionnaire) = RandomPack.Of(seed);
        WrittenForm xlsForm = XlsForm.Write(pack, questionnaire);
        WrittenForm surveyJs = SurveyJsForm.Write(pack, questionnaire);

        Assert.Equal((xlsForm.Map with { Unit = null, BallotNumber = null, CompletedAt = null }).ToJson(),
            Sorted(xlsForm.Map, ReadXlsForm(xlsForm).Map).ToJson());
        Assert.Equal(surveyJs.Map.ToJson(), Sorted(surveyJs.Map, SurveyJsForm.Read(surveyJs.Content).Map).ToJson());
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public void Write_RandomPack_GivesNoColumnThatAnImportReadsOtherwise(int seed)
    {
        (MethodPack pack, Questionnaire questionnaire) = RandomPack.Of(seed);
        var layout = new AnswerLayout(pack, questionnaire);
        foreach (FormDialect dialect in Enum.GetValues<FormDialect>())
        {
            ColumnMap map = Write(pack, questionnaire, dialect).Map;
            IReadOnlyList<ColumnTarget> targets = ColumnTarget.Of(layout, questionnaire.Questions);
            string[] fields = [.. targets.Where(target => target.Role < ColumnRole.Item).Select(target => target.Code)];
            HashSet<string> ticked = [.. layout.BallotSets.Where(set => map.Ticks?.ContainsKey(set.Code) == true)
                .SelectMany(set => set.Items).Select(item => layout.Items[item].Item.Code)];

            Assert.All(
                targets.Where(target => target.Role >= ColumnRole.Item
                    && !(target.Role == ColumnRole.Item && ticked.Contains(target.Code))),
                target => Assert.DoesNotContain(target.In(map) ?? target.Code, fields, StringComparer.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Write_ItemsInAnotherOrderThanTheirQuestions_SaysSo()
    {
        MethodPack pack = MethodPacks.Shipped("three-level");
        Questionnaire turned = pack.Questionnaires[0] with { Items = [.. pack.Questionnaires[0].Items.Reverse()] };

        Assert.Contains(XlsForm.Write(pack with { Questionnaires = [turned] }, turned).Losses,
            loss => loss is { Code: ProblemCodes.PackItemOrder, Place: "questionnaires[1].items" });
        Assert.DoesNotContain(XlsForm.Write(pack, pack.Questionnaires[0]).Losses, loss => loss.Code == ProblemCodes.PackItemOrder);
    }

    private static ColumnMap Sorted(ColumnMap like, ColumnMap map) => map with
    {
        Items = Sorted(like.Items, map.Items),
        Values = Sorted(like.Values, map.Values),
        Ticks = Sorted(like.Ticks, map.Ticks),
    };

    private static Dictionary<string, string>? Sorted(
        IReadOnlyDictionary<string, string>? like, IReadOnlyDictionary<string, string>? map) =>
        map?.OrderBy(pair => like?.Keys.ToList().IndexOf(pair.Key)).ToDictionary();

    private static void AssertSameButForLosses(MethodPack pack, Questionnaire questionnaire, FormDialect dialect)
    {
        WrittenForm form = Write(pack, questionnaire, dialect);
        FormDraft draft = dialect == FormDialect.XlsForm
            ? ReadXlsForm(form)
            : SurveyJsForm.Read(form.Content, new FormReadOptions { QuestionnaireVersion = questionnaire.Version });

        JsonObject original = Json(pack, dialect);
        JsonObject back = Json(draft.Pack, dialect);

        // The version names the questionnaire in the other places, so it goes last.
        foreach (Problem loss in form.Losses.OrderBy(loss => loss.Place!.EndsWith(".version", StringComparison.Ordinal)))
        {
            Assert.Equal(ProblemSeverity.Warning, loss.Severity);

            // Scales of a JSON form stand in their items below, so what is lost of them is lost there.
            bool inItems = dialect == FormDialect.SurveyJs && loss.Place!.StartsWith("scales[", StringComparison.Ordinal);
            Assert.True(PackPaths.Remove(original, loss.Place!) || inItems, $"{loss.Place} is not in the pack");
            PackPaths.Remove(back, loss.Place!);
        }

        PackPaths.RemoveEmpty(original);
        PackPaths.RemoveEmpty(back);
        Assert.Equal(original.ToJsonString(), back.ToJsonString());

        // Nothing of our own form is foreign to us: what is said is only what has to be filled in.
        Assert.All(draft.Losses, loss => Assert.StartsWith("XFM02", loss.Code, StringComparison.Ordinal));
        Assert.Equal(form.Losses.Count, form.Losses.Select(loss => loss.Place).Distinct().Count());
    }

    private static JsonObject Json(MethodPack pack, FormDialect dialect)
    {
        JsonObject json = JsonNode.Parse(MethodPackSerializer.Write(pack))!.AsObject();
        json.Remove("$schema");
        if (dialect == FormDialect.SurveyJs)
        {
            Dictionary<string, JsonNode> scales = json["scales"]!.AsArray().ToDictionary(scale => (string)scale!["code"]!, scale => scale!);
            foreach (JsonNode? level in scales.Values.SelectMany(scale => scale["levels"]!.AsArray()))
            {
                level!.AsObject().Remove("satisfied");
                level.AsObject().Remove("points");
            }

            foreach (JsonNode? item in json["questionnaires"]!.AsArray().SelectMany(questionnaire => questionnaire!["items"]!.AsArray()))
            {
                JsonNode scale = scales[(string)item!["scale"]!].DeepClone();
                scale.AsObject().Remove("code");
                item["scale"] = scale;
            }

            json.Remove("scales");

            // Which levels are satisfied is listed as lost, and guessed again.
            json.Remove("unconfirmed");
        }

        return json;
    }

    private static WrittenForm Write(MethodPack pack, Questionnaire questionnaire, FormDialect dialect) =>
        dialect == FormDialect.XlsForm ? XlsForm.Write(pack, questionnaire) : SurveyJsForm.Write(pack, questionnaire);

    private static FormDraft ReadXlsForm(WrittenForm form) => XlsForm.Read("form.xlsx", () => new MemoryStream(form.Content.ToArray()));

    private static string Content(WrittenForm form, FormDialect dialect) => dialect == FormDialect.SurveyJs
        ? Encoding.UTF8.GetString(form.Content.Span)
        : string.Join('\n', FormSheets.Read(form.Content)
            .Select(sheet => $"{sheet.Name}: {string.Join('\n', sheet.Rows.Select(row => string.Join('|', row)))}"));

    // The pack with other content at every place that is listed as lost; texts that only changed their blanks stay.
    private static MethodPack WithoutLosses(MethodPack pack, Questionnaire questionnaire, IReadOnlyList<Problem> losses)
    {
        bool Lost(string place) => losses.Any(loss => loss.Code != ProblemCodes.PackTextChanged && loss.Place == place);
        string at = $"questionnaires[{questionnaire.Version}]";
        var words = new LocalizedText("khác", "other");
        Item[] items = [.. questionnaire.Items.Select(item => item with
        {
            Topic = Lost($"{at}.items[{item.Code}].topic") ? null : item.Topic,
            Clips = Lost($"{at}.items[{item.Code}].clips") ? null : item.Clips,
            Required = !Lost($"{at}.items[{item.Code}].required") && item.Required,
            Scale = Lost($"{at}.items[{item.Code}].scale") ? "tick" : item.Scale,
        })];
        Question[] questions = [.. questionnaire.Questions.Select(question => question with
        {
            Sensitive = !Lost($"{at}.questions[{question.Code}].sensitive") && question.Sensitive,
            Measure = Lost($"{at}.questions[{question.Code}].measure") ? null : question.Measure,
            CountedLevels = Lost($"{at}.questions[{question.Code}].countedLevels") ? [] : question.CountedLevels,
        })];
        HashSet<string> lostScales = [.. pack.Scales.Select(scale => scale.Code).Where(code => Lost($"scales[{code}]") && code != "tick")];
        return pack with
        {
            Id = Lost("id") ? "another" : pack.Id,
            Status = Lost("status") ? PackStatus.Draft : pack.Status,
            Title = words,
            Authority = words,
            Provenance = words,
            Validity = new Validity(),
            Rules = new ScoringRules
            {
                Aggregation = AggregationRule.PooledItems,
                Missing = MissingRule.ValidAnswers,
                Rounding = new RoundingRule { Decimals = 3, Midpoint = MidpointRule.AwayFromZero }
            },
            Series = Lost("series") ? null : pack.Series,
            Respondents = Lost("respondents") ? null : pack.Respondents,
            Topics = Lost("topics") ? [] : pack.Topics,
            Index = pack.Index with { Code = "X", Text = words },
            Scales = [.. pack.Scales.Where(scale => !lostScales.Contains(scale.Code)).Select(scale => scale with
            {
                Levels = [.. scale.Levels.Select(level => level with
                {
                    Satisfied = Lost($"scales[{scale.Code}].levels[].satisfied") ? level.Level == scale.Levels.Count : level.Satisfied,
                    Points = Lost($"scales[{scale.Code}].levels[].points") ? null : level.Points,
                })],
            })],
            Questionnaires = [questionnaire with { Items = items, Questions = questions, Unfinished = UnfinishedBallotRule.Discard,
                Version = Lost($"{at}.version") ? "another" : questionnaire.Version }],
        };
    }
}
