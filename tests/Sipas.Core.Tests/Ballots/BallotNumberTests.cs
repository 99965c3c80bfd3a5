using Sipas.Fieldwork;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.Ballots;

public class BallotNumberTests
{
    [Fact]
    public void Apply_NumberOfAnotherUnit_IsRefusedWhenIssuedAndWhenReturned()
    {
        FieldLedger ledger = Open();
        Issue(ledger, "C1", "000001-8");

        Assert.Equal(ProblemCodes.BallotNumberTaken, Refused(ledger, "C2", FieldEventKind.Issued, "000001-8"));
        Issue(ledger, "C2", "000002-6");
        Assert.Equal(ProblemCodes.BallotNumberTaken, Refused(ledger, "C2", FieldEventKind.Returned, "000001-8"));
        Assert.Equal(ProblemCodes.BallotNumberTaken, Refused(ledger, "C2", FieldEventKind.Returned, "999999"));
        Assert.Equal(("000002-6", false), (ledger.Find("C2").BallotNumber, ledger.Find("C2").IsReturned));
        Assert.Equal(2, ledger.Events.Count);
    }

    [Fact]
    public void Apply_LostBallotHandedOutAnew_LeavesItsNumberToNobodyElse()
    {
        FieldLedger ledger = Open();
        Issue(ledger, "C1", "000001-8");
        Issue(ledger, "C1", "000009-1");

        Assert.Equal("000009-1", ledger.Find("C1").BallotNumber);
        Assert.Equal(ProblemCodes.BallotNumberTaken, Refused(ledger, "C2", FieldEventKind.Issued, "000001-8"));
        ledger.Apply(Event("C1", FieldEventKind.Returned, "000009-1"));
        Assert.True(ledger.Find("C1").IsReturned);
    }

    [Fact]
    public void Apply_BallotsWithoutNumbers_AreIssuedAndReturned()
    {
        FieldLedger ledger = Open();
        ledger.Apply(Event("C1", FieldEventKind.Issued, null));
        ledger.Apply(Event("C2", FieldEventKind.Issued, null));
        ledger.Apply(Event("C2", FieldEventKind.Returned, null));

        Assert.Equal((2L, 1L), (FieldRates.Of(ledger.Cases).IssuedCount, FieldRates.Of(ledger.Cases).ReturnedCount));
    }

    private static FieldLedger Open() => new(new SampleList(ListRole.Official, [Entry(1), Entry(2)]), new SampleList(ListRole.Reserve, []));

    private static SampleEntry Entry(long number) => new()
    {
        Role = ListRole.Official,
        Number = number,
        Cell = "A",
        OrderInCell = number,
        RowNumber = number + 1,
        UnitId = $"HS-{number}",
        StageProbabilities = [new InclusionProbability(0.5)],
    };

    private static void Issue(FieldLedger ledger, string code, string number) => ledger.Apply(Event(code, FieldEventKind.Issued, number));

    private static string Refused(FieldLedger ledger, string code, FieldEventKind kind, string number) =>
        Assert.Throws<SipasException>(() => ledger.Apply(Event(code, kind, number))).Problems[0].Code;

    private static FieldEvent Event(string code, FieldEventKind kind, string? number) =>
        new() { Day = new DateOnly(2026, 11, 21), Code = code, Kind = kind, BallotNumber = number };
}
