using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Scoring;

namespace Sipas.Estimation;

/// <summary>The sums give what row-level linearisation gives, and the published index itself.</summary>
public class SampledMarginsTests
{
    private static readonly string[] Units = ["A", "B", "C", "D"];

    public static TheoryData<string> ShippedPacks => [.. MethodPacks.ShippedIds];

    [Theory]
    [MemberData(nameof(ShippedPacks))]
    public void Unit_EveryNodeAndItemOfAShippedPack_IsThePublishedIndex(string packId)
    {
        Survey survey = Survey.Draw(packId, seed: 5, ballots: 40);
        var margins = SampledMargins.Of(survey.Moments, [survey.Design()]);

        foreach (string unit in Units)
        {
            var tally = new AnswerTally(survey.Layout);
            survey.Of(unit).ForEach(ballot => tally.Add(ballot.Codes));
            ScoreCard card = Scorer.Score(survey.Pack, tally);
            foreach (NodeScore node in card.Overall.SelfAndDescendants().Where(node => node.Score.Reason != NotComputable.NotAsked))
            {
                Assert.Equal((double?)node.Score.Share?.ToDouble() ?? double.NaN, margins.Unit(unit, node.Node.Code)?.Value ?? double.NaN,
                    1e-12);
            }
        }
    }

    [Theory]
    [InlineData("bnv-2640-2017", AggregationRule.PooledItems)]
    [InlineData("bnv-2640-2017", AggregationRule.MeanOfItems)]
    [InlineData("bnv-2640-2017", AggregationRule.MeanOfCriteria)]
    [InlineData("kiosk-9", AggregationRule.MeanScore)]
    public void UnitPooledAndWeighted_AgainstRowLevelLinearisation_AgreeToTheLastDigits(string packId, AggregationRule rule)
    {
        Survey survey = Survey.Draw(packId, seed: 11, ballots: 30, rule);
        SampledSurveyDesign plan = survey.Design();
        var margins = SampledMargins.Of(survey.Moments, [plan]);
        Dictionary<string, double> population = plan.Units.ToDictionary(unit => unit.Unit, unit => (double)unit.Population!.Value);
        string[] strata = [.. survey.Ballots.Select(ballot => ballot.Unit)];
        double[] counts = [.. strata.Select(unit => population[unit])];
        double[] weights = [.. strata.Select(unit => population[unit] / strata.Count(other => other == unit))];

        foreach ((double[] w, Func<string, Estimate?> estimateOf) in new (double[], Func<string, Estimate?>)[]
            { ([.. weights.Select(_ => 1.0)], margins.Pooled), (weights, margins.Weighted) })
        {
            SurveyDesign design = SurveyDesign
                .Create(new DesignColumns { Stages = [new DesignStage { Strata = strata, PopulationCounts = counts }], Weights = w });
            foreach (string code in (string[])["OVERALL", "ACCESS"])
            {
                Matches(survey.RowLevel(design, code, null), estimateOf(code)!);
            }

            Matches(survey.RowLevel(design, "OVERALL", "B"), margins.Unit("B", "OVERALL")!);
        }
    }

    [Fact]
    public void Pooled_WithUnitsThatWereDrawn_IsTheTwoStageVarianceOfRows()
    {
        Survey survey = Survey.Draw("kiosk-9", seed: 3, ballots: 25);
        SampledSurveyDesign plan = survey.Design() with
        {
            Selection = UnitSelection.SampledUnits,
            Strata = [new UnitStratum("north", 9), new UnitStratum("south", 5)]
        };
        plan = plan with { Units = [.. plan.Units.Select((unit, i) => unit with { Stratum = i < 2 ? "north" : "south" })] };
        Dictionary<string, SurveyDesignUnit> units = plan.Units.ToDictionary(unit => unit.Unit);
        string[] unitOfRow = [.. survey.Ballots.Select(ballot => ballot.Unit)];
        SurveyDesign design = SurveyDesign.Create(new DesignColumns
        {
            Stages =
            [
                new DesignStage { Strata = [.. unitOfRow.Select(unit => units[unit].Stratum!)], Units = unitOfRow,
                    PopulationCounts = [.. unitOfRow.Select(unit => units[unit].Stratum == "north" ? 9.0 : 5.0)] },
                new DesignStage { PopulationCounts = [.. unitOfRow.Select(unit => (double)units[unit].Population!.Value)] },
            ],
        });

        Matches(survey.RowLevel(design, "OVERALL", null), SampledMargins.Of(survey.Moments, [plan]).Weighted("OVERALL")!);
    }

    [Fact]
    public void Unit_WithAGivenDesignEffect_HasThatManyTimesTheVarianceAndTheDegreesOfItsClusters()
    {
        Survey survey = Survey.Draw("kiosk-9", seed: 7, ballots: 50);
        SampledSurveyDesign plain = survey.Design();
        SampledSurveyDesign clustered =
            plain with { Units = [.. plain.Units.Select(unit => unit with { DesignEffect = 2.5, PrimaryUnits = 6 })] };

        Estimate before = SampledMargins.Of(survey.Moments, [plain]).Unit("A", "OVERALL")!;
        Estimate after = SampledMargins.Of(survey.Moments, [clustered]).Unit("A", "OVERALL")!;

        Assert.Equal(2.5 * before.Variance!.Value, after.Variance!.Value, 1e-15);
        Assert.Equal((49, 5), (before.DegreesOfFreedom, after.DegreesOfFreedom));
        Assert.True(ShareIntervals.Of(after).Limits!.Value.Width > ShareIntervals.Of(before).Limits!.Value.Width);
    }

    [Fact]
    public void Of_WithoutDesign_RefusesUnlessTheHostAssumesOne()
    {
        Survey survey = Survey.Draw("kiosk-9", seed: 7, ballots: 10);

        Assert.Equal(ProblemCodes.SampledDesignMissing, SampledMargins.Of(survey.Moments, []).Refusal!.Code);
        Assert.Null(SampledMargins.Of(survey.Moments, []).Pooled("OVERALL"));
        SampledMargins assumed = SampledMargins.Of(survey.Moments, [], assumeSimpleRandom: true);
        Assert.Equal((MarginBasis.AssumedSimpleRandom, null), (assumed.Basis, assumed.Refusal));
        Assert.True(assumed.Pooled("OVERALL")!.Variance > 0);
        Assert.Null(assumed.Weighted("OVERALL"));
    }

    [Fact]
    public void Of_DesignThatDoesNotFitTheBallots_NamesWhatIsWrong()
    {
        Survey survey = Survey.Draw("kiosk-9", seed: 7, ballots: 10);
        SampledSurveyDesign plan = survey.Design();

        Assert.Equal(ProblemCodes.SampledDesignPeriod, Refusal(plan with { To = "2026-10" }));
        Assert.Equal(ProblemCodes.SampledDesignUnitMissing, Refusal(plan with { Units = [.. plan.Units.Skip(1)] }));
        Assert.Equal(ProblemCodes.SampledDesignTooManyBallots,
            Refusal(plan with { Units = [.. plan.Units.Select(unit => unit with { Population = 9, Issued = null })] }));
        Assert.Equal(ProblemCodes.SampledDesignSeveral,
            Refusal(plan with { Name = "a", To = "2026-10" }, plan with { Name = "b", From = "2026-11" }));
        Assert.Equal(ProblemCodes.SampledNoBallots, SampledMargins.Of(survey.Moments, [plan], year: 2025).Refusal!.Code);
        Assert.Null(SampledMargins.Of(survey.Moments, [plan], year: 2026).Refusal);

        string Refusal(params SampledSurveyDesign[] designs) => SampledMargins.Of(survey.Moments, designs).Refusal!.Code;
    }

    [Fact]
    public void Unit_CensusOneBallotOrAllAlike_GivesTheAnswerOfTheEdge()
    {
        MethodPack pack = MethodPacks.Shipped("kiosk-9");
        AnswerLayout layout = new MethodPackRegistry([pack]).Layouts.First();
        var moments = new BallotMoments(pack, layout);
        byte[] pleased = [.. layout.Items.Select(item => (byte)item.LevelCount)];
        byte[] cross = [.. layout.Items.Select(_ => (byte)1)];
        moments.Add(new CellKey("ONE", SelectionBasis.Sampled, CollectionMode.Interview, 202611), cross);
        for (int i = 0; i < 12; i++)
        {
            moments.Add(new CellKey("ALIKE", SelectionBasis.Sampled, CollectionMode.Interview, 202611), pleased);
            moments.Add(new CellKey("WHOLE", SelectionBasis.Sampled, CollectionMode.Interview, 202611), i < 3 ? cross : pleased);
        }

        var plan = new SampledSurveyDesign
        {
            Name = "2026",
            Pack = pack.Id,
            From = "2026-11",
            To = "2026-11",
            Units = [new SurveyDesignUnit { Unit = "ONE", Population = 90 }, new SurveyDesignUnit { Unit = "ALIKE" },
                new SurveyDesignUnit { Unit = "WHOLE", Population = 12 }],
        };
        SampledMargins margins = SampledMargins.Of(moments, [plan]);

        Estimate one = margins.Unit("ONE", "OVERALL")!;
        Assert.Equal((0.0, null, 0), (one.Value, one.Variance, one.DegreesOfFreedom));
        Assert.Null(ShareIntervals.Of(one).Limits);
        Estimate alike = margins.Unit("ALIKE", "OVERALL")!;
        Assert.Equal((1.0, 0.0), (alike.Value, alike.Variance));
        Assert.InRange(ShareIntervals.Of(alike).Limits!.Value.Lower, 0.7, 0.8);
        Estimate whole = margins.Unit("WHOLE", "OVERALL")!;
        Assert.True(whole.IsCensus);
        Assert.Equal(new Interval(0.75, 0.75), ShareIntervals.Of(whole).Limits);
        Assert.Null(margins.Pooled("OVERALL")!.Variance);
        Assert.Throws<ArgumentException>(() =>
            moments.Add(new CellKey("ONE", SelectionBasis.SelfSelected, CollectionMode.Kiosk, 202611), pleased));
    }

    // F1: of two drawn units one has ballots, or one ballot of a unit answers; 0 would be no error but ignorance.
    [Fact]
    public void F1_PooledAndUnit_OneSamplingUnitAnswers_HaveNoError()
    {
        MethodPack pack = MethodPacks.Shipped("kiosk-9");
        AnswerLayout layout = new MethodPackRegistry([pack]).Layouts.First();
        var moments = new BallotMoments(pack, layout);
        byte[] pleased = [.. layout.Items.Select(item => (byte)item.LevelCount)];
        byte[] cross = [.. layout.Items.Select(_ => (byte)1)];
        byte[] blank = [.. layout.Items.Select(_ => (byte)0)];
        foreach ((string unit, byte[] codes) in ((string, byte[])[])[("A", pleased), ("A", cross), ("A", pleased), ("B", blank),
            ("B", blank)])
        {
            moments.Add(new CellKey(unit, SelectionBasis.Sampled, CollectionMode.Interview, 202611), codes);
        }

        var plan = new SampledSurveyDesign
        {
            Name = "2026",
            Pack = pack.Id,
            From = "2026-11",
            To = "2026-11",
            Selection = UnitSelection.SampledUnits,
            Strata = [new UnitStratum("all", 9)],
            Units = [new SurveyDesignUnit { Unit = "A", Population = 90, Stratum = "all" },
                new SurveyDesignUnit { Unit = "B", Population = 90, Stratum = "all" }],
        };

        Estimate weighted = SampledMargins.Of(moments, [plan]).Weighted("OVERALL")!;
        Assert.Equal((0, null), (weighted.DegreesOfFreedom, weighted.StandardError));
        Assert.Null(SampledMargins.Of(moments, [plan]).Pooled("OVERALL")!.StandardError);

        moments.Add(new CellKey("B", SelectionBasis.Sampled, CollectionMode.Interview, 202611), pleased);
        Estimate one = SampledMargins.Of(moments, [plan]).Unit("B", "OVERALL")!;
        Assert.Equal((1.0, null, 1L, 2L), (one.Value, one.StandardError, one.RowCount, one.MissingCount));
        Assert.Null(ShareIntervals.Of(one).Limits);
        Assert.True(SampledMargins.Of(moments, [plan]).Weighted("OVERALL")!.StandardError > 0);
    }

    [Fact]
    public void OfIndependent_TwoUnitsWithoutSpread_CannotBeToldApartByFewBallots()
    {
        EstimateSet set = EstimateSet
            .OfIndependent([Flat("A", 1, 4), Flat("B", 0.9, 4) with { Variance = 0.01 }, Flat("C", 1, 2_000), Flat("D", 0, 2_000)]);

        Assert.True(set.Difference(0, 1).Test()!.Value.PValue > 0.3);
        Assert.True(set.Difference(2, 3).Test()!.Value.PValue < 1e-9);
        Assert.Equal(0, set.Covariance(0, 1));
        Assert.Equal(6, set.Difference(0, 1).DegreesOfFreedom);
    }

    private static Estimate Flat(string name, double value, long n) => new()
    {
        Name = name,
        Kind = StatisticKind.Ratio,
        Value = value,
        Variance = 0,
        DegreesOfFreedom = (int)n - 1,
        RowCount = n,
        ObservationCount = n,
        MissingCount = 0,
        WeightSum = n,
    };

    private static void Matches(Estimate expected, Estimate actual)
    {
        Assert.Equal(expected.Value!.Value, actual.Value!.Value, 1e-13);
        Assert.Equal(1, actual.StandardError!.Value / expected.StandardError!.Value, 1e-10);
        Assert.Equal(expected.DegreesOfFreedom, actual.DegreesOfFreedom);
        Assert.Equal(expected.Kind == StatisticKind.Combination ? actual.RowCount : expected.RowCount, actual.RowCount);
        if (expected.DesignEffectWithReplacement is { } effect)
        {
            Assert.Equal(effect, actual.DesignEffectWithReplacement!.Value, 1e-9);
        }
    }

    private sealed record Survey(MethodPack Pack, AnswerLayout Layout, BallotMoments Moments, List<(string Unit, byte[] Codes)> Ballots)
    {
        public static Survey Draw(string packId, ulong seed, int ballots, AggregationRule? overall = null)
        {
            MethodPack pack = MethodPacks.Shipped(packId);
            if (overall is { } rule)
            {
                pack = pack with { Index = pack.Index with { Aggregation = rule } };
            }

            AnswerLayout layout = new MethodPackRegistry([pack]).Layouts.First();
            var moments = new BallotMoments(pack, layout);
            var random = new SeededGenerator(seed);
            var all = new List<(string Unit, byte[] Codes)>();
            for (int i = 0; i < Units.Length * ballots; i++)
            {
                string unit = Units[i % Units.Length];
                int mood = random.NextBelow(3);
                byte[] codes = [.. layout.Items
                    .Select(item => (byte)(random.NextBelow(4) == 0
                        ? random.NextBelow(item.CodeCount)
                        : Math.Max(1, item.LevelCount - random.NextBelow(1 + mood))))];
                moments.Add(new CellKey(unit, SelectionBasis.Sampled, CollectionMode.Interview, 202610 + (i % 3)), codes);
                all.Add((unit, codes));
            }

            return new Survey(pack, layout, moments, all);
        }

        public List<(string Unit, byte[] Codes)> Of(string unit) => [.. Ballots.Where(ballot => ballot.Unit == unit)];

        public SampledSurveyDesign Design() => new()
        {
            Name = "2026",
            Pack = Pack.Id,
            From = "2026-10",
            To = "2026-12",
            Units = [.. Units.Select((unit, i) => new SurveyDesignUnit { Unit = unit, Population = 300 + (100 * i), Issued = 60 })],
        };

        /// <summary>The same index by the row-level estimator: columns of rows, joined as the rule says.</summary>
        public Estimate RowLevel(SurveyDesign design, string code, string? unit)
        {
            RowSet? domain = unit is null ? null : RowSet.By([.. Ballots.Select(ballot => ballot.Unit)]).Single(its => its.Name == unit);
            IndexNode node = Pack.Index.SelfAndDescendants().Single(known => known.Code == code);
            ItemLayout[] items = [.. node.AllItems().Select(Layout.Find).OfType<ItemLayout>()];
            switch (node.RuleUnder(Pack.Rules))
            {
                case AggregationRule.MeanOfItems:
                    return Combine(items.Select(item => Ratio(item.Item.Code, [item])));
                case AggregationRule.MeanOfCriteria:
                    return Combine(node.SelfAndDescendants().Where(part => part.Kind == IndexNodeKind.Criterion)
                        .Select(part => Ratio(part.Code, [.. part.AllItems().Select(Layout.Find).OfType<ItemLayout>()])));
                case AggregationRule.MeanScore:
                    int levels = items[0].LevelCount;
                    double[][] worth = [.. items.Select(item => Column(item, level => (double)level / levels))];
                    (double[] sum, double[] valid) = Indicator.Pool(worth);
                    return Estimator.Estimate(design, Statistic.Ratio(code, sum, valid, domain));
                default:
                    return Estimator.Estimate(design, Ratio(code, items));
            }

            Estimate Combine(IEnumerable<Statistic> parts)
            {
                Statistic[] all = [.. parts];
                return Estimator.Estimate(design, all).Combine(code, Sample.Fill(all.Length, 1.0 / all.Length));
            }

            Statistic Ratio(string name, ItemLayout[] of)
            {
                (double[] satisfied, double[] valid) = Indicator.Pool(
                    [.. of.Select(item => Column(item, level => (item.SatisfiedCodes >> level) & 1))]);
                return Statistic.Ratio(name, satisfied, valid, domain);
            }

            double[] Column(ItemLayout item, Func<int, double> worth) =>
                [.. Ballots.Select(ballot =>
                    ballot.Codes[item.Index] is var given && given >= 1 && given <= item.LevelCount ? worth(given) : double.NaN)];
        }
    }
}
