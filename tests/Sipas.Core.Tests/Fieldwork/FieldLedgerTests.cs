using FsCheck.Xunit;
using Sipas.Mathematics;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.Fieldwork;

public class FieldLedgerTests
{
    private static readonly DateOnly Day = new(2026, 11, 21);

    private static readonly SampleList Official = new(ListRole.Official,
        [Entry(ListRole.Official, 1, "A", 1), Entry(ListRole.Official, 2, "A", 2), Entry(ListRole.Official, 3, "B", 1, 0.25)]);

    private static readonly SampleList Reserve = new(ListRole.Reserve,
        [Entry(ListRole.Reserve, 1, "A", 1), Entry(ListRole.Reserve, 2, "A", 2), Entry(ListRole.Reserve, 3, "B", 1)]);

    [Fact]
    public void Apply_SubstitutionChain_TakesReservesInOrderAndCarriesTheWeight()
    {
        FieldLedger ledger = Ledger();
        ledger.Apply(Closed("C1", Disposition.Refused));

        FieldEvent first = ledger.Apply(Replaced("C1"));
        ledger.Apply(Closed("D1", Disposition.NotContacted));
        FieldEvent second = ledger.Apply(Replaced("D1", "D2"));

        Assert.Equal(("D1", "D2"), (first.SubstituteCode, second.SubstituteCode));
        Assert.Equal(("C1", 10.0), (ledger.Find("D1").Replaces, ledger.Find("D2").DesignWeight));
        Assert.Equal("D1", ledger.Find("D2").Replaces);
        Assert.Equal(["C1 D1 refused", "D1 D2 notContacted"],
            ledger.Substitutions.Select(done => $"{done.Replaced} {done.Substitute} {Dispositions.NameOf(done.Disposition)}"));
        Assert.Equal(0, ledger.ReserveLeft("A"));
        Assert.Equal(["C1", "C2", "C3", "D1", "D2"], ledger.ActiveCases.Select(known => known.Entry.Code));
    }

    [Fact]
    public void Apply_WhatIsNotAllowed_IsRefusedAndChangesNothing()
    {
        FieldLedger ledger = Ledger();
        ledger.Apply(Closed("C1", Disposition.Refused));
        ledger.Apply(Closed("C2", Disposition.Complete));

        Refused("FLD0001", null, "C9", Closed("C9", Disposition.Refused));
        Refused("FLD0004", "A", "D2", Replaced("C1", "D2"));
        Refused("FLD0005", "B", "D3", Replaced("C1", "D3"));
        Refused("FLD0006", "C2", "complete", Replaced("C2"));
        Refused("FLD0006", "C3", "pending", Replaced("C3"));
        Refused("FLD0007", "C1", "reason", Replaced("C1") with { Reason = " " });
        Refused("FLD0007", "C1", "approver", Replaced("C1") with { Approver = null });
        Refused("FLD0007", "C1", "team", new FieldEvent { Day = Day, Code = "C1", Kind = FieldEventKind.Assigned });
        Refused("FLD0009", "A", "D1", Closed("D1", Disposition.Complete));
        Refused("FLD0002", "C3", "", new FieldEvent { Day = Day, Code = "C3", Kind = FieldEventKind.Closed });
        Refused("FLD0013", "C2", "complete", Closed("C2", Disposition.Refused));
        Refused("FLD0015", "C3", "returned", new FieldEvent { Day = Day, Code = "C3", Kind = FieldEventKind.Returned });
        Refused("FLD0015", "C3", "checked", new FieldEvent { Day = Day, Code = "C3", Kind = FieldEventKind.FoundValid });

        ledger.Apply(Replaced("C1"));
        Refused("FLD0006", "C1", "replaced by D1", Replaced("C1"));
        Refused("FLD0006", "C1", "replaced by D1", Closed("C1", Disposition.Complete) with { Reason = "came back" });
        ledger.Apply(Closed("D1", Disposition.Moved));
        ledger.Apply(Replaced("D1"));
        ledger.Apply(Closed("D2", Disposition.Moved));
        Refused("FLD0003", "A", "2", Replaced("D2"));
        Assert.Throws<ArgumentOutOfRangeException>(() => ledger.Apply(Closed("C3", (Disposition)99)));
        Assert.Equal(6, ledger.Events.Count);

        void Refused(string code, string? place, string value, FieldEvent happened)
        {
            int before = ledger.Events.Count;
            Problem problem = Assert.Single(Assert.Throws<SipasException>(() => ledger.Apply(happened)).Problems);
            Assert.Equal((code, place, value), (problem.Code, problem.Place, problem.Value));
            Assert.Equal(before, ledger.Events.Count);
        }
    }

    [Fact]
    public void Apply_SubstitutionRequested_TakesNoReserveAndGivesTheReasonOfTheSubstitution()
    {
        FieldLedger ledger = Ledger();
        ledger.Apply(Closed("C1", Disposition.Refused));
        ledger.Apply(Requested("C1", "refused at home"));

        Assert.Equal(("refused at home", 2, 0), (ledger.Find("C1").RequestedReason, ledger.ReserveLeft("A"), ledger.Substitutions.Count));
        FieldEvent stored = ledger.Apply(Replaced("C1") with { Reason = null });
        Assert.Equal(("D1", "refused at home"), (stored.SubstituteCode, stored.Reason));
        Assert.Equal("refused at home", Assert.Single(ledger.Substitutions).Reason);
        Assert.Null(ledger.Find("C1").RequestedReason);
    }

    [Fact]
    public void Apply_SubstitutionRequested_IsRefusedAsTheSubstitutionWouldBeAndEndsWithANewOutcome()
    {
        FieldLedger ledger = Ledger();
        ledger.Apply(Closed("C1", Disposition.Refused));
        ledger.Apply(Closed("C2", Disposition.Complete));

        Assert.Equal("FLD0006", CodeOf(Requested("C2", "r")));
        Assert.Equal("FLD0006", CodeOf(Requested("C3", "r")));
        Assert.Equal("FLD0007", CodeOf(Requested("C1", " ")));
        Assert.Equal("FLD0007", CodeOf(Replaced("C1") with { Reason = null }));
        ledger.Apply(Requested("C1", "r"));
        ledger.Apply(Closed("C1", Disposition.Complete) with { Reason = "came to the office" });
        Assert.Null(ledger.Find("C1").RequestedReason);
        Assert.Equal("FLD0006", CodeOf(Replaced("C1") with { Reason = "x" }));

        string CodeOf(FieldEvent happened) => Assert.Single(Assert.Throws<SipasException>(() => ledger.Apply(happened)).Problems).Code;
    }

    [Fact]
    public void Apply_CorrectionWithAReason_IsStored()
    {
        FieldLedger ledger = Ledger();
        ledger.Apply(Closed("C2", Disposition.Refused));
        ledger.Apply(Closed("C2", Disposition.Complete) with { Reason = "came to the office" });

        Assert.Equal(Disposition.Complete, ledger.Find("C2").Disposition);
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public void Ledger_ReplayOfItsOwnLog_IsTheSameLedger(ulong seed)
    {
        var random = new SeededGenerator(seed);
        FieldLedger ledger = Ledger();
        string[] codes = [.. ledger.Cases.Select(known => known.Entry.Code)];
        for (int i = 0; i < 40; i++)
        {
            try
            {
                ledger.Apply(new FieldEvent
                {
                    Day = Day.AddDays(random.NextBelow(9)),
                    Code = codes[random.NextBelow(codes.Length)],
                    Kind = (FieldEventKind)random.NextBelow(7),
                    Team = "T1",
                    Disposition = (Disposition)random.NextBelow(9),
                    Reason = random.NextBelow(2) == 0 ? "r" : null,
                    Approver = "a",
                });
            }
            catch (SipasException)
            {
                // What is refused leaves no trace, which the comparison below shows.
            }
        }

        FieldLedger again = Ledger();
        foreach (FieldEvent happened in ledger.Events)
        {
            again.Apply(happened);
        }

        Assert.Equal(ledger.Cases, again.Cases);
        Assert.Equal(ledger.Substitutions, again.Substitutions);
        FieldRates rates = FieldRates.Of(ledger.Cases);
        Assert.Equal(ledger.ActiveCases.LongCount(), rates.ActiveCount);
        Assert.True(rates.ValidCount <= rates.ReturnedCount && rates.ReturnedCount <= rates.IssuedCount);
        Assert.Equal(ledger.Substitutions.Count, ledger.ActiveCases.Count(known => known.Replaces is not null));
    }

    [Fact]
    public void Rates_OverAllContacted_FollowAapor()
    {
        // 12 drawn: 4 complete, 1 partial, 2 refused, 1 not contacted, 1 unable, 1 unknown address, 1 ineligible, 1
        // open: 4/11, not 4 of the 7 who were reached.
        FieldCase[] cases =
        [
            .. new[]
            {
                Disposition.Complete, Disposition.Complete, Disposition.Complete, Disposition.Complete, Disposition.Partial,
                Disposition.Refused, Disposition.Refused, Disposition.NotContacted,
                Disposition.Unable, Disposition.AddressUnknown, Disposition.Ineligible, Disposition.Pending,
            }.Select((disposition, i) =>
                new FieldCase { Entry = Entry(ListRole.Official, i + 1, "A", i + 1), IsActive = true, Disposition = disposition,
                    DesignWeight = 10, IsIssued = i < 8, IsReturned = i < 5, IsValid = i < 4 }),
        ];

        FieldRates rates = FieldRates.Of(cases);

        Assert.Equal((new ExactShare(4, 11), new ExactShare(5, 11), new ExactShare(4, 8)),
            (rates.ResponseRate1!.Value, rates.ResponseRate2!.Value, rates.CooperationRate!.Value));
        Assert.Equal((new ExactShare(2, 11), new ExactShare(8, 11)), (rates.RefusalRate!.Value, rates.ContactRate!.Value));
        Assert.Equal((new ExactShare(5, 8), new ExactShare(4, 5)), (rates.ReturnRate!.Value, rates.ValidRate!.Value));
        Assert.Null(FieldRates.Of([]).ResponseRate1);
        Assert.Null(FieldRates.Of([]).ReturnRate);
        Assert.Equal(12, FieldRates.By(cases, known => Dispositions.NameOf(known.Disposition)).Sum(group => group.Value.ActiveCount));
    }

    [Fact]
    public void Progress_DaysLeftAndOutOfReach_AreSaid()
    {
        FieldLedger ledger = Ledger();
        ledger.Apply(Closed("C1", Disposition.Complete));
        ledger.Apply(Closed("C3", Disposition.Refused));

        var progress = FieldProgress.Of(ledger, Day, Day.AddDays(1));

        Assert.Equal((2, 1L), (progress.DaysLeft, progress.NeededPerDay));
        Assert.Equal([(2L, 1L, 1L, 2L, false), (1L, 0L, 0L, 1L, false)],
            progress.Cells.Select(cell => (cell.QuotaCount, cell.CompleteCount, cell.OpenCount, cell.ReserveLeftCount, cell.IsOutOfReach)));
        ledger.Apply(Replaced("C3"));
        ledger.Apply(Closed("D3", Disposition.Refused));
        Assert.True(FieldProgress.Of(ledger, Day, null).Cells[1].IsOutOfReach);
        Assert.Equal((0, null), (FieldProgress.Of(ledger, Day.AddDays(5), Day).DaysLeft,
            FieldProgress.Of(ledger, Day.AddDays(5), Day).NeededPerDay));
    }

    [Fact]
    public void Reinterview_EveryTeam_IsDrawnFromByTheSameShare()
    {
        SampleEntry[] entries = [.. Enumerable.Range(1, 30).Select(i => Entry(ListRole.Official, i, "A", i))];
        var ledger = new FieldLedger(new SampleList(ListRole.Official, entries), new SampleList(ListRole.Reserve, []));
        foreach (SampleEntry entry in entries)
        {
            ledger.Apply(new FieldEvent
            {
                Day = Day,
                Code = entry.Code,
                Kind = FieldEventKind.Assigned,
                Team = entry.Number <= 20 ? "T1" : "T2"
            });
            ledger.Apply(Closed(entry.Code, entry.Number % 10 == 0 ? Disposition.Refused : Disposition.Complete));
        }

        IReadOnlyList<string> drawn = Reinterview.Draw(ledger, 0.1, DrawSeed.FromPublicText("xổ số"));

        Assert.Equal([2, 1], drawn.GroupBy(code => ledger.Find(code).Team).Select(team => team.Count()));
        Assert.Equal(drawn, Reinterview.Draw(ledger, 0.1, DrawSeed.FromPublicText("xổ số")));
        Assert.All(drawn, code => Assert.Equal(Disposition.Complete, ledger.Find(code).Disposition));
        Assert.Equal(ProblemCodes.SizeParameterOutOfRange,
            Assert.Throws<SipasException>(() => Reinterview.Draw(ledger, 0, DrawSeed.FromNumber(1))).Problems[0].Code);
        ulong seed = 0;
        long[] first = [.. Enumerable.Range(0, 18).Select(i => i + (i / 9L))];
        Assert.Empty(InclusionTest.Failures(InclusionTest.OfSimpleRandom(18, 2), () =>
            [.. Reinterview.Draw(ledger, 0.1, DrawSeed.FromNumber(++seed)).Take(2)
                .Select(code => (long)Array.IndexOf(first, ledger.Find(code).Entry.Number - 1))]));
    }

    [Fact]
    public void Agreement_CountsOnlyWhatCanBeCompared()
    {
        Assert.Equal(new ExactShare(2, 3),
            Reinterview.Agreement([("5", "5"), ("4", "5"), (null, "3"), ("1", null), ("noAnswer", "noAnswer")]));
        Assert.Null(Reinterview.Agreement([(null, "3")]));
    }

    internal static FieldLedger Ledger() => new(Official, Reserve);

    internal static SampleEntry Entry(ListRole role, long number, string cell, long order, double probability = 0.1) => new()
    {
        Role = role,
        Number = number,
        Cell = cell,
        OrderInCell = order,
        RowNumber = number + 1,
        UnitId = $"{role}{number}",
        StageProbabilities = [new InclusionProbability(probability)],
    };

    internal static FieldEvent Closed(string code, Disposition disposition) =>
        new() { Day = Day, Code = code, Kind = FieldEventKind.Closed, Disposition = disposition };

    private static FieldEvent Requested(string code, string reason) =>
        new() { Day = Day, Code = code, Kind = FieldEventKind.SubstitutionRequested, Reason = reason };

    private static FieldEvent Replaced(string code, string? by = null) =>
        new()
        {
            Day = Day,
            Code = code,
            Kind = FieldEventKind.Replaced,
            SubstituteCode = by,
            Reason = "refused twice",
            Approver = "Trưởng nhóm"
        };
}
