using System.Text.Json;
using Sipas.Plans;

namespace Sipas.Sampling;

/// <summary>The numbers on the way to a size and the quotas before they are rounded, as the annex of a plan prints them.</summary>
public class SizeStepTests
{
    [Fact]
    public void ForProportion_Steps_AreThoseOfCochran()
    {
        SampleSizeResult size = SampleSize.ForProportion(5000, 0.05, 0.5, new DesignAllowance(0.95, 1.8, 0.8));
        double z = 1.959963984540054;
        double n0 = z * z * 0.25 / 0.0025;
        double n1 = n0 * 1.8;
        double n2 = n1 / (1 + ((n1 - 1) / 5000));
        Steps(size, ("z", z), ("n0", n0), ("n1", n1), ("n2", n2), ("n3", n2 / 0.8));
        Assert.Equal(((long)Math.Ceiling(n2), (long)Math.Ceiling(n2 / 0.8)), (size.Count, size.ContactCount));
    }

    [Fact]
    public void OtherRules_Steps_LeaveOutWhatDoesNotApply()
    {
        Steps(SampleSize.Yamane(10_000), ("z", 2), ("n0", 400), ("n2", 384.6153846153846));
        Steps(SampleSize.Yamane(null), ("z", 2), ("n0", 400));
        double n0 = Math.Pow(1.959963984540054 * 0.85 / 0.1, 2);
        Steps(SampleSize.ForMean(300, 0.1, 0.85, new DesignAllowance(designEffect: 3)), ("z", 1.959963984540054), ("n0", n0),
            ("n1", 3 * n0), ("n2", 3 * n0 / (1 + (3 * n0 / 300))));
        double difference = Math.Pow(1.959963984540054 + 0.8416212335729143, 2) * ((0.8 * 0.2) + (0.85 * 0.15)) / 0.0025;
        Steps(SampleSize.ForDifference(0.8, 0.85), ("z", 1.959963984540054), ("zPower", 0.8416212335729143), ("n0", difference),
            ("n1", difference));
        Steps(SampleSize.FromBands(201, BandSize.DaNang), ("n0", 60.3));
        Assert.Empty(SampleSize.Fixed(400, 5000).Steps);
    }

    [Fact]
    public void Allocate_Quotas_AreTheRealOnesBeforeRoundingAndBounds()
    {
        Stratum[] strata = [new() { Code = "A", PopulationCount = 100 }, new() { Code = "B", PopulationCount = 333 },
            new() { Code = "C", PopulationCount = 567 }];
        AllocationResult proportional = Allocation.Allocate(100, strata, new AllocationRule { Kind = AllocationKind.Proportional });
        Assert.Equal([10, 33.3, 56.7], proportional.Strata.Select(stratum => stratum.Quota!.Value), (a, b) => Math.Abs(a - b) < 1e-12);
        AllocationResult bounded = Allocation.Allocate(100, strata,
            new AllocationRule { Kind = AllocationKind.Proportional, MinimumPerStratum = 30 });
        Assert.Equal(proportional.Strata.Select(stratum => stratum.Quota), bounded.Strata.Select(stratum => stratum.Quota));
        Assert.Equal(30, bounded.Strata[0].SampleCount);
        AllocationResult root = Allocation.Allocate(100, strata, new AllocationRule { Kind = AllocationKind.Power });
        double sum = strata.Sum(stratum => Math.Sqrt(stratum.PopulationCount));
        Assert.Equal(strata.Select(stratum => 100 * Math.Sqrt(stratum.PopulationCount) / sum),
            root.Strata.Select(stratum => stratum.Quota!.Value), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.All(root.Strata, stratum => Assert.InRange(stratum.SampleCount - stratum.Quota!.Value, -1, 1));
        Assert.Equal(100, root.Strata.Sum(stratum => stratum.Quota!.Value), 1e-9);
    }

    [Fact]
    public void Json_OfSizesAndAllocations_HoldsStepsAndQuotas()
    {
        using JsonDocument size = JsonDocument.Parse(SampleSize.Yamane(10_000).ToJson());
        Assert.Equal("n2", size.RootElement.GetProperty("steps")[2].GetProperty("name").GetString());
        using JsonDocument allocation = JsonDocument.Parse(
            Allocation.Allocate(10, [new Stratum { Code = "A", PopulationCount = 1 }, new Stratum { Code = "B", PopulationCount = 99 }],
                new AllocationRule { Kind = AllocationKind.Proportional }).ToJson());
        Assert.Equal("largestRemainder", allocation.RootElement.GetProperty("rounding").GetString());
        Assert.Equal(0.1, allocation.RootElement.GetProperty("strata")[0].GetProperty("quota").GetDouble(), 1e-12);
    }

    [Fact]
    public void ForPlan_SizesOfEachStratum_HaveTheirUnroundedNumberAsQuota()
    {
        SurveyPlan plan = SurveyPlanSerializer.Read("""
            { "code": "a", "title": { "vi": "A", "en": "A" },
              "legalBasis": { "number": "1", "date": "2026-01-15", "issuer": { "vi": "U", "en": "U" } }, "pack": "p",
              "population": { "description": { "vi": "D", "en": "D" } }, "frame": { "id": "id" }, "stratumColumns": ["s"],
              "stages": [{ "method": "systematicStep", "step": 5, "starts": { "A": 3 } }],
              "size": { "rule": "yamane", "perStratum": true }, "roles": { "draws": "a", "delivers": "b", "collects": "c", "checks": "d" } }
            """u8);
        Assert.Equal((5m, 3m), (plan.Stages[0].Step!.Value, plan.Stages[0].Starts["A"]));
        Assert.Empty(SurveyPlanVerifier.Verify(plan));
        Assert.Equal(["stages[0].step", "stages[0].starts.A"],
            SurveyPlanVerifier.Verify(plan with { Stages = [plan.Stages[0] with { Step = 2.5m }] }).Select(problem => problem.Place));
        AllocationResult sizes = PlannedSizes.ForPlan(plan,
            [new Stratum { Code = "A", PopulationCount = 240 }, new Stratum { Code = "B", PopulationCount = 1000 }]);
        Assert.Equal([150, 285.7142857142857], sizes.Strata.Select(stratum => stratum.Quota!.Value), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal([150L, 286], sizes.Strata.Select(stratum => stratum.SampleCount));
    }

    private static void Steps(SampleSizeResult size, params (string Name, double Value)[] expected)
    {
        Assert.Equal(expected.Select(step => step.Name), size.Steps.Select(step => step.Name));
        Assert.All(expected.Zip(size.Steps),
            pair => Assert.True(Math.Abs(pair.First.Value - pair.Second.Value) <= 1e-6 * Math.Abs(pair.First.Value),
                $"{pair.First.Name}: {pair.Second.Value:R}"));
    }
}
