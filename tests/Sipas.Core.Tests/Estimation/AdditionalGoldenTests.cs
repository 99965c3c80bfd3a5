using Sipas.Ranking;

namespace Sipas.Estimation;

/// <summary>The options that the other golden tests leave out: nonresponse, other levels, ties of quantiles, totals of
/// lonely strata, design effects, weighted alpha.</summary>
public class AdditionalGoldenTests
{
    private static readonly Dictionary<string, ResponseStatus> Statuses = new()
    {
        ["r"] = ResponseStatus.Respondent,
        ["n"] = ResponseStatus.Nonrespondent,
        ["u"] = ResponseStatus.Unknown,
        ["i"] = ResponseStatus.Ineligible,
    };

    private static double[] N(string column) => Golden.Numbers("A", column);

    private static NonresponseAdjustment Nonresponse => new(Golden.Labels("A", "age"), Golden.Labels("A", "status"), Statuses);

    [Fact]
    public void Nonresponse_FourStatusesInThreeClasses_AgreesWithR() =>
    WeightGoldenTests.Check("nonresponse", Golden.Design("A").Adjust(Nonresponse));

    [Fact]
    public void PostStratification_Partial_AgreesWithR()
    {
        var cells = new Dictionary<string, double>(WeightGoldenTests.Cells) { ["nobody/0"] = 77 };

        WeightGoldenTests.Check("postPartial", Golden.Design("A")
            .Adjust(new PostStratification(Golden.Labels("A", "cell"), cells, partial: true)));
    }

    [Fact]
    public void JackknifeN_NonresponseRakingAndTrimmingRedoneInside_AgreesWithR()
    {
        Redone("jknNonresponse", Nonresponse);
        Redone("jknRaking", WeightGoldenTests.RakingCalibration);
        Redone("jknTrim", new WeightTrimming(Golden.Case("trim.cap", "value")[0]));

        static void Redone(string tag, WeightAdjustment step)
        {
            SurveyDesign design = Golden.Design("A").Adjust(step);
            ReplicationGoldenTests.Check(tag, design, ReplicatePlan.JackknifeN(design));
        }
    }

    [Fact]
    public void JackknifeN_CovarianceOfTwoItems_AgreesWithR()
    {
        SurveyDesign design = Golden.Design("A");
        RowSet both = RowSet.Where("both", [.. N("k1").Zip(N("k2")).Select(row => !double.IsNaN(row.First + row.Second))]);
        EstimateSet set = ReplicateEstimator.Estimate(design, [Statistic.Mean("k1", N("k1"), both), Statistic.Mean("k2", N("k2"), both)],
            ReplicatePlan.JackknifeN(design));

        double[] expected = Golden.Case("jkn.cov", "matrix");
        for (int cell = 0; cell < 4; cell++)
        {
            Golden.Close(expected[cell], set.Covariance(cell / 2, cell % 2), 1e-8, "covariance between replicates");
        }
    }

    [Fact]
    public void Create_LabelsThatStartAgainInEachArea_AgreesWithR()
    {
        SurveyDesign design = SurveyDesign.Create(
            new DesignColumns
            {
                Stages = [new DesignStage { Strata = Golden.Labels("A", "area"), Units = Golden.Labels("A", "cn") }],
                Weights = N("w")
            },
            new DesignOptions { UnitLabelsRepeat = true });

        Golden.Matches("nest.mean.k1", Estimator.Estimate(design, Statistic.Mean("k1", N("k1"))));
    }

    [Fact]
    public void Create_SamplingFractionsWithoutWeights_AgreesWithR()
    {
        SurveyDesign design = SurveyDesign.Create(new DesignColumns
        {
            Stages =
            [
                new DesignStage { Strata = Golden.Labels("A", "area"), Units = Golden.Labels("A", "commune"), SamplingFractions = N("f1") },
                new DesignStage { SamplingFractions = N("f2") },
            ],
        });

        Golden.Matches("fractions.mean.k1", Estimator.Estimate(design, Statistic.Mean("k1", N("k1"))));
        Golden.Matches("fractions.total.income", Estimator.Estimate(design, Statistic.Total("income", N("income"))));
    }

    [Fact]
    public void DesignEffects_OfTotalDomainAndRatio_AgreeWithR()
    {
        SurveyDesign design = Golden.Design("A");
        Estimate total = Estimator.Estimate(design, Statistic.Total("income", N("income")));
        Estimate domain = Estimator.Estimate(design, Statistic.Share("b2", N("b2"), Golden.Domain("A", "unit", "U2")));
        Estimate ratio = Estimator.Estimate(design, Statistic.Ratio("c1", N("s1"), N("v1")));

        Golden.Close(Golden.Case("deffWr.total", "value")[0], total.DesignEffectWithReplacement, 1e-8, "total wr");
        Golden.Close(Golden.Case("deffWor.total", "value")[0], total.DesignEffectWithoutReplacement, 1e-8, "total wor");
        Golden.Close(Golden.Case("deffWr.domain", "value")[0], domain.DesignEffectWithReplacement, 1e-8, "domain wr");
        Golden.Close(Golden.Case("deffWor.domain", "value")[0], domain.DesignEffectWithoutReplacement, 1e-8, "domain wor");
        Golden.Close(Golden.Case("deffWr.ratio", "value")[0], ratio.DesignEffectWithReplacement, 1e-8, "ratio wr");
        Golden.Close(Golden.Case("kish", "value")[0], design.WeightingEffect(), 1e-9, "Kish");
    }

    [Theory]
    [InlineData(ShareIntervalMethod.Logit, "logit")]
    [InlineData(ShareIntervalMethod.Beta, "beta")]
    [InlineData(ShareIntervalMethod.Arcsine, "asin")]
    [InlineData(ShareIntervalMethod.Wald, "mean")]
    public void ShareIntervals_OfNinetyPercent_AgreeWithR(ShareIntervalMethod method, string name)
    {
        Interval limits = ShareIntervals.Of(Estimator.Estimate(Golden.Design("A"), Statistic.Share("b1", N("b1"))), method,
            0.90).Limits!.Value;

        Golden.Close(Golden.Case($"ci90.{name}", "limits")[0], limits.Lower, 1e-8, "lower");
        Golden.Close(Golden.Case($"ci90.{name}", "limits")[1], limits.Upper, 1e-8, "upper");
    }

    [Fact]
    public void ConfidenceInterval_WithTheNormalQuantile_AgreesWithR()
    {
        Interval limits = Estimator.Estimate(Golden.Design("A"), Statistic.Mean("k1", N("k1"))).ConfidenceInterval(normal: true)!.Value;

        Golden.Close(Golden.Case("ci.normal.k1", "limits")[0], limits.Lower, 1e-9, "lower");
        Golden.Close(Golden.Case("ci.normal.k1", "limits")[1], limits.Upper, 1e-9, "upper");
    }

    [Theory]
    [InlineData("school", 0.5)]
    [InlineData("school", 0.75)]
    [InlineData("math", 0.5)]
    [InlineData("math", 0.75)]
    public void Quantiles_WhereTheWeightHitsTheProbability_AgreeWithR(string name, double probability)
    {
        QuantileRule rule = Enum.Parse<QuantileRule>(name, ignoreCase: true);
        SurveyDesign design = Golden.Design("Q", strata: "");

        Check(FormattableString.Invariant($"quantile.{name}.{probability}"),
            Quantiles.Estimate(design, Golden.Numbers("Q", "x"), probability, rule: rule));
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.8)]
    public void Quantiles_SchoolRuleWithoutATie_AgreesWithR(double probability) => Check(
        FormattableString.Invariant($"quantile.school.income.{probability}"),
        Quantiles.Estimate(Golden.Design("A"), N("income"), probability, rule: QuantileRule.School));

    private static void Check(string name, QuantileEstimate quantile)
    {
        Golden.Close(Golden.Case(name, "value")[0], quantile.Value, 1e-9, name);
        Golden.Close(Golden.Case(name, "limits")[0], quantile.Limits?.Lower, 1e-8, name + " lower");
        Golden.Close(Golden.Case(name, "limits")[1], quantile.Limits?.Upper, 1e-8, name + " upper");
    }

    [Theory]
    [InlineData(SingleUnitPolicy.Remove)]
    [InlineData(SingleUnitPolicy.Certainty)]
    [InlineData(SingleUnitPolicy.Average)]
    [InlineData(SingleUnitPolicy.Adjust)]
    public void Estimate_TotalWithAStratumOfOneCommune_AgreesWithR(SingleUnitPolicy policy) => Golden.Matches(
        $"lonely.{policy.ToString().ToLowerInvariant()}.total",
        Estimator.Estimate(Golden.Design("L", options: new DesignOptions { SingleUnit = policy }),
            Statistic.Total("income", Golden.Numbers("L", "income"))));

    [Fact]
    public void ScaleReliability_Weighted_AgreesWithR()
    {
        ScaleReliability scale = ScaleReliability.Of([.. Enumerable.Range(1, 6).Select(k => ($"k{k}", N($"k{k}")))], N("w"));

        Golden.Close(Golden.Case("alpha.weighted", "alpha")[0], scale.Alpha, 1e-9, "alpha");
        Assert.All(Golden.Case("alpha.weighted", "drop"), (expected, k) =>
            Golden.Close(expected, scale.Items[k].AlphaWithoutItem, 1e-9, "alpha without item"));
    }

    // R integrates what is simulated here: 200,000 draws err by less than 0.004 (five standard errors below 0.0056).
    [Fact]
    public void RankIntervalTable_ProbabilitiesOfThreeIndependentUnits_AreThoseOfNumericalIntegration()
    {
        double[] means = Golden.Case("top", "mean");
        double[] errors = Golden.Case("top", "se");
        EstimateSet set = EstimateSet.OfIndependent([.. means.Select((mean, i) => new Estimate
        {
            Name = $"u{i}", Kind = StatisticKind.Ratio, Value = mean, Variance = errors[i] * errors[i], DegreesOfFreedom = 500,
            RowCount = 501, ObservationCount = 501, MissingCount = 0, WeightSum = 501,
        })]);

        RankIntervalTable table = RankIntervalTable.Of(set, new RankIntervalOptions { TopCounts = [1, 2], DrawCount = 200_000, Seed = 4 });

        foreach (RankedEstimate unit in table.Units)
        {
            int i = unit.Name[1] - '0';
            Assert.Equal(Golden.Case("top", "first")[i], unit.Top[0].Probability!.Value, 0.0056);
            Assert.Equal(Golden.Case("top", "firstTwo")[i], unit.Top[1].Probability!.Value, 0.0056);
        }
    }
}
