namespace Sipas.Estimation;

public class KioskCoverageTests
{
    [Fact]
    public void Of_KnownTransactions_BoundsHoldEveryPossibleTruth()
    {
        // 8 of 10 satisfied, 30 transactions: if all 20 others were satisfied 28/30, if none 8/30.
        KioskCoverage kiosk = KioskCoverage.Of([new("all", 8, 10, 30)]);

        Assert.Equal(0.8, kiosk.Share);
        Assert.Equal(1.0 / 3, kiosk.Coverage);
        Assert.Equal(8.0 / 30, kiosk.Bounds!.Value.Lower, 1e-15);
        Assert.Equal(28.0 / 30, kiosk.Bounds!.Value.Upper, 1e-15);
    }

    [Fact]
    public void Of_FieldsAndMonths_AdjustsByTransactionsAndTellsWhatIsLeftOut()
    {
        KioskCoverage kiosk = KioskCoverage.Of([new("land", 5, 10, 900), new("civil", 9, 10, 100), new("other", 0, 0, 50)]);

        Assert.Equal(((900 * 0.5) + (100 * 0.9)) / 1000, kiosk.AdjustedShare!.Value, 1e-15);
        Assert.Equal(50, kiosk.UncoveredTransactionCount);
        Assert.Equal(0.7, kiosk.Share);
    }

    [Fact]
    public void Of_UnknownTransactionsOrMoreBallotsThanTransactions_HasNoBounds()
    {
        Assert.Null(KioskCoverage.Of([new("all", 8, 10, null)]).Bounds);
        Assert.Null(KioskCoverage.Of([new("all", 8, 10, 9)]).Bounds);
        KioskCoverage silent = KioskCoverage.Of([new("all", 0, 0, 30)]);
        Assert.Null(silent.Share);
        Assert.Equal(new Interval(0, 1), silent.Bounds);
        Assert.Throws<ArgumentException>(() => KioskCoverage.Of([new("all", 11, 10, 30)]));
    }

    [Fact]
    public void KioskCoverage_NoMember_IsAMarginOfError() =>
        Assert.DoesNotContain(typeof(KioskCoverage).GetProperties(),
            property => property.Name.Contains("Error", StringComparison.Ordinal)
                || property.Name.Contains("Margin", StringComparison.Ordinal));

    [Fact]
    public void DifferenceFrom_Sample_IsTheBareDifference()
    {
        SurveyDesign design = Sample.Draw(3, missing: 0).Design();
        Estimate share = Estimator.Estimate(design, Statistic.Share("s", Indicator.AtLeast(Sample.Draw(3, missing: 0).X, 4)));
        Assert.Equal(0.8 - share.Value!.Value, KioskCoverage.Of([new("all", 8, 10, 30)]).DifferenceFrom(share)!.Value, 1e-15);
    }
}
