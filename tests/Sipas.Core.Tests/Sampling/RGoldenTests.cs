using System.Text.Json;

namespace Sipas.Sampling;

/// <summary>Against R's package sampling 2.9: Golden/sampling/make-golden.R wrote golden.json.</summary>
public class RGoldenTests
{
    private static readonly JsonElement Golden = JsonDocument
        .Parse(File.ReadAllBytes(Repository.PathOf("tests/Sipas.Core.Tests/Golden/sampling/golden.json"))).RootElement;

    public static TheoryData<int> UnequalCases => [.. Enumerable.Range(0, Golden.GetProperty("unequal").GetArrayLength())];

    public static TheoryData<int> EqualCases => [.. Enumerable.Range(0, Golden.GetProperty("equal").GetArrayLength())];

    [Fact]
    public void Golden_IsOfTheVersionNamed() => Assert.Equal("2.9", Golden.GetProperty("sampling").GetString());

    [Theory]
    [MemberData(nameof(UnequalCases))]
    public void PpsPlan_Probabilities_EqualInclusionprobabilities(int index)
    {
        JsonElement golden = Golden.GetProperty("unequal")[index];
        PpsPlan plan = PlanOf(golden);

        Assert.Equal(Doubles(golden, "pi"), Enumerable.Range(0, plan.Population).Select(plan.ProbabilityOf),
            (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [MemberData(nameof(UnequalCases))]
    public void PpsSystematic_SameStart_EqualsUPsystematic(int index)
    {
        JsonElement golden = Golden.GetProperty("unequal")[index];
        PpsPlan plan = PlanOf(golden);

        Assert.Equal(Longs(golden, "systematic"),
            Selection.PpsSystematicAt(plan, (long)(golden.GetProperty("systematicStart").GetDouble() * plan.ChanceTotal)));
    }

    [Theory]
    [MemberData(nameof(UnequalCases))]
    public void PpsSystematic_JointOverEveryStart_EqualsUPsystematicpi2(int index)
    {
        JsonElement golden = Golden.GetProperty("unequal")[index];
        PpsPlan plan = PlanOf(golden);

        double[,] joint = InclusionTest.OfOutcomes(plan.Population,
            [.. Enumerable.Range(0, (int)Math.Max(1, plan.ChanceTotal)).Select(start => Selection.PpsSystematicAt(plan, start))]);

        AssertEqual(golden.GetProperty("systematicJoint"), joint);
    }

    [Theory]
    [MemberData(nameof(UnequalCases))]
    public void Brewer_SameNumbers_EqualsUPbrewer(int index)
    {
        JsonElement golden = Golden.GetProperty("unequal")[index];
        var steps = new Queue<double>(Doubles(golden, "brewerSteps"));

        Assert.Equal(Longs(golden, "brewer"), Selection.Brewer(PlanOf(golden), steps.Dequeue));
    }

    [Theory]
    [MemberData(nameof(UnequalCases))]
    public void Poisson_SameNumbers_EqualsUPpoisson(int index)
    {
        JsonElement golden = Golden.GetProperty("unequal")[index];

        Assert.Equal(Longs(golden, "poisson"), Selection.Poisson(PlanOf(golden), Doubles(golden, "poissonNumbers")));
    }

    [Theory]
    [MemberData(nameof(UnequalCases))]
    public void Sampford_JointByEnumeration_EqualsUPsampfordpi2(int index)
    {
        JsonElement golden = Golden.GetProperty("unequal")[index];
        double[] shares = [.. Doubles(golden, "pi").Where(share => share is > 1e-9 and < 1 - 1e-9)];

        // The oracle of the statistical test is itself held against R here.
        AssertEqual(golden.GetProperty("sampfordJoint"), ExactJoint.Sampford(shares));
    }

    [Theory]
    [MemberData(nameof(EqualCases))]
    public void Systematic_SameStart_EqualsUPsystematicOfEqualProbabilities(int index)
    {
        JsonElement golden = Golden.GetProperty("equal")[index];
        long population = golden.GetProperty("population").GetInt64();

        Assert.Equal(Longs(golden, "systematic"),
            Selection.SystematicAt((long)(golden.GetProperty("start").GetDouble() * population), population,
                golden.GetProperty("count").GetInt64()));
    }

    private static PpsPlan PlanOf(JsonElement golden) => PpsPlan.Create(Longs(golden, "sizes"), golden.GetProperty("count").GetInt64());

    private static double[] Doubles(JsonElement golden, string name) =>
        [.. golden.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    private static long[] Longs(JsonElement golden, string name) =>
        [.. golden.GetProperty(name).EnumerateArray().Select(value => value.GetInt64())];

    private static void AssertEqual(JsonElement expected, double[,] actual)
    {
        Assert.Equal(expected.GetArrayLength(), actual.GetLength(0));
        for (int a = 0; a < actual.GetLength(0); a++)
        {
            for (int b = 0; b < actual.GetLength(0); b++)
            {
                Assert.Equal(expected[a][b].GetDouble(), actual[a, b], 1e-9);
            }
        }
    }
}
