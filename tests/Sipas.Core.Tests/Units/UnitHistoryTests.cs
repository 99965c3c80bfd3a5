using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Units;

public class UnitHistoryTests
{
    internal static readonly DateOnly LastOld = new(2025, 6, 30);
    internal static readonly DateOnly FirstNew = new(2025, 7, 1);

    [Fact]
    public void Bridge_MergedSplitRenamedAndStored_FollowsShares()
    {
        var units = new UnitDirectory([Unit("kept"), Old("a"), Old("b"), Old("c"), Old("d"), New("ab"), New("c1"), New("c2"), New("d2")]);
        var history = new UnitHistory(units,
            [Link("a", "ab"), Link("b", "ab"), Link("c", "c1", 0.6m, SuccessionKind.Split), Link("c", "c2", 0.4m, SuccessionKind.Split),
                Link("d", "d2", 1, SuccessionKind.Renamed)]);

        UnitBridge bridge = history.Bridge(LastOld, FirstNew);

        Assert.Equal([("kept", "kept", 1m), ("a", "ab", 1m), ("b", "ab", 1m), ("c", "c1", 0.6m), ("c", "c2", 0.4m), ("d", "d2", 1m)],
            bridge.Rows.Select(row => (row.OldCode, row.NewCode, row.Share)));
        Assert.Empty(bridge.OldWithoutBridge);
        Assert.Empty(bridge.NewWithoutBridge);
    }

    [Fact]
    public void Bridge_ChainThatPartsAndMeetsAgain_MultipliesAndAdds()
    {
        OrganisationUnit middle = Unit("m1") with { ValidFrom = new DateOnly(2024, 1, 1), ValidTo = LastOld };
        var units = new UnitDirectory(
            [Unit("o") with { ValidTo = new DateOnly(2023, 12, 31) }, middle, middle with { Code = "m2" }, New("n")]);
        var history = new UnitHistory(units,
            [Link("o", "m1", 0.3m, SuccessionKind.Split), Link("o", "m2", 0.7m, SuccessionKind.Split), Link("m1", "n"), Link("m2", "n")]);

        BridgeRow row = Assert.Single(history.Bridge(new DateOnly(2023, 1, 1), FirstNew).Rows);

        Assert.Equal(("o", "n", 1m), (row.OldCode, row.NewCode, row.Share));
    }

    [Fact]
    public void Bridge_UnitWithoutSuccession_IsNamed()
    {
        UnitBridge bridge = new UnitHistory(new UnitDirectory([Old("a"), New("n")]), []).Bridge(LastOld, FirstNew);

        Assert.Equal(["a"], bridge.OldWithoutBridge);
        Assert.Equal(["n"], bridge.NewWithoutBridge);
    }

    [Fact]
    public void UnitHistory_Faults_AreAllNamedAtOnce()
    {
        var units = new UnitDirectory([Unit("kept"), Old("a"), Old("b"), Old("c"), New("n"), New("m")]);

        SipasException error = Assert.Throws<SipasException>(() => new UnitHistory(units,
        [
            Link("a", "n", 0.5m), Link("a", "m", 0.4m), Link("b", "n", 1.5m), Link("c", "nowhere"), Link("kept", "n"),
            Link("c", "m", 0.9m, SuccessionKind.Renamed),
        ]));

        Assert.Equal(
            [
                (ProblemCodes.SuccessionShare, "b → n"), (ProblemCodes.SuccessionUnknown, "c → nowhere"),
                (ProblemCodes.SuccessionDates, "kept → n"), (ProblemCodes.SuccessionShare, "c → m"),
                (ProblemCodes.SuccessionSum, "a"), (ProblemCodes.SuccessionSum, "b"), (ProblemCodes.SuccessionSum, "c"),
            ],
            error.Problems.Select(problem => (problem.Code, problem.Place)));
    }

    [Fact]
    public void UnitHistory_CycleAndLinkTwice_AreRefusedByName()
    {
        var units = new UnitDirectory([Old("a"), Old("b")]);

        SipasException error = Assert.Throws<SipasException>(() =>
            new UnitHistory(units, [Link("a", "b"), Link("b", "a"), Link("a", "b")]));

        Assert.Contains(error.Problems, problem => problem.Code == ProblemCodes.SuccessionCycle && problem.Value == "a → b → a");
        Assert.Contains(error.Problems, problem => problem.Code == ProblemCodes.SuccessionTwice);
    }

    [Fact]
    public void UnitDirectory_ChildDatedBeforeParent_IsRefusedByName()
    {
        SipasException error = Assert.Throws<SipasException>(() =>
            new UnitDirectory([New("p"), Unit("c") with { ParentCode = "p", ValidFrom = LastOld }]));

        Problem problem = Assert.Single(error.Problems);
        Assert.Equal((ProblemCodes.UnitBeforeParent, "c"), (problem.Code, problem.Place));
    }

    [Fact]
    public void On_DayAfterTheDistrictsEnded_PutsCommunesUnderTheProvince()
    {
        var units = new UnitDirectory(
            [Unit("province"), Old("district") with { ParentCode = "province" }, Unit("commune") with { ParentCode = "district" }]);

        Assert.Equal("district", units.On(LastOld).Find("commune")!.ParentCode);
        Assert.Equal("province", units.On(FirstNew).Find("commune")!.ParentCode);
        Assert.Null(units.On(FirstNew).Find("district"));
    }

    internal static OrganisationUnit Unit(string code) => new() { Code = code, Name = new LocalizedText(code, code), Block = "communes" };

    internal static OrganisationUnit Old(string code) => Unit(code) with { ValidTo = LastOld };

    internal static OrganisationUnit New(string code) => Unit(code) with { ValidFrom = FirstNew };

    internal static UnitSuccession Link(string from, string to, decimal share = 1, SuccessionKind kind = SuccessionKind.Merged) =>
        new() { PredecessorCode = from, SuccessorCode = to, Share = share, Kind = kind };
}
