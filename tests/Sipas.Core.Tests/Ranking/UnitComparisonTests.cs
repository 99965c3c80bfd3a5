using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Units;

namespace Sipas.Ranking;

public class UnitComparisonTests
{
    private static readonly RoundingRule Rounding = new() { Decimals = 2, Midpoint = MidpointRule.AwayFromZero };

    private static readonly UnitHistory History = new(
        new UnitDirectory([UnitHistoryTests.Unit("kept"), UnitHistoryTests.Old("a"), UnitHistoryTests.Old("b"), UnitHistoryTests.Old("c"),
            UnitHistoryTests.New("ab"), UnitHistoryTests.New("c1"),
            UnitHistoryTests.New("c2"), UnitHistoryTests.New("fresh")]),
        [UnitHistoryTests.Link("a", "ab"), UnitHistoryTests.Link("b", "ab"), UnitHistoryTests.Link("c", "c1", 0.6m, SuccessionKind.Split),
            UnitHistoryTests.Link("c", "c2", 0.4m, SuccessionKind.Split)]);

    private static readonly UnitBridge Bridge = History.Bridge(UnitHistoryTests.LastOld, UnitHistoryTests.FirstNew);

    [Fact]
    public void Compare_OnNewBoundaries_WeighsTheMergedUnitsAndPrintsTheBridge()
    {
        IReadOnlyList<UnitChange> changes = UnitComparison.Compare(Bridge,
            [Figure("kept", 2024, 80m), Figure("a", 2024, 80m, 300), Figure("b", 2024, 90m, 100), Figure("c", 2024, 85m)],
            [Figure("kept", 2025, 81.5m), Figure("ab", 2025, 84m), Figure("c1", 2025, 86m), Figure("fresh", 2025, 70m)],
            ComparisonBoundaries.New, Rounding);

        Assert.Equal([1.5m, 1.5m, 1m, null], changes.Select(change => change.Change?.ChangePoints));
        Assert.Equal([0, 2, 1, 0], changes.Select(change => change.Bridge.Count));
        Assert.Equal(ProblemCodes.NoBridge, changes[3].Refusal!.Code);
        Assert.Contains("fresh", changes[3].Refusal!.Message.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_OnOldBoundaries_CarriesTheLaterFiguresBack()
    {
        IReadOnlyList<UnitChange> changes = UnitComparison.Compare(Bridge, [Figure("a", 2024, 80m), Figure("c", 2024, 85m)],
            [Figure("ab", 2025, 84m), Figure("c1", 2025, 86m), Figure("c2", 2025, 88.5m)], ComparisonBoundaries.Old, Rounding);

        Assert.Equal([4m, 2m], changes.Select(change => change.Change!.ChangePoints!.Value));
    }

    [Fact]
    public void Compare_APartWithoutAFigure_IsRefusedRatherThanMadeOfTheRest()
    {
        UnitChange change = Assert
            .Single(UnitComparison.Compare(Bridge, [Figure("a", 2024, 80m)], [Figure("ab", 2025, 84m)], ComparisonBoundaries.New,
                Rounding));

        Assert.Equal((null, ProblemCodes.FigureMissing), (change.Change, change.Refusal!.Code));
    }

    [Fact]
    public void Compare_OtherMethod_IsABreak()
    {
        PublishedFigure other = Figure("kept", 2025, 81m) with { Series = "other" };

        UnitChange refused = Assert
            .Single(UnitComparison.Compare(Bridge, [Figure("kept", 2024, 80m)], [other], ComparisonBoundaries.New, Rounding));
        UnitChange asked = Assert
            .Single(UnitComparison.Compare(Bridge, [Figure("kept", 2024, 80m)], [other], ComparisonBoundaries.New, Rounding,
                overBreak: true));

        Assert.Equal((null, ProblemCodes.SeriesBroken), (refused.Change!.ChangePoints, refused.Refusal!.Code));
        Assert.Equal((1m, true), (asked.Change!.ChangePoints, asked.Change.IsOverBreak));
    }

    [Fact]
    public void Compare_UnitTwice_IsRefused()
    {
        SipasException error = Assert.Throws<SipasException>(() =>
            UnitComparison.Compare(Bridge, [Figure("kept", 2024, 80m), Figure("kept", 2024, 81m)], [], ComparisonBoundaries.New, Rounding));

        Assert.Equal(ProblemCodes.FigureTwice, Assert.Single(error.Problems).Code);
    }

    private static PublishedFigure Figure(string code, int year, decimal percent, decimal weight = 1) =>
        new() { Code = code, Year = year, Percent = percent, Series = "s", Weight = weight };
}
