using Sipas.Counting;
using Sipas.Packs;

namespace Sipas.Reporting;

public class KioskFigureTests
{
    private static readonly MethodPack Pack = MethodPacks.Shipped("kiosk-9");
    private static readonly AnswerLayout Layout = new MethodPackRegistry([Pack]).Layouts.First();

    // Every silent answer enumerated: 3 ballots of 5 transactions, nine questions each.
    [Fact]
    public void Of_KnownTransactions_BoundsAreTheIndexWithAllSilentUnsatisfiedAndSatisfied()
    {
        var months = new Dictionary<int, AnswerTally> { [202601] = Tally(5, 5, 1) };

        KioskFigure figure = KioskFigure.Of("S01", Pack, "OVERALL", months, new Dictionary<int, long> { [202601] = 5 }, samplePercent: 60m);

        Assert.Equal((66.67m, 60.00m), (figure.Percent, figure.CoveragePercent));
        Assert.Equal((100m * 18 / 45, 100m * 36 / 45), (figure.LowerBoundPercent, figure.UpperBoundPercent));
        Assert.Equal(6.67m, figure.DifferencePoints);
    }

    [Fact]
    public void Of_MonthsAnsweredUnevenly_AdjustsByTheirTransactions()
    {
        var months = new Dictionary<int, AnswerTally> { [202601] = Tally(5, 5, 5, 5), [202602] = Tally(1) };

        KioskFigure figure = KioskFigure.Of("S01", Pack, "OVERALL", months,
            new Dictionary<int, long> { [202601] = 10, [202602] = 30, [202603] = 10 }, null);

        Assert.Equal(80m, figure.Percent);
        Assert.Equal(25m, figure.AdjustedPercent);
        Assert.Equal((50L, 10m), (figure.Transactions, figure.CoveragePercent));
        Assert.Null(figure.DifferencePoints);
    }

    [Fact]
    public void Of_TransactionsOfAMonthUnknownOrFewerThanBallots_GivesNoCoverageAndNoBounds()
    {
        var months = new Dictionary<int, AnswerTally> { [202601] = Tally(5), [202602] = Tally(1) };

        KioskFigure unknown = KioskFigure.Of("S01", Pack, "OVERALL", months, new Dictionary<int, long> { [202601] = 10 }, null);
        KioskFigure few = KioskFigure.Of("S01", Pack, "OVERALL", months, new Dictionary<int, long> { [202601] = 1, [202602] = 0 }, null);

        Assert.Equal((null, null, null, null),
            (unknown.Transactions, unknown.CoveragePercent, unknown.LowerBoundPercent, unknown.AdjustedPercent));
        Assert.Equal((1L, null, null), (few.Transactions, few.CoveragePercent, few.UpperBoundPercent));
    }

    private static AnswerTally Tally(params byte[] levels)
    {
        var tally = new AnswerTally(Layout);
        foreach (byte level in levels)
        {
            tally.Add([.. Layout.Items.Select(item => (byte)Math.Min(level, item.LevelCount))]);
        }

        return tally;
    }
}
