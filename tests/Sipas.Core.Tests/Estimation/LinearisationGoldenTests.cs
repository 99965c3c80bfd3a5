namespace Sipas.Estimation;

public class LinearisationGoldenTests
{
    private static double[] N(string column) => Golden.Numbers("A", column);

    private static SurveyDesign DesignOf(string tag) => tag switch
    {
        "plain" => Golden.Design("A"),
        "fpc" => Golden.Design("A", "M"),
        _ => Golden.Design("A", "M", "N"),
    };

    [Fact]
    public void GoldenFile_IsMadeBySurvey41() => Assert.StartsWith("4.1", Golden.SurveyVersion, StringComparison.Ordinal);

    [Theory]
    [InlineData("plain")]
    [InlineData("fpc")]
    [InlineData("twoStage")]
    public void Estimate_EveryKindAndDomain_AgreesWithR(string tag)
    {
        SurveyDesign design = DesignOf(tag);
        Assert.Equal(tag == "twoStage" ? VarianceKind.MultiStage : VarianceKind.UltimateCluster, design.VarianceKind);

        Estimate mean = Estimator.Estimate(design, Statistic.Mean("k1", N("k1")));
        Golden.Matches($"{tag}.mean.k1", mean);
        Assert.Equal(Golden.Case($"{tag}.mean.k1", "df")[0], mean.DegreesOfFreedom);
        Golden.Close(Golden.Case($"{tag}.mean.k1", "deffWr")[0], mean.DesignEffectWithReplacement, 1e-8, "deff wr");
        Golden.Close(Golden.Case($"{tag}.mean.k1", "deffWor")[0], mean.DesignEffectWithoutReplacement, 1e-8, "deff wor");
        Estimate share = Estimator.Estimate(design, Statistic.Share("b1", N("b1")));
        Golden.Matches($"{tag}.share.b1", share);
        Golden.Close(Golden.Case($"{tag}.share.b1", "deffWr")[0], share.DesignEffectWithReplacement, 1e-8, "deff wr of a share");
        Estimate total = Estimator.Estimate(design, Statistic.Total("income", N("income")));
        Golden.Matches($"{tag}.total.income", total);
        Golden.Close(Golden.Case($"{tag}.total.income", "deffWr")[0], total.DesignEffectWithReplacement, 1e-8, "deff wr of a total");
        Golden.Matches($"{tag}.ratio.c1", Estimator.Estimate(design, Statistic.Ratio("c1", N("s1"), N("v1"))));
        foreach (RowSet unit in RowSet.By(Golden.Labels("A", "unit")))
        {
            Estimate inUnit = Estimator.Estimate(design, Statistic.Share("b2", N("b2"), unit));
            Golden.Matches($"{tag}.share.b2.{unit.Name}", inUnit);
            Assert.Equal(Golden.Case($"{tag}.share.b2.{unit.Name}", "df")[0], inUnit.DegreesOfFreedom);
            Golden.Close(Golden.Case($"{tag}.share.b2.{unit.Name}", "deffWr")[0], inUnit.DesignEffectWithReplacement, 1e-8,
                "deff in a domain");
            Golden.Matches($"{tag}.total.income.{unit.Name}", Estimator.Estimate(design, Statistic.Total("income", N("income"), unit)));
            Golden.Matches($"{tag}.ratio.c1.{unit.Name}", Estimator.Estimate(design, Statistic.Ratio("c1", N("s1"), N("v1"), unit)));
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("fpc")]
    [InlineData("twoStage")]
    public void Combine_ItemsAndCriteria_AgreesWithR(string tag)
    {
        SurveyDesign design = DesignOf(tag);
        RowSet complete = RowSet.Where("complete",
            [.. N("k1").Zip(N("k2"), N("k3")).Select(row => !double.IsNaN(row.First + row.Second + row.Third))]);
        EstimateSet items = Estimator.Estimate(design, [.. new[] { "k1", "k2", "k3" }.Select(k => Statistic.Mean(k, N(k), complete))]);
        double[] covariance = Golden.Case($"{tag}.cov", "matrix");
        for (int cell = 0; cell < 9; cell++)
        {
            Golden.Close(covariance[cell], items.Covariance(cell / 3, cell % 3), 1e-8, "covariance");
        }

        Golden.Matches($"{tag}.difference.k1k2", items.Difference(0, 1));
        RowSet both = RowSet.Where("both", [.. N("s1").Zip(N("s2")).Select(row => !double.IsNaN(row.First + row.Second))]);
        EstimateSet criteria = Estimator
            .Estimate(design, [Statistic.Ratio("c1", N("s1"), N("v1"), both), Statistic.Ratio("c2", N("s2"), N("v2"), both)]);
        Golden.Matches($"{tag}.composite", criteria.Combine("overall", [0.4, 0.6]));
    }

    [Fact]
    public void Difference_BetweenUnitsThatShareCommunes_AgreesWithR()
    {
        SurveyDesign design = Golden.Design("A");
        EstimateSet units = Estimator
            .Estimate(design, [.. RowSet.By(Golden.Labels("A", "unit")).Select(unit => Statistic.Mean("income", N("income"), unit))]);
        double[] covariance = Golden.Case("plain.by.unit", "cov");
        for (int cell = 0; cell < 16; cell++)
        {
            Golden.Close(covariance[cell], units.Covariance(cell / 4, cell % 4), 1e-8, "covariance of domains");
        }

        Estimate difference = units.Difference(0, 1);
        Golden.Matches("plain.unit.difference", difference);
        Golden.Close(Golden.Case("plain.unit.difference", "p")[0], difference.Test()!.Value.PValue, 1e-6, "p");
        foreach ((PValueAdjustment adjustment, string field)
            in new[] { (PValueAdjustment.None, "p"), (PValueAdjustment.Holm, "holm"), (PValueAdjustment.BenjaminiHochberg, "bh"),
                (PValueAdjustment.Bonferroni, "bonferroni") })
        {
            double[] expected = Golden.Case("plain.pairs", field);
            IReadOnlyList<PairwiseComparison> pairs = PairwiseComparisons.Compare(units, adjustment);
            Assert.Equal(6, pairs.Count);
            Assert.All(pairs, (pair, i) => Golden.Close(expected[i], pair.AdjustedPValue, 1e-6, field));
        }
    }

    [Theory]
    [InlineData(SingleUnitPolicy.Remove)]
    [InlineData(SingleUnitPolicy.Certainty)]
    [InlineData(SingleUnitPolicy.Adjust)]
    [InlineData(SingleUnitPolicy.Average)]
    public void Estimate_StratumWithOneCommune_AgreesWithR(SingleUnitPolicy policy)
    {
        string tag = "lonely." + policy.ToString().ToLowerInvariant();
        SurveyDesign design = Golden.Design("L", options: new DesignOptions { SingleUnit = policy });

        Golden.Matches($"{tag}.mean.k1", Estimator.Estimate(design, Statistic.Mean("k1", Golden.Numbers("L", "k1"))));
        Golden.Matches($"{tag}.ratio.c1",
            Estimator.Estimate(design, Statistic.Ratio("c1", Golden.Numbers("L", "s1"), Golden.Numbers("L", "v1"))));
        RowSet two = RowSet.Where("two", [.. Golden.Labels("L", "area").Select(area => area is "A1" or "A2")]);
        Estimate inTwo = Estimator.Estimate(design, Statistic.Mean("income", Golden.Numbers("L", "income"), two));
        Golden.Matches($"{tag}.two", inTwo);
        Assert.Equal(Golden.Case($"{tag}.two", "df")[0], inTwo.DegreesOfFreedom);
    }

    [Fact]
    public void Estimate_ThreeStagesWithStrataAtTheSecond_AgreesWithR()
    {
        SurveyDesign design = SurveyDesign.Create(
            new DesignColumns
            {
                Stages =
                [
                    new DesignStage { Strata = Golden.Labels("A", "area"), Units = Golden.Labels("A", "commune"),
                        PopulationCounts = N("M") },
                    new DesignStage { Strata = Golden.Labels("A", "kind"), Units = Golden.Labels("A", "hamlet"),
                        PopulationCounts = N("NH") },
                    new DesignStage { PopulationCounts = N("NS") },
                ],
                Weights = N("w"),
            },
            new DesignOptions { SingleUnit = SingleUnitPolicy.Certainty });

        Golden.Matches("three.total.income", Estimator.Estimate(design, Statistic.Total("income", N("income"))));
        Golden.Matches("three.mean.k1.U2", Estimator.Estimate(design, Statistic.Mean("k1", N("k1"), Golden.Domain("A", "unit", "U2"))));
    }

    [Fact]
    public void Estimate_CollapsedOrCertainStratum_AgreesWithR()
    {
        SurveyDesign collapsed = Golden
            .Design("L", options: new DesignOptions { CollapseStrata = new Dictionary<string, string> { ["A2"] = "A3" } });
        Golden.Matches("lonely.collapse.mean.k1", Estimator.Estimate(collapsed, Statistic.Mean("k1", Golden.Numbers("L", "k1"))));
        Golden.Matches("lonely.certain.mean.k1",
            Estimator.Estimate(Golden.Design("L", "M1"), Statistic.Mean("k1", Golden.Numbers("L", "k1"))));
    }

    [Fact]
    public void Change_YearsWithCommonCommunes_AgreesWithR()
    {
        SurveyDesign design = Golden.Design("Y");
        EstimateSet years = Estimator
            .Estimate(design, [.. RowSet.By(Golden.Labels("Y", "year"))
                .Select(year => Statistic.Share("b1", Golden.Numbers("Y", "b1"), year))]);

        Change change = Change.Between(years, 0, 1);

        Golden.Matches("years.change", change.Difference);
        Assert.Equal(Golden.Case("years.change", "df")[0], change.Difference.DegreesOfFreedom);
        Golden.Close(Golden.Case("years.change", "p")[0], change.Test!.Value.PValue, 1e-6, "p of the change");
        Assert.True(change.OverlapUsed);
        Assert.True(change.Difference.StandardError < Math.Sqrt(years[0].Variance!.Value + years[1].Variance!.Value));
    }
}
