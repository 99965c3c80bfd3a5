using System.Text.Json.Nodes;
using Sipas.Problems;

namespace Sipas.Packs;

public class MethodPackVerifierTests
{
    private const string Overall = "index";

    /// <summary>A pack, a fault that is put into its JSON, the code that must be reported.</summary>
    public static IEnumerable<object[]> Faults => Mutations.Select(fault => new object[] { fault.Pack, fault.Name, fault.Code });

    private static readonly (string Pack, string Name, string Code, Action<JsonObject> Break)[] Mutations =
    [
        ("bnv-2640-2017", "an item twice", ProblemCodes.PackCodeTwice, pack => Item(pack, 1)["code"] = "A1"),
        ("bnv-2640-2017", "a scale that is not there", ProblemCodes.PackScaleUnknown, pack => Item(pack, 0)["scale"] = "satisfaction-7"),
        ("bnv-2640-2017", "a code with a blank", ProblemCodes.PackCodeMalformed, pack => pack["id"] = "bnv 2640"),
        ("bnv-2640-2017", "no English title", ProblemCodes.PackTextMissing, pack => pack["title"]!["en"] = " "),
        ("bnv-2640-2017", "an unknown item in the tree", ProblemCodes.PackItemUnknown, pack => Criterion(pack, 0)["items"]![0] = "A9"),
        ("bnv-2640-2017", "one level only", ProblemCodes.PackLevels, pack => Levels(pack, 0).Clear()),
        ("bnv-2640-2017", "levels out of order", ProblemCodes.PackLevelOrder, pack => Levels(pack, 0)[0]!["level"] = 2),
        ("bnv-2640-2017", "no questionnaire", ProblemCodes.PackEmpty, pack => pack["questionnaires"]!.AsArray().Clear()),
        ("bnv-2640-2017", "a node without parts", ProblemCodes.PackNodeShape, pack => Criterion(pack, 0)["items"]!.AsArray().Clear()),
        ("bnv-2640-2017", "a domain under a criterion's place", ProblemCodes.PackNodeKind, pack => Criterion(pack, 0)["kind"] = "domain"),
        ("bnv-2640-2017", "five decimals", ProblemCodes.PackDecimals, pack => pack["rules"]!["rounding"]!["decimals"] = 5),
        ("bnv-2640-2017", "validity reversed", ProblemCodes.PackValidity, pack => pack["validity"]!["to"] = "2016-01-01"),
        ("bnv-2640-2017", "noAnswer listed", ProblemCodes.PackNoAnswerListed,
            pack => pack["scales"]![0]!["special"]![0]!["answer"] = "noAnswer"),
        ("bnv-2640-2017", "weights of 0.9", ProblemCodes.PackWeightsSum, pack => Weigh(pack, 0.5m, 0.1m, 0.1m, 0.1m, 0.1m)),
        ("bnv-2640-2017", "a weight missing", ProblemCodes.PackWeightPart, pack => Weigh(pack, 0.4m, 0.2m, 0.2m, 0.2m)),
        ("bnv-2640-2017", "a weight of zero", ProblemCodes.PackWeightPart, pack => Weigh(pack, 0.4m, 0.2m, 0.2m, 0.2m, 0m)),
        ("bnv-2640-2017", "weights without their rule", ProblemCodes.PackWeightsUnused, pack => { Weigh(pack, 0.2m, 0.2m, 0.2m, 0.2m,
        0.2m); Domain(pack).Remove("aggregation"); }),
        ("bnv-2640-2017", "a general question that is not there", ProblemCodes.PackGeneralItem,
            pack => pack[Overall]!["aggregation"] = "generalQuestion"),
        ("bnv-2640-2017", "points without points", ProblemCodes.PackScalePoints, pack => pack[Overall]!["aggregation"] = "points"),
        ("bnv-2640-2017", "bands that overlap", ProblemCodes.PackBandOverlap, pack => Band(pack, 1)["to"] = 91),
        ("bnv-2640-2017", "a gap between bands", ProblemCodes.PackBandGap, pack => Band(pack, 1)["from"] = 81),
        ("bnv-2640-2017", "a gap at the bottom", ProblemCodes.PackBandGap, pack => Band(pack, 2)["from"] = 10),
        ("bnv-2640-2017", "a gap at the top", ProblemCodes.PackBandGap, pack => Band(pack, 0)["to"] = 95),
        ("bnv-2640-2017", "a band reversed", ProblemCodes.PackBandReversed, pack => Band(pack, 1)["to"] = 70),
        ("bnv-2640-2017", "groups that are not there", ProblemCodes.PackBandsUnknown, pack => pack["ranking"]!["groups"] = "classes"),
        ("bnv-2640-2017", "a negative minimum", ProblemCodes.PackMinimumBallots, pack => pack["ranking"]!["minimumBallots"] = -1),
        ("bnv-2640-2017", "a target above 100", ProblemCodes.PackTarget, pack => pack["targets"]![0]!["percent"] = 101),
        ("bnv-2640-2017", "a target for no node", ProblemCodes.PackTarget, pack => pack["targets"]![0]!["node"] = "POLICY"),
        ("bnv-2640-2017", "level 3 satisfied, 4 not", ProblemCodes.PackSatisfiedNotTop, pack => { Levels(pack, 0)[2]!["satisfied"] =
        true; Levels(pack, 0)[3]!["satisfied"] = false; }),
        ("bnv-2640-2017", "nothing satisfied", ProblemCodes.PackNothingSatisfied, pack => { Levels(pack, 0)[3]!["satisfied"] =
        false; Levels(pack, 0)[4]!["satisfied"] = false; }),
        ("bnv-2022", "official without a decision", ProblemCodes.PackOfficialWithoutDecree, pack => pack["status"] = "official"),
        ("bnv-1001-2023", "a points table without maximum", ProblemCodes.PackPointsTable, pack => pack["pointsTables"]![0]!["maximum"] = 0),
        ("bnv-1001-2023", "knots that fall", ProblemCodes.PackPointsTable, pack =>
        {
            pack["pointsTables"]![0]!["kind"] = "piecewiseLinear";
            pack["pointsTables"]![0]!["knots"] = JsonNode.Parse("""[{ "percent": 50, "points": 5 }, { "percent": 90, "points": 4 }]""");
        }),
        ("bnv-1001-2023", "an unknown policy", ProblemCodes.PackTopicUnknown,
            pack => Question(pack, "1", (_, items) => items["1.1"]["topic"] = "fishing")),
        ("bnv-1001-2023", "an unknown item in a question", ProblemCodes.PackQuestionItem,
            pack => Question(pack, "9", (question, _) => question["items"]![0] = "9.40")),
        ("bnv-1001-2023", "an item in no question", ProblemCodes.PackItemPlacement,
            pack => Question(pack, "9", (question, _) => question["items"]!.AsArray().RemoveAt(0))),
        ("bnv-1001-2023", "an item in two questions", ProblemCodes.PackItemPlacement,
            pack => Question(pack, "9", (question, _) => question["items"]!.AsArray().Add("1.1"))),
        ("bnv-1001-2023", "a single choice of two items", ProblemCodes.PackQuestionShape,
            pack => Question(pack, "4", (question, _) => question["items"]!.AsArray().Add("5"))),
        ("bnv-1001-2023", "a condition on an unknown item", ProblemCodes.PackConditionItem,
            pack => Question(pack, "2.text", (question, _) => question["showWhen"]![0]!["item"] = "2.8")),
        ("bnv-1001-2023", "a condition on an unknown level", ProblemCodes.PackConditionLevel,
            pack => Question(pack, "2.text", (question, _) => question["showWhen"]![0]!["levels"]![0] = 3)),
        ("bnv-1001-2023", "a cycle of skip rules", ProblemCodes.PackConditionCycle, pack => { Hide(pack, "5", "6"); Hide(pack, "6",
        "5"); }),
        ("bnv-1001-2023", "a question that waits for itself", ProblemCodes.PackConditionSelf, pack => Hide(pack, "5", "5")),
        ("bnv-1001-2023", "a question that waits for a later one", ProblemCodes.PackConditionLater, pack => Hide(pack, "4", "5")),
        ("bnv-1001-2023", "a required item that may be hidden", ProblemCodes.PackHiddenRequired, pack => Hide(pack, "6", "5")),
        ("bnv-1001-2023", "an incident without levels", ProblemCodes.PackCountedLevels,
            pack => Question(pack, "5", (question, _) => question.Remove("countedLevels"))),
        ("bnv-1001-2023", "a counted level that is not there", ProblemCodes.PackCountedLevels,
            pack => Question(pack, "10", (question, _) => question["countedLevels"]!.AsArray().Add(5))),
        ("bnv-1001-2023", "a tick on five levels", ProblemCodes.PackTickScale,
            pack => Question(pack, "2", (_, items) => items["2.1"]["scale"] = "satisfaction-5")),
        ("three-level", "four of three ticks", ProblemCodes.PackMaximumTicks,
            pack => Question(pack, "E", (question, _) => question["maximumTicks"] = 6)),
        ("three-level", "limits reversed", ProblemCodes.PackValueLimits,
            pack => Question(pack, "V.count", (question, _) => question["minimum"] = 51)),
        ("kiosk-9", "a language that the pack does not name", ProblemCodes.PackLanguageUnknown, pack => Translate(pack, "tay")),
        ("kiosk-9", "a language without a name", ProblemCodes.PackLanguageUnknown, pack => Name(pack, "tay", " ")),
        ("kiosk-9", "a language tag in capitals", ProblemCodes.PackLanguageUnknown, pack => Name(pack, "TAY", "Tày")),
        ("kiosk-9", "English named again", ProblemCodes.PackLanguageUnknown, pack => Name(pack, "en", "English")),
        ("kiosk-9", "a language that lacks texts", ProblemCodes.PackLanguageIncomplete, pack =>
        {
            Name(pack, "tay", "Tày");
            Translate(pack, "tay");
        }),
        ("kiosk-9", "a sound clip of another house", ProblemCodes.PackClip, pack => Clip(pack, "vi", "//example.org/k1.mp3")),
        ("kiosk-9", "a sound clip by address", ProblemCodes.PackClip, pack => Clip(pack, "vi", "https://example.org/k1.mp3")),
        ("kiosk-9", "a sound clip that nobody can choose", ProblemCodes.PackClip, pack => Clip(pack, "tay", "/audio/k1.mp3")),
        ("three-level", "an item that one version does not ask", ProblemCodes.PackUnasked, pack =>
        {
            JsonNode second = pack["questionnaires"]![0]!.DeepClone();
            second["version"] = "2";
            second["questions"]!.AsArray().Clear();
            second["items"]!.AsArray().RemoveAt(0);
            pack["questionnaires"]!.AsArray().Add(second);
        }),
    ];

    [Fact]
    public void Mutations_AreTwentyKindsOrMore() => Assert.True(Mutations.Select(fault => fault.Code).Distinct().Count() >= 20);

    [Theory]
    [MemberData(nameof(Faults))]
    public void Verify_OneFault_IsNamedWithItsCodeAndPlace(string pack, string name, string code)
    {
        JsonObject json = Read(pack);
        Mutations.Single(fault => fault.Name == name).Break(json);

        IReadOnlyList<Problem> problems = MethodPackVerifier
            .Verify(MethodPackSerializer.Read(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString())));

        Problem found = problems.First(problem => problem.Code == code);
        Assert.False(string.IsNullOrEmpty(found.Place));
        Assert.DoesNotContain("{", found.Message.Vi, StringComparison.Ordinal);
        bool warning = code is ProblemCodes.PackLanguageIncomplete or ProblemCodes.PackConditionLater or ProblemCodes.PackWeightsUnused
            or ProblemCodes.PackUnasked;
        Assert.Equal(warning ? ProblemSeverity.Warning : ProblemSeverity.Error, found.Severity);
    }

    [Fact]
    public void Verify_ManyFaults_NamesAllAtOnce()
    {
        JsonObject json = Read("bnv-2640-2017");
        (string Name, string Code)[] faults = [.. Mutations.Where(fault => fault.Pack == "bnv-2640-2017"
            && fault.Name is "a code with a blank" or "no English title" or "an unknown item in the tree" or "five decimals"
                or "validity reversed" or "bands that overlap" or "a negative minimum")
            .Select(fault => (fault.Name, fault.Code))];
        foreach ((string name, _) in faults)
        {
            Mutations.Single(fault => fault.Name == name).Break(json);
        }

        IReadOnlyList<Problem> problems = MethodPackVerifier
            .Verify(MethodPackSerializer.Read(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString())));

        Assert.Equal(faults.Select(fault => fault.Code).Order(), problems.Select(problem => problem.Code).Order());
    }

    [Fact]
    public void Read_NullInPlaceOfAText_SaysWhere()
    {
        JsonObject json = Read("kiosk-9");
        json["title"] = null;

        SipasException error = Assert.Throws<SipasException>(() =>
            MethodPackSerializer.Read(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString())));

        Problem problem = Assert.Single(error.Problems);
        Assert.Equal((ProblemCodes.PackUnreadable, "title"), (problem.Code, problem.Place));
    }

    [Fact]
    public void Registry_PackWithWarningsOnly_IsAccepted()
    {
        JsonObject json = Read("bnv-1001-2023");
        Question(json, "4", (question, items) =>
        {
            question["showWhen"] = JsonNode.Parse("""[{ "item": "5" }]"""); items["4"]["required"] =
            false;
        });
        MethodPack pack = MethodPackSerializer.Read(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()));

        Assert.Equal(ProblemSeverity.Warning, Assert.Single(MethodPackVerifier.Verify(pack)).Severity);
        Assert.Same(pack, new MethodPackRegistry([pack]).Find(pack.Id));
    }

    private static JsonObject Read(string id) => JsonNode.Parse(MethodPackSerializer.Write(MethodPacks.Shipped(id)))!.AsObject();

    private static JsonObject Item(JsonObject pack, int index) => pack["questionnaires"]![0]!["items"]![index]!.AsObject();

    private static JsonArray Levels(JsonObject pack, int scale) => pack["scales"]![scale]!["levels"]!.AsArray();

    private static JsonObject Domain(JsonObject pack) => pack[Overall]!["children"]![0]!.AsObject();

    private static JsonObject Criterion(JsonObject pack, int index) => Domain(pack)["children"]![index]!.AsObject();

    private static JsonObject Band(JsonObject pack, int index) => pack["bands"]![0]!["bands"]![index]!.AsObject();

    private static void Weigh(JsonObject pack, params decimal[] weights)
    {
        Domain(pack)["aggregation"] = "weighted";
        Domain(pack)["weights"] = new JsonArray([.. weights.Select((weight, i) =>
            new JsonObject { ["part"] = Criterion(pack, i)["code"]!.GetValue<string>(), ["weight"] = weight })]);
    }

    private static void Question(JsonObject pack, string code, Action<JsonObject, Dictionary<string, JsonObject>> change)
    {
        JsonObject questionnaire = pack["questionnaires"]![0]!.AsObject();
        JsonObject question = questionnaire["questions"]!.AsArray().Select(node => node!.AsObject())
            .Single(node => node["code"]!.GetValue<string>() == code);
        change(question, questionnaire["items"]!.AsArray()
            .ToDictionary(node => node!["code"]!.GetValue<string>(), node => node!.AsObject()));
    }

    private static void Translate(JsonObject pack, string tag) =>
        pack["questionnaires"]![0]!["items"]![0]!["text"]!["others"] = new JsonObject { [tag] = "…" };

    private static void Name(JsonObject pack, string tag, string name) =>
        pack["languages"] = new JsonArray(new JsonObject { ["tag"] = tag, ["name"] = name });

    private static void Clip(JsonObject pack, string tag, string path) =>
        pack["questionnaires"]![0]!["items"]![0]!["clips"] = new JsonObject { [tag] = path };

    private static void Hide(JsonObject pack, string code, string until) =>
        Question(pack, code, (question, _) => question["showWhen"] = new JsonArray(new JsonObject { ["item"] = until }));
}
