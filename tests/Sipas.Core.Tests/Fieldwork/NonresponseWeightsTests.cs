using FsCheck.Xunit;
using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Fieldwork;

public class NonresponseWeightsTests
{
    [Fact]
    public void Adjust_WorkedClass_FollowsTheTwoSteps()
    {
        // Class a: 10 + 10 answered, 10 refused, 10 ineligible, 20 unknown. f1 = 60/40 = 1.5; f2 = (15 + 15 + 15)/(15 +
        // 15) = 1.5: respondents 22.5 each, ineligible 15, together 60.
        FieldOutcome[] outcomes =
        [
            new("1", "a", 10, DispositionGroup.Complete), new("2", "a", 10, DispositionGroup.Complete),
            new("3", "a", 10, DispositionGroup.Refusal), new("4", "a", 10, DispositionGroup.Ineligible),
            new("5", "a", 20, DispositionGroup.UnknownEligibility), new("6", "b", 7, DispositionGroup.Complete),
        ];

        IReadOnlyList<AdjustedWeight> adjusted = NonresponseWeights.Adjust(outcomes);

        Assert.Equal([22.5, 22.5, 0, 15, 0, 7], adjusted.Select(weight => weight.Weight));
        Assert.Equal([true, true, false, false, false, true], adjusted.Select(weight => weight.IsRespondent));
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public void Adjust_AnyOutcomes_PreservesTheTotalOfEachClass(ulong seed)
    {
        var random = new SeededGenerator(seed);
        FieldOutcome[] outcomes =
        [
            .. Enumerable.Range(0, 3).Select(i => new FieldOutcome($"sure{i}", $"k{i}", 1 + random.NextShare(), DispositionGroup.Complete)),
            .. Enumerable.Range(0, random.NextBelow(60))
            .Select(i => new FieldOutcome($"{i}", $"k{random.NextBelow(3)}", random.NextShare() * 50,
                (DispositionGroup)random.NextBelow(8))),
        ];

        IReadOnlyList<AdjustedWeight> adjusted = NonresponseWeights.Adjust(outcomes, partialAnswers: random.NextBelow(2) == 0);

        foreach (var members in outcomes.Zip(adjusted).GroupBy(pair => pair.First.Class))
        {
            Assert.Equal(members.Sum(pair => pair.First.DesignWeight), members.Sum(pair => pair.Second.Weight), 1e-9);
            Assert.All(members, pair => Assert.True(pair.Second.Weight == 0 || pair.Second.Weight >= pair.First.DesignWeight - 1e-12));
        }
    }

    [Fact]
    public void Adjust_BadInput_NamesClassAndValue()
    {
        Expect("FLD0008", "a", "2", new FieldOutcome("1", "a", 1, DispositionGroup.Refusal),
            new FieldOutcome("2", "a", 1, DispositionGroup.Open), new FieldOutcome("3", "a", 1, DispositionGroup.Ineligible));
        Expect("FLD0008", "a", "1", new FieldOutcome("1", "a", 1, DispositionGroup.Open));
        Expect("FLD0012", "1", "-1", new FieldOutcome("1", "a", -1, DispositionGroup.Complete));
        Expect("FLD0012", "1", "NaN", new FieldOutcome("1", "a", double.NaN, DispositionGroup.Complete));
        Expect("FLD0011", "a", "1", new FieldOutcome("1", "a", 1, DispositionGroup.Complete),
            new FieldOutcome("1", "a", 1, DispositionGroup.Complete));
        Assert.Equal([3.0], NonresponseWeights.Adjust([new FieldOutcome("1", "a", 3, DispositionGroup.Ineligible)])
            .Select(weight => weight.Weight));

        static void Expect(string code, string place, string value, params FieldOutcome[] outcomes)
        {
            Problem problem = Assert.Single(Assert.Throws<SipasException>(() => NonresponseWeights.Adjust(outcomes)).Problems);
            Assert.Equal((code, place, value), (problem.Code, problem.Place, problem.Value));
        }
    }

    [Fact]
    public void OutcomesOf_Substitutes_StandInOrStayOut()
    {
        FieldLedger ledger = FieldLedgerTests.Ledger();
        ledger.Apply(FieldLedgerTests.Closed("C1", Disposition.Refused));
        ledger.Apply(new FieldEvent
        {
            Day = new DateOnly(2026, 11, 21),
            Code = "C1",
            Kind = FieldEventKind.Replaced,
            Reason = "r",
            Approver = "a"
        });
        ledger.Apply(FieldLedgerTests.Closed("D1", Disposition.Complete));

        Assert.Equal(["C2", "C3", "D1"], NonresponseWeights.OutcomesOf(ledger).Select(outcome => outcome.Code));
        Assert.Equal(["C1", "C2", "C3"], NonresponseWeights.OutcomesOf(ledger, substitutesStandIn: false).Select(outcome => outcome.Code));
        Assert.Equal(24, NonresponseWeights.OutcomesOf(ledger).Sum(outcome => outcome.DesignWeight));
    }
}
