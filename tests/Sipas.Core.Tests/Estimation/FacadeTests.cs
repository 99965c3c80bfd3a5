using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>The public methods of a design and of an estimate compute what the steps behind them compute.</summary>
public class FacadeTests
{
    private static readonly Sample Data = Sample.Draw(7, strata: 3, units: 4, rows: 6, missing: 0);

    private static readonly SurveyDesign Design = Data.Design();

    private static readonly Statistic Mean = Statistic.Mean("y", Data.Y);

    private static readonly Dictionary<string, double> Groups =
        Data.Groups.Distinct().ToDictionary(group => group, group => 100.0 + group.Length);

    [Fact]
    public void PostStratify_EqualsTheStep() =>
        Equal(Design.Adjust(new PostStratification(Data.Groups, Groups)), Design.PostStratify(Data.Groups, Groups));

    [Fact]
    public void Rake_EqualsTheStep()
    {
        double total = Groups.Values.Sum();
        string[] strata = [.. Data.Strata.Distinct()];
        Dictionary<string, double> other = strata.ToDictionary(stratum => stratum, _ => total / strata.Length);

        Equal(Design.Adjust(new Raking([new RakingMargin("a", Data.Groups, Groups), new RakingMargin("b", Data.Strata, other)])),
            Design.Rake([("a", Data.Groups, Groups), ("b", Data.Strata, other)]));
    }

    [Fact]
    public void Calibrate_EqualsTheStep()
    {
        double[] ones = [.. Data.X.Select(_ => 1.0)];

        Equal(Design.Adjust(new Calibration([ones], [5_000])), Design.Calibrate([ones], [5_000]));
    }

    [Fact]
    public void AdjustForNonresponse_EqualsTheStep_AndAClassWithoutAResponseIsRefused()
    {
        bool[] responded = [.. Data.X.Select((_, row) => row % 5 != 0)];
        ResponseStatus[] statuses = [.. responded.Select(one => one ? ResponseStatus.Respondent : ResponseStatus.Nonrespondent)];

        Equal(Design.Adjust(new NonresponseAdjustment(Data.Groups, statuses)), Design.AdjustForNonresponse(Data.Groups, responded));
        Assert.StartsWith("EST02", Assert.Throws<SipasException>(() =>
            Design.AdjustForNonresponse(Data.Groups, new bool[Data.X.Length])).Problems[0].Code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.95)]
    [InlineData(0.8)]
    public void ShareConfidenceInterval_OfEveryMethod_EqualsTheIntervalOfShares(double level)
    {
        Estimate share = Estimator.Estimate(Design, Statistic.Share("s", Indicator.AtLeast(Data.X, 4)));

        foreach (ShareIntervalMethod method in Enum.GetValues<ShareIntervalMethod>())
        {
            Assert.NotNull(share.ShareConfidenceInterval(level, method));
            Assert.Equal(ShareIntervals.Of(share, method, level).Limits, share.ShareConfidenceInterval(level, method));
        }
    }

    private static void Equal(SurveyDesign expected, SurveyDesign actual)
    {
        Assert.Equal(expected.Weights.ToArray(), actual.Weights.ToArray());
        Assert.NotEqual(Design.Weights.ToArray(), actual.Weights.ToArray());
        Estimate value = Estimator.Estimate(actual, Mean);
        Assert.Equal(Estimator.Estimate(expected, Mean).Value, value.Value);
        Assert.Equal(Estimator.Estimate(expected, Mean).Variance, value.Variance);
    }
}
