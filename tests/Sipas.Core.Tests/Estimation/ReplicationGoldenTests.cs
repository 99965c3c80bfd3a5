namespace Sipas.Estimation;

public class ReplicationGoldenTests
{
    internal static void Check(string tag, SurveyDesign design, ReplicatePlan plan, string frame = "A")
    {
        foreach (bool around in new[] { true, false })
        {
            EstimateSet set = ReplicateEstimator.Estimate(
                design,
                [
                    Statistic.Mean("k1", Golden.Numbers(frame, "k1")),
                    Statistic.Total("income", Golden.Numbers(frame, "income")),
                    Statistic.Ratio("c1", Golden.Numbers(frame, "s1"), Golden.Numbers(frame, "v1")),
                ],
                plan,
                around);
            string x = tag + (around ? ".mse" : ".mean");
            Assert.Equal(VarianceKind.Replication, set.VarianceKind);
            Golden.Matches($"{x}.mean.k1", set[0]);
            Golden.Matches($"{x}.total.income", set[1]);
            Golden.Matches($"{x}.ratio.c1", set[2]);
        }
    }

    [Fact]
    public void JackknifeN_WithAndWithoutPopulation_AgreesWithR()
    {
        Check("jkn", Golden.Design("A"), ReplicatePlan.JackknifeN(Golden.Design("A")));
        Check("jknFpc", Golden.Design("A", "M"), ReplicatePlan.JackknifeN(Golden.Design("A", "M")));
    }

    [Fact]
    public void Jackknife1_WithoutStrata_AgreesWithR()
    {
        SurveyDesign design = Golden.Design("A", strata: "");
        Check("jk1", design, ReplicatePlan.Jackknife1(design));
    }

    [Fact]
    public void JackknifeN_AdjustmentsRedoneInside_AgreesWithR()
    {
        SurveyDesign post = Golden.Design("A").Adjust(WeightGoldenTests.ByCell);
        Check("jknPost", post, ReplicatePlan.JackknifeN(post));
        SurveyDesign linear = Golden.Design("A").Adjust(WeightGoldenTests.Linear);
        Check("jknLinear", linear, ReplicatePlan.JackknifeN(linear));
    }

    [Fact]
    public void HalfSamples_PlainAndFay_AgreesWithR()
    {
        SurveyDesign design = Golden.Design("B");
        Assert.Equal(8, ReplicatePlan.HalfSamples(design).ReplicateCount);
        Check("brr", design, ReplicatePlan.HalfSamples(design), "B");
        Check("fay", design, ReplicatePlan.HalfSamples(design, 0.3), "B");
    }
}
