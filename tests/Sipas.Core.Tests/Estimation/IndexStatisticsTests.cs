using FsCheck.Xunit;
using Sipas.Common;
using Sipas.Counting;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Scoring;

namespace Sipas.Estimation;

/// <summary>F3: an estimate stands beside the index that the pack's own rule makes, and its error is that of R.</summary>
public class IndexStatisticsTests
{
    private static readonly string[] Units = ["A", "B", "C", "EMPTY"];

    private static readonly (AggregationRule Rule, MissingRule Missing)[] EveryRule =
        [.. from rule in Enum.GetValues<AggregationRule>() from missing in Enum.GetValues<MissingRule>() select (rule, missing)];

    private static readonly (string PackId, AggregationRule? Rule, MissingRule? Missing)[] ShippedPacksUnderEveryRule =
    [
        .. MethodPacks.ShippedIds.SelectMany(id =>
            EveryRule.Select(choice => (id, (AggregationRule?)choice.Rule, (MissingRule?)choice.Missing)).Prepend((id, null, null))),
    ];

    public static TheoryData<AggregationRule, MissingRule> Rules
    {
        get
        {
            var all = new TheoryData<AggregationRule, MissingRule>();
            foreach ((AggregationRule rule, MissingRule missing) in EveryRule)
            {
                all.Add(rule, missing);
            }

            return all;
        }
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 4, Replay = Seeds.Fixed)]
    public void F3_Estimate_EveryShippedPackUnderEveryRule_IsTheScoreOfRandomBallots(ulong seed) =>
        Assert.All(ShippedPacksUnderEveryRule, choice =>
        {
            MethodPack pack = Under(MethodPacks.Shipped(choice.PackId), choice.Rule, choice.Missing);
            Assert.All(pack.Questionnaires,
                questionnaire => AgreesWithTheScore(pack, new AnswerLayout(pack, questionnaire), new SeededGenerator(seed)));
        });

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 20, Replay = Seeds.Fixed)]
    public void F3_Estimate_MixedScalesUnderEveryRule_IsTheScoreOfRandomBallots(ulong seed) => Assert.All(EveryRule, choice =>
    {
        MethodPack pack = RuleLaboratory.Pack(choice.Rule, choice.Missing);
        AgreesWithTheScore(pack, RuleLaboratory.Layout(pack), new SeededGenerator(seed));
    });

    [Theory]
    [InlineData(AggregationRule.PooledItems, MissingRule.ValidAnswers, "pooledItems")]
    [InlineData(AggregationRule.PooledItems, MissingRule.AllBallots, "pooledItems.allBallots")]
    [InlineData(AggregationRule.PooledItems, MissingRule.NotApplicableExcluded, "pooledItems.notApplicableExcluded")]
    [InlineData(AggregationRule.MeanOfItems, MissingRule.ValidAnswers, "meanOfItems")]
    [InlineData(AggregationRule.MeanOfCriteria, MissingRule.ValidAnswers, "meanOfCriteria")]
    [InlineData(AggregationRule.Weighted, MissingRule.ValidAnswers, "weighted")]
    [InlineData(AggregationRule.AllSatisfied, MissingRule.ValidAnswers, "allSatisfied")]
    [InlineData(AggregationRule.AllSatisfied, MissingRule.AllBallots, "allSatisfied.allBallots")]
    [InlineData(AggregationRule.MeanScore, MissingRule.ValidAnswers, "meanScore")]
    [InlineData(AggregationRule.MeanScoreFromOne, MissingRule.ValidAnswers, "meanScoreFromOne")]
    [InlineData(AggregationRule.GeneralQuestion, MissingRule.ValidAnswers, "generalQuestion")]
    [InlineData(AggregationRule.Points, MissingRule.ValidAnswers, "points")]
    public void F3_Estimate_UnderAComplexDesign_IsTheRatioOrContrastOfR(AggregationRule rule, MissingRule missing, string name)
    {
        (MethodPack pack, AnswerLayout layout, byte[][] rows) = OfR(rule, missing);
        var indices = IndexStatistics.Of(pack, layout, rows);
        foreach (bool finite in (bool[])[false, true])
        {
            SurveyDesign design = DesignOfR(finite);
            EstimateSet set = indices.Estimate(design, [null, RowSet.By(IndexGolden.Labels("unit")).Single(unit => unit.Name == "U2")]);
            string tag = finite ? "fpc." : "plain.";
            Close(tag + name, set.Estimates.First(its => its.Name == "ALL" && its.Domain is null));
            Close(tag + "U2." + name, set.Estimates.First(its => its.Name == "ALL" && its.Domain == "U2"));
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void F3_Estimate_ByTheJackknife_HasNearlyTheErrorOfLinearisation(AggregationRule rule, MissingRule missing)
    {
        (MethodPack pack, AnswerLayout layout, byte[][] rows) = OfR(rule, missing);
        SurveyDesign design = DesignOfR(finite: false);
        var indices = IndexStatistics.Of(pack, layout, rows);

        EstimateSet linear = indices.Estimate(design);
        EstimateSet jackknife = indices.Estimate(design, statistics =>
            ReplicateEstimator.Estimate(design, statistics, ReplicatePlan.JackknifeN(design)));

        Assert.All(linear.Estimates.Zip(jackknife.Estimates), pair =>
        {
            Assert.Equal(pair.First.Value!.Value, pair.Second.Value!.Value, 1e-12);
            Assert.InRange(pair.Second.StandardError!.Value / pair.First.StandardError!.Value, 0.9, 1.15);
        });
        Assert.Equal(1, jackknife.Covariance(0, 1)!.Value / linear.Covariance(0, 1)!.Value, 0.25);
    }

    [Fact]
    public void F3_Of_PooledAndSingleItems_AreRatiosAndSharesWithTheirCounts()
    {
        (MethodPack pack, AnswerLayout layout, byte[][] rows) = OfR(AggregationRule.PooledItems, MissingRule.ValidAnswers);
        var indices = IndexStatistics.Of(pack, layout, rows);
        EstimateSet set = indices.Estimate(DesignOfR(finite: false));

        Assert.Equal(["ALL", "X", "Y", "Z", "k1", "k2", "k3", "k4", "k5", "k6", "k7"], indices.Indices.Select(index => index.Code));
        Assert.All(set.Estimates, its => Assert.True(its.IsShare));
        Estimate all = set[0];
        Assert.Equal((StatisticKind.Ratio, AggregationRule.PooledItems), (all.Kind, indices.Indices[0].Rule!.Value));
        Assert.Equal(rows.LongCount(row => row.Take(6).Any(code => code is >= 1 and <= 5)), all.RowCount);
        Assert.Equal(rows.Sum(row => row.Take(6).Count(code => code is >= 1 and <= 5)), all.ObservationCount);
        Estimate item = set[4];
        Assert.Equal((StatisticKind.Share, null), (item.Kind, indices.Indices[4].Rule));
        Assert.Equal(rows.LongCount(row => row[0] is >= 1 and <= 5), item.RowCount);
        Assert.Equal(rows.LongCount(row => row[0] is < 1 or > 5), item.MissingCount);
        Assert.NotNull(item.DesignEffectWithReplacement);
    }

    [Fact]
    public void F3_Of_RowsThatDoNotFit_AreRefusedByRowAndItem()
    {
        (MethodPack pack, AnswerLayout layout, byte[][] rows) = OfR(AggregationRule.PooledItems, MissingRule.ValidAnswers);

        Assert.Contains("Row 1 has 6 answers",
            Assert.Throws<ArgumentException>(() => IndexStatistics.Of(pack, layout, [rows[0], rows[1][..6]])).Message,
            StringComparison.Ordinal);
        Assert.Contains("Row 0, 'k2': the code 9",
            Assert.Throws<ArgumentException>(() => IndexStatistics.Of(pack, layout, [[1, 9, 1, 1, 1, 1, 1]])).Message,
            StringComparison.Ordinal);
    }

    private static MethodPack Under(MethodPack pack, AggregationRule? rule, MissingRule? missing)
    {
        if (rule is not { } wanted)
        {
            return pack;
        }

        string general = pack.Questionnaires[0].Items[0].Code;
        return pack with { Rules = pack.Rules with { Aggregation = wanted, Missing = missing!.Value }, Index = Node(pack.Index) };

        IndexNode Node(IndexNode node)
        {
            string[] parts = [.. node.Children.Select(child => child.Code), .. node.Items];
            return node with
            {
                Aggregation = null,
                GeneralItem = wanted == AggregationRule.GeneralQuestion ? node.GeneralItem ?? general : node.GeneralItem,
                Weights = wanted != AggregationRule.Weighted
                ? []
                : [.. parts.Select((part, i) =>
                    new PartWeight { Part = part, Weight = (i + 1m) / (parts.Length * (parts.Length + 1) / 2) })],
                Children = [.. node.Children.Select(Node)],
            };
        }
    }

    // Sparse ballots: blanks, special answers, whole criteria without an answer, and a unit without ballots.
    private static void AgreesWithTheScore(MethodPack pack, AnswerLayout layout, SeededGenerator random)
    {
        int count = 3 + random.NextBelow(25);
        int blanks = 1 + random.NextBelow(9);
        bool criterionIsEmpty = random.NextBelow(3) == 0;
        int[] empty = criterionIsEmpty
            ? [.. pack.Index.SelfAndDescendants().Last(node => node.Items.Count > 0).Items.Select(layout.Find).OfType<ItemLayout>()
                .Select(item => item.Index)] : [];
        byte[][] rows = [.. Enumerable.Range(0, count).Select(_ => layout.Items.Select(item => (byte)(
            empty.Contains(item.Index) || random.NextBelow(10) < blanks
                ? (random.NextBelow(2) == 0 || item.CodeCount == item.LevelCount + 1
                    ? 0
                    : item.LevelCount + 1 + random.NextBelow(item.CodeCount - item.LevelCount - 1))
                : 1 + random.NextBelow(item.LevelCount))).ToArray())];
        string[] unitOfRow = [.. rows.Select(_ => Units[random.NextBelow(3)])];
        SurveyDesign design = SurveyDesign.Create(new DesignColumns { Stages = [new DesignStage()], Weights = Sample.Fill(count, 1) });
        RowSet?[] domains = [null, .. Units.Select(unit => RowSet.Where(unit, [.. unitOfRow.Select(its => its == unit)]))];

        var indices = IndexStatistics.Of(pack, layout, rows);
        EstimateSet set = indices.Estimate(design, domains);

        for (int d = 0; d < domains.Length; d++)
        {
            var tally = new AnswerTally(layout);
            for (int row = 0; row < count; row++)
            {
                if (domains[d] is null || unitOfRow[row] == domains[d]!.Name)
                {
                    tally.Add(rows[row]);
                }
            }

            ScoreCard card = Scorer.Score(pack, tally);
            Dictionary<string, Estimate> estimates = Enumerable.Range(d * indices.Indices.Count, indices.Indices.Count).Select(i => set[i])
                .GroupBy(its => its.Name).ToDictionary(same => same.Key, same => same.First());
            foreach (NodeScore node in card.Overall.SelfAndDescendants().Where(node => node.Score.Reason != NotComputable.NotAsked))
            {
                Same(node.Score.Share, estimates.GetValueOrDefault(node.Node.Code)?.Value, node.Node.Code);
            }

            HashSet<string> nodes = [.. pack.Index.SelfAndDescendants().Select(node => node.Code)];
            foreach (ItemScore item in card.Items.Where(item => !nodes.Contains(item.Item.Item.Code)))
            {
                Same(item.Score.Share, estimates.GetValueOrDefault(item.Item.Item.Code)?.Value, item.Item.Item.Code);
            }
        }

        static void Same(ExactShare? score, double? estimate, string code)
        {
            Assert.True(score is null == estimate is null, $"{code}: score {score?.ToDouble()}, estimate {estimate}");
            Assert.Equal(score?.ToDouble() ?? 0, estimate ?? 0, 1e-12);
        }
    }

    // The pack and the rows of make-golden-indices.R.
    private static (MethodPack Pack, AnswerLayout Layout, byte[][] Rows) OfR(AggregationRule rule, MissingRule missing)
    {
        MethodPack shipped = MethodPacks.Shipped("kiosk-9");
        int[] points = [0, 20, 50, 80, 100];
        MethodPack pack = shipped with
        {
            Id = "golden",
            Rules = shipped.Rules with { Aggregation = rule, Missing = missing },
            Scales =
            [
                new AnswerScale
                {
                    Code = "five",
                    Levels = [.. points.Select((worth, i) =>
                        new ScaleLevel { Level = i + 1, Satisfied = i >= 3, Points = worth, Text = Text() })],
                    Special = [new ScaleSpecial { Answer = SpecialAnswer.NotApplicable, Text = Text() }],
                },
            ],
            Questionnaires = [shipped.Questionnaires[0]
                with { Items = [.. Enumerable.Range(1, 7)
                    .Select(i => new Item { Code = $"k{i}", Text = Text(), Scale = "five", Required = false })] }],
            Index = Node("ALL", IndexNodeKind.Overall, [("X", 0.5m), ("Y", 0.3m), ("Z", 0.2m)],
                [Node("X", IndexNodeKind.Criterion, Third("k1", "k2", "k3"), []), Node("Y", IndexNodeKind.Criterion, Third("k4", "k5"), []),
                    Node("Z", IndexNodeKind.Criterion, Third("k6"), [])]),
        };
        if (rule is AggregationRule.MeanOfCriteria or AggregationRule.Weighted)
        {
            pack = pack with
            {
                Index =
                pack.Index with
                {
                    Children =
                    [.. pack.Index.Children.Select(child => child with { Aggregation = AggregationRule.PooledItems, Weights = [] })]
                }
            };
        }

        double[][] columns = [.. Enumerable.Range(1, 7).Select(i => IndexGolden.Numbers($"k{i}"))];
        return (pack, new AnswerLayout(pack, pack.Questionnaires[0]),
            [.. Enumerable.Range(0, columns[0].Length).Select(row => columns.Select(column => (byte)column[row]).ToArray())]);

        IndexNode Node(string code, IndexNodeKind kind, (string Part, decimal Weight)[] weights, IReadOnlyList<IndexNode> children) => new()
        {
            Code = code,
            Kind = kind,
            Text = Text(),
            Children = children,
            Items = children.Count > 0 ? [] : [.. weights.Select(weight => weight.Part)],
            GeneralItem = rule == AggregationRule.GeneralQuestion ? "k7" : null,
            Weights = rule == AggregationRule.Weighted
            ? [.. weights.Select(weight => new PartWeight { Part = weight.Part, Weight = weight.Weight })] : [],
        };

        static (string, decimal)[] Third(params string[] items) => [.. items.Select(item => (item, 1m / items.Length))];

        static LocalizedText Text() => new("x", "x");
    }

    private static SurveyDesign DesignOfR(bool finite) => SurveyDesign.Create(new DesignColumns
    {
        Stages = [new DesignStage { Strata = IndexGolden.Labels("area"), Units = IndexGolden.Labels("commune"),
            PopulationCounts = finite ? IndexGolden.Numbers("M") : null }],
        Weights = IndexGolden.Numbers("w"),
    });

    private static void Close(string name, Estimate estimate)
    {
        Golden.Close(IndexGolden.Case(name, "value")[0], estimate.Value, 1e-12, name);
        Golden.Close(IndexGolden.Case(name, "se")[0], estimate.StandardError, 1e-10, name + " se");
    }
}
