using System.Text;
using System.Text.Json.Nodes;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Ranking;
using Sipas.Scoring;
using Sipas.Units;

namespace Sipas.Reporting;

public class ReportDocumentsTests
{
    private static readonly MethodPack Pack = MethodPacks.Shipped("bnv-1001-2023");

    [Fact]
    public void CompareReport_OfYears_NamesBreaksAndMissingFigures()
    {
        MethodPack old = MethodPacks.Shipped("bnv-2640-2017");
        CompareDocument document = CompareReport.OfYears([
            PublishedFigure.Of(old, "VN", 2021, 87.16m), PublishedFigure.Of(Pack, "VN", 2022, 80.08m),
            PublishedFigure.Of(Pack, "VN", 2023, 82.66m), PublishedFigure.Of(Pack, "VN", 2024, null)]);

        JsonObject json = Json(document.ToJson());

        Assert.Equal("sipas-compare/1", json["format"]!.GetValue<string>());
        Assert.Equal([null, 2.58m, null], document.Rows.Select(row => row.ChangePoints));
        Assert.Equal([ProblemCodes.SeriesBroken, null, ProblemCodes.FigureMissing], document.Rows.Select(row => row.Refusal?.Code));
        Assert.Equal(["method", "respondents"], json["rows"]![0]!["break"]!.AsArray().Select(word => word!.GetValue<string>()));
        Assert.Equal("up", json["rows"]![1]!["direction"]!.GetValue<string>());
        Assert.Contains("+2,58", document.ToTable().ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void CompareReport_OfUnits_PrintsTheBridge()
    {
        var history = new UnitHistory(new UnitDirectory([UnitHistoryTests.Old("a"), UnitHistoryTests.Old("b"), UnitHistoryTests.New("ab")]),
            [UnitHistoryTests.Link("a", "ab"), UnitHistoryTests.Link("b", "ab")]);

        CompareDocument document = CompareReport.OfUnits(history, UnitHistoryTests.LastOld, UnitHistoryTests.FirstNew,
            [PublishedFigure.Of(Pack, "a", 2024, 80m), PublishedFigure.Of(Pack, "b", 2024, 90m)],
            [PublishedFigure.Of(Pack, "ab", 2025, 86m)], ComparisonBoundaries.New, Pack.Rules.Rounding);

        Assert.Equal(["a", "b"], Json(document.ToJson())["bridge"]!.AsArray().Select(row => row!["oldCode"]!.GetValue<string>()));
        Assert.Equal((1m, true), (document.Rows[0].ChangePoints, document.Rows[0].IsBridged));
    }

    [Fact]
    public void RankReport_OfASurvey_RanksInsideBlocksByThePacksRule()
    {
        var layout = new AnswerLayout(Pack, Pack.Questionnaires[0]);
        var byUnit = new Dictionary<string, AnswerTally>(StringComparer.Ordinal);
        Add("x", 5, 5, 3);
        Add("y", 5, 3, 3);
        var units = new UnitDirectory([UnitHistoryTests.Unit("y"), UnitHistoryTests.Unit("x"), UnitHistoryTests.Unit("z")]);

        RankDocument document = RankReport.Of(SurveyReport.Of(Pack, layout, SelectionBasis.Sampled, byUnit, units),
            previousRanks: new Dictionary<string, int> { ["x"] = 2, ["y"] = 1 });

        RankBlock block = Assert.Single(document.Blocks);
        Assert.Equal([("x", (int?)1, (int?)1, 66.67m), ("y", 2, -1, 33.33m), ("z", null, null, null)],
            block.Units.Select(unit => (unit.Code, unit.Rank, unit.Movement, unit.Percent)));
        Assert.Equal((NotRanked.NoFigure, 50.00m), (block.Units[2].NotRanked!.Value, block.MeanPercent));
        Assert.Equal([0, 0, 2], block.Groups.Select(group => group.Units));
        JsonObject json = Json(document.ToJson());
        Assert.Equal(("ordinal", "unroundedShare"),
            (json["rule"]!["ties"]!.GetValue<string>(), json["rule"]!["tieBreak"]!.GetValue<string>()));
        Assert.Contains("không có số liệu", document.ToTables()[0].ToText(), StringComparison.Ordinal);

        void Add(string unit, params byte[] levels)
        {
            byte[] codes = new byte[layout.Items.Count];
            for (int i = 0; i < levels.Length; i++)
            {
                codes[layout.Find($"9.{i + 1}")!.Index] = levels[i];
            }

            byUnit.TryAdd(unit, new AnswerTally(layout));
            byUnit[unit].Add(codes);
        }
    }

    [Fact]
    public void PointsReport_SelfScoredAndAppraised_StandApart()
    {
        PointsDocument document = PointsReport.Of(Pack, null, [new PointsInput("x", 86.50m, 9m, 8.65m), new PointsInput("y", null)]);

        Assert.Equal((8.65m, 9m, 8.65m, -0.35m, 0.10m, -0.10m),
            (document.Rows[0].Points, document.Rows[0].SelfScored, document.Rows[0].Appraised, document.Rows[0].Correction,
                document.Rows[0].OneMore, document.Rows[0].OneLess));
        Assert.Equal((null, ProblemCodes.FigureMissing), (document.Rows[1].Points, document.Rows[1].Refusal!.Code));
        Assert.Equal("proportional", Json(document.ToJson())["kind"]!.GetValue<string>());
        Assert.Contains("8.65", document.ToTable("en").ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void PointsReport_FaultsInTheInput_AreAllNamed()
    {
        SipasException error = Assert.Throws<SipasException>(() =>
            PointsReport.Of(Pack, "par-province", [new PointsInput("x", 101m), new PointsInput("y", 50m, -1m, 11m)]));

        Assert.Equal([ProblemCodes.PercentRange, ProblemCodes.PointsRange, ProblemCodes.PointsRange],
            error.Problems.Select(problem => problem.Code));
        Assert.Equal(ProblemCodes.PointsTableUnknown,
            Assert.Single(Assert.Throws<SipasException>(() => PointsReport.Of(Pack, "nothing", [])).Problems).Code);
    }

    [Fact]
    public void CombinedDocument_NamesTheCombinationAndItsWeights()
    {
        MethodPack lab = RuleLaboratory.Pack(AggregationRule.PooledItems, MissingRule.ValidAnswers);
        AnswerLayout layout = RuleLaboratory.Layout(lab);
        UnitTally[] units = [new("a", ScorerTests.Tally(layout, [[5, 5, 3, 5, 3, 5, 2, 5]]), 3), new("b", new AnswerTally(layout), 1)];

        JsonObject json = Json(CombinedDocument.Of(lab, layout, units, UnitCombination.GivenWeights, "population").ToJson());

        Assert.Equal(("givenWeights", "population"), (json["combination"]!.GetValue<string>(), json["weights"]!.GetValue<string>()));
        Assert.Equal("b", json["figures"]![0]!["unitsLeftOut"]![0]!.GetValue<string>());
    }

    [Fact]
    public void Figures_OfAForm_PutsQuestionsBesideTheIndexAndTheirCountsInSight()
    {
        var layout = new AnswerLayout(Pack, Pack.Questionnaires[0]);
        byte[] codes = new byte[layout.Items.Count];
        (codes[layout.Find("9.1")!.Index], codes[layout.Find("5")!.Index], codes[layout.Find("2.1")!.Index]) = (4, 2, 2);

        GroupScores scores = Figures.Of(Scorer.Score(Pack, ScorerTests.Tally(layout, [codes, new byte[layout.Items.Count]])));

        Assert.Equal(39, scores.Items.Count);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "10"], scores.Questions.Select(question => question.Code));
        Assert.Equal((100.00m, 1, 1),
            (scores.Questions[4].Rows[0].Percent, scores.Questions[4].Rows[0].Valid, scores.Questions[4].Rows[0].NoAnswer));
        Assert.Equal((AggregationRule.PooledItems, 1L, 100.00m, 4.00m),
            (scores.Overall.Rule, scores.Overall.Denominator, scores.Overall.Percent, scores.Overall.MeanLevel));
        Assert.Null(scores.Class);
        Assert.Equal(("nq76-2025", true), (scores.Targets[0].Code, scores.Targets[0].Reached));
    }

    [Fact]
    public void QuestionDocument_OfASurvey_SaysInHowManyUnitsAnIncidentWasReported()
    {
        var layout = new AnswerLayout(Pack, Pack.Questionnaires[0]);
        var byUnit = new Dictionary<string, AnswerTally>(StringComparer.Ordinal);
        foreach ((string unit, byte answer) in ((string, byte)[])[("x", 1), ("x", 2), ("y", 1)])
        {
            byte[] codes = new byte[layout.Items.Count];
            codes[layout.Find("5")!.Index] = answer;
            byUnit.TryAdd(unit, new AnswerTally(layout));
            byUnit[unit].Add(codes);
        }

        byUnit.Add("z", new AnswerTally(layout));

        QuestionDocument document = QuestionDocument.Of(Pack, layout, byUnit.Values, SelectionBasis.Sampled);
        QuestionFigure harassment = document.Questions.Single(question => question.Code == "5");

        Assert.Equal((new AffectedUnits(1, 2, 3), 33.33m), (harassment.Units, harassment.Rows[0].Percent));
        Assert.Null(document.Questions.Single(question => question.Code == "10").Units);
    }

    [Fact]
    public void CompareReport_YearTwice_IsRefused()
    {
        SipasException error = Assert.Throws<SipasException>(() =>
            CompareReport.OfYears([PublishedFigure.Of(Pack, "VN", 2023, 82.66m), PublishedFigure.Of(Pack, "VN", 2023, 82.67m)]));

        Assert.Equal(ProblemCodes.FigureTwice, Assert.Single(error.Problems).Code);
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    public void MethodPackDescription_EveryPack_ShowsItsTreeRulesAndQuestions(string language)
    {
        MethodPack[] packs = [.. MethodPacks.ShippedIds.Select(MethodPacks.Shipped)];

        Assert.Equal(7, MethodPackDescription.List(packs, language).Rows.Count);
        foreach (MethodPack pack in packs)
        {
            string text = string.Join('\n', MethodPackDescription.Show(pack, language).Select(table => table.ToText()));
            Assert.Contains(pack.Provenance.In(language), text, StringComparison.Ordinal);
            Assert.All(pack.Index.AllItems(),
                item => Assert.Contains(pack.Questionnaires[^1].Items.Single(known => known.Code == item).Text.In(language), text,
                    StringComparison.Ordinal));
            Assert.All(pack.Index.SelfAndDescendants(), node => Assert.Contains(node.Code, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void MethodPackDescription_Findings_ShowSeverityCodeAndPlace()
    {
        string text = MethodPackDescription.Findings(MethodPackVerifier.Verify(Pack with { Id = "a b" }), "en").ToText();

        Assert.Contains("error", text, StringComparison.Ordinal);
        Assert.Contains(ProblemCodes.PackCodeMalformed, text, StringComparison.Ordinal);
    }

    private static JsonObject Json(byte[] utf8) => JsonNode.Parse(Encoding.UTF8.GetString(utf8))!.AsObject();
}
