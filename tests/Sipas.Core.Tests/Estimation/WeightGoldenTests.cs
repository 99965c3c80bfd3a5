namespace Sipas.Estimation;

public class WeightGoldenTests
{
    internal static readonly Dictionary<string, double> Cells = new()
    {
        ["f/18-34"] = 1500,
        ["m/18-34"] = 1400,
        ["f/35-59"] = 2650,
        ["m/35-59"] = 2350,
        ["f/60+"] = 1050,
        ["m/60+"] = 950,
    };

    private static readonly Dictionary<string, double> Sexes = new() { ["f"] = 5200, ["m"] = 4700 };

    private static readonly Dictionary<string, double> Ages = new() { ["18-34"] = 2900, ["35-59"] = 5000, ["60+"] = 2000 };

    internal static PostStratification ByCell => new(Golden.Labels("A", "cell"), Cells);

    internal static Calibration RakingCalibration => new(SexAndAge, [9900, 4700, 5000, 2000], CalibrationFunction.Raking);

    internal static Calibration Linear => new(SexAndAge, [9900, 4700, 5000, 2000]);

    private static double[][] SexAndAge => [Ones, Dummy("sex", "m"), Dummy("age", "35-59"), Dummy("age", "60+")];

    private static double[] Ones => [.. Golden.Labels("A", "sex").Select(_ => 1.0)];

    private static double[] Dummy(string column, string label) => [.. Golden.Labels("A", column).Select(its => its == label ? 1.0 : 0.0)];

    internal static void Check(string tag, SurveyDesign design)
    {
        double[] expected = Golden.Case($"{tag}.weights", "w");
        Assert.All(expected, (w, row) => Golden.Close(w, design.Weights[row], 1e-9, $"{tag} weight {row}"));
        Golden.Matches($"{tag}.mean.k1", Estimator.Estimate(design, Statistic.Mean("k1", Golden.Numbers("A", "k1"))));
        Golden.Matches($"{tag}.total.income", Estimator.Estimate(design, Statistic.Total("income", Golden.Numbers("A", "income"))));
        Golden.Matches($"{tag}.share.b2.U2",
            Estimator.Estimate(design, Statistic.Share("b2", Golden.Numbers("A", "b2"), Golden.Domain("A", "unit", "U2"))));
        Golden.Matches($"{tag}.ratio.c1",
            Estimator.Estimate(design, Statistic.Ratio("c1", Golden.Numbers("A", "s1"), Golden.Numbers("A", "v1"))));
    }

    [Fact]
    public void PostStratification_OneAndTwoStages_AgreesWithR()
    {
        Check("post", Golden.Design("A").Adjust(ByCell));
        Check("post2", Golden.Design("A", "M", "N").Adjust(ByCell));
    }

    [Fact]
    public void Calibration_Linear_AgreesWithR() => Check("linear", Golden.Design("A").Adjust(Linear));

    [Fact]
    public void Calibration_Raking_AgreesWithR() => Check("raking", Golden.Design("A").Adjust(RakingCalibration));

    [Fact]
    public void Raking_OfTwoMargins_AgreesWithRsRakingCalibration()
    {
        SurveyDesign raked = Golden.Design("A")
            .Adjust(new Raking([new("sex", Golden.Labels("A", "sex"), Sexes), new("age", Golden.Labels("A", "age"), Ages)]));
        Check("raking", raked);
        Assert.InRange(raked.Adjustments[0].Iterations, 2, 100);
        Assert.True(raked.Adjustments[0].LargestMisfit < 1e-9);
    }

    [Fact]
    public void Calibration_Logit_AgreesWithR() => Check("logit", Golden.Design("A", weights: "wn").Adjust(
        new Calibration(SexAndAge, [9900, 4700, 5000, 2000], CalibrationFunction.Logit, new Interval(.55, 1.9))));

    [Fact]
    public void Calibration_LinearWithinBounds_AgreesWithR()
    {
        double[] bounds = Golden.Case("bounded.bounds", "limits");
        SurveyDesign design = Golden.Design("A", weights: "wn").Adjust(
            new Calibration([.. SexAndAge, Golden.Numbers("A", "income")], [9900, 4700, 5000, 2000, 93000], CalibrationFunction.Linear,
                new Interval(bounds[0], bounds[1])));
        Check("bounded", design);
        Assert.InRange(design.Adjustments[0].SmallestFactor, bounds[0] - 1e-12, 1);
        Assert.InRange(design.Adjustments[0].LargestFactor, 1, bounds[1] + 1e-12);
    }

    [Fact]
    public void Adjust_TwoSteps_AgreesWithR() => Check("twoSteps", Golden.Design("A")
        .Adjust(new PostStratification(Golden.Labels("A", "sex"), Sexes))
        .Adjust(new Calibration([Ones, Golden.Numbers("A", "income")], [9900, 93000])));

    [Theory]
    [InlineData("trim", false)]
    [InlineData("trimStrict", true)]
    public void WeightTrimming_OnceAndStrict_AgreesWithR(string tag, bool strict) =>
        Check(tag, Golden.Design("A").Adjust(new WeightTrimming(Golden.Case("trim.cap", "value")[0], strict)));
}
