using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Units;

public class UnitDirectoryTests
{
    [Fact]
    public void UnitDirectory_EveryFault_IsNamedAtOnce()
    {
        SipasException error = Assert.Throws<SipasException>(() => new UnitDirectory(
        [
            Unit("A", parent: "B"), Unit("B", parent: "A"), Unit("C", parent: "gone"), Unit("D"), Unit("D"), Unit("mã lạ"),
            Unit("E") with { Name = new LocalizedText(" ", "x") },
            Unit("F") with { ValidFrom = new DateOnly(2026, 1, 2), ValidTo = new DateOnly(2026, 1, 1) }, Unit("G", parent: "G"),
        ]));

        Assert.Equal(
            [
                ProblemCodes.UnitTwice, ProblemCodes.UnitMalformed, ProblemCodes.UnitMalformed, ProblemCodes.UnitValidity,
                ProblemCodes.UnitCycle, ProblemCodes.UnitCycle,
                ProblemCodes.UnitParentUnknown, ProblemCodes.UnitCycle,
            ],
            error.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void UnitDirectory_E01CodeInTwoPeriodsOfOneFile_NamesBothUnits()
    {
        var ended = new DateOnly(2025, 6, 30);
        OrganisationUnit old = Unit("26740") with { Name = new LocalizedText("Phường Cũ", "Old"), ValidTo = ended };
        OrganisationUnit next = old with { Name = new LocalizedText("Phường Mới", "New"), ValidFrom = ended.AddDays(1), ValidTo = null };

        Problem problem = Assert.Single(Assert.Throws<SipasException>(() => new UnitDirectory([old, next])).Problems);
        Problem overlap = Assert.Single(
            Assert.Throws<SipasException>(() => new UnitDirectory([old, next with { ValidFrom = ended }])).Problems);

        Assert.Equal((ProblemCodes.UnitCodeReused, "'Phường Mới' (2025-07-01 –)", "'Phường Cũ' (– 2025-06-30)"),
            (problem.Code, problem.Value, problem.Allowed));
        Assert.Equal(ProblemCodes.UnitTwice, overlap.Code);
    }

    [Fact]
    public void UnitDirectory_LongChainBelowACycle_Ends()
    {
        SipasException error = Assert.Throws<SipasException>(() => new UnitDirectory(
            [.. Enumerable.Range(0, 50).Select(i => Unit($"U{i}", parent: i == 0 ? "U1" : $"U{i - 1}"))]));

        Assert.Equal(["U0", "U1"], error.Problems.Select(problem => problem.Place));
    }

    [Theory]
    [InlineData("2025-06-30", true)]
    [InlineData("2025-07-01", false)]
    [InlineData("2020-01-01", true)]
    [InlineData("2019-12-31", false)]
    public void ExistsOn_FirstAndLastDay_AreIncluded(string day, bool exists)
    {
        OrganisationUnit unit = Unit("A") with { ValidFrom = new DateOnly(2020, 1, 1), ValidTo = new DateOnly(2025, 6, 30) };

        Assert.Equal(exists, unit.ExistsOn(DateOnly.ParseExact(day, "yyyy-MM-dd")));
    }

    private static OrganisationUnit Unit(string code, string? parent = null) =>
        new() { Code = code, Name = new LocalizedText("Đơn vị", "Unit"), Block = "b", ParentCode = parent };
}
