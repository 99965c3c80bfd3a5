using FsCheck.Xunit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using Sipas.Packs;

namespace Sipas.Disclosure;

/// <summary>The cuts of public figures against a rule that is written down naively, on random logs.</summary>
public class BatchLedgerTests
{
    private static readonly AnswerLayout Layout = new MethodPackRegistry([MethodPacks.Shipped("kiosk-9")]).FindLayout("kiosk-9", "five-1")!;
    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly byte[] Codes = new byte[Layout.Items.Count];

    [Theory]
    [InlineData(19, 0)]
    [InlineData(20, 10)]
    [InlineData(37, 27)]
    public void AdvanceTo_OneMidnight_LeavesAsManyWaitingAsABatchNeeds(int received, int shown)
    {
        var ledger = new BatchLedger(10, 1);
        for (int i = 1; i <= received; i++)
        {
            ledger.Add(Ballot(i, First));
        }

        Assert.Empty(Shown(ledger));
        ledger.AdvanceTo(First.AddDays(1));
        Assert.Equal(shown, Shown(ledger).Count);
        Assert.Equal(received - shown, ledger.Waiting().Sum(group => group.Ballots.Waiting));

        // Ballots of the new day wait, however many they are; and a clock that goes back moves nothing.
        for (int i = 1; i <= 100; i++)
        {
            ledger.Add(Ballot(received + i, First));
        }

        ledger.AdvanceTo(First);
        Assert.Equal(shown, Shown(ledger).Count);
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 150, Replay = Seeds.Fixed)]
    public void Add_RandomLogs_EqualsTheNaiveRuleAndEveryStepIsABatch(int seed)
    {
        var random = new Random(seed);
        int batch = random.Next(1, 12), days = random.Next(1, 4), count = random.Next(0, 400);
        LoggedBallot[] log = RandomLog(random, count);
        DateOnly end = First.AddDays(45);
        var ledger = new BatchLedger(batch, days);
        HashSet<long> before = [];
        int steps = 0;
        for (int i = 0; i < log.Length; i++)
        {
            ledger.Add(log[i]);
            HashSet<long> shown = Shown(ledger);
            RequireStep(log[..i], before, shown, batch, ref steps);
            before = shown;
        }

        ledger.AdvanceTo(end);
        RequireStep(log, before, Shown(ledger), batch, ref steps);

        Assert.Equal(Naive(log, batch, days, end).Order(), Shown(ledger).Order());
        Assert.True(steps > 0 || count < 2 * 12 * 6, $"seed {seed}");

        // Whoever reads it in one go, as after a restart, sees the same.
        var again = new BatchLedger(batch, days);
        foreach (LoggedBallot ballot in log)
        {
            again.Add(ballot);
        }

        again.AdvanceTo(end);
        Assert.Equal(Shown(ledger).Order(), Shown(again).Order());
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 150, Replay = Seeds.Fixed)]
    public void Add_CorrectionsOfRandomBallots_StepsAreStillBatchesAndNoBallotCountsTwice(int seed)
    {
        var random = new Random(seed);
        LoggedBallot[] log = WithCorrections(random, RandomLog(random, 300));
        var ledger = new BatchLedger(5, 1);
        HashSet<long> before = [];
        int steps = 0;
        for (int i = 0; i < log.Length; i++)
        {
            ledger.Add(log[i]);
            HashSet<long> shown = Shown(ledger);
            RequireStep(log[..i], before, shown, 5, ref steps);
            before = shown;
            Assert.DoesNotContain(log[..(i + 1)], ballot => ballot.Replaced > 0 && ballot.Counted.Day.Year == ballot.ReplacedDay.Year
                && shown.Contains(ballot.Counted.Sequence) && shown.Contains(ballot.Replaced));
        }

        Assert.True(steps > 5, $"{steps} steps");
    }

    [Fact]
    public void Close_EndsItsBallots_ShowsTheRestIfItIsABatchAndNeverLess()
    {
        var ledger = new BatchLedger(10, 1);
        long sequence = 0;
        AddMany("S01", 25);
        AddMany("S02", 9);
        ledger.AdvanceTo(First.AddDays(1));
        Assert.Equal(15, Shown(ledger).Count);

        ledger.Close(Closing("2026", new SurveyScope { PackId = "kiosk-9" }, First.AddDays(1), sequence));

        Assert.Equal(25, Shown(ledger).Count);
        Assert.Equal([new WaitingBallots(0, 0), new WaitingBallots(0, 9)],
            ledger.Waiting().OrderBy(group => group.Group.Unit, StringComparer.Ordinal).Select(group => group.Ballots));
        Assert.NotNull(ledger.ClosedDays().Find(Layout, SelectionBasis.SelfSelected, null, null, out bool divided));
        Assert.False(divided);

        void AddMany(string unit, int count)
        {
            for (int i = 0; i < count; i++)
            {
                ledger.Add(Ballot(++sequence, First, unit));
            }
        }
    }

    [Fact]
    public void Close_DaysThatDivideABatchOrOverlapAnEarlierClosing_AreNotAskedFor()
    {
        var ledger = new BatchLedger(10, 1);
        for (int i = 1; i <= 40; i++)
        {
            ledger.Add(Ballot(i, First, day: First.AddDays(-(i % 3))));
        }

        ledger.AdvanceTo(First.AddDays(1));
        SurveyScope one = Days(-1, 0), all = Days(-2, 0), later = Days(-2, 5), next = Days(1, 9);
        ledger.Close(Closing("one", one, First.AddDays(1), 40));
        ledger.Close(Closing("all", all, First.AddDays(1), 40));
        ledger.Close(Closing("next", next, First.AddDays(1), 40));
        ledger.Close(Closing("later", later, First.AddDays(1), 40));

        foreach ((SurveyScope scope, bool found, bool divides)
            in ((SurveyScope, bool, bool)[])[(one, false, true), (all, false, true), (next, true, false), (later, false, true),
                (Days(0, 0), false, false)])
        {
            Assert.Equal(found, ledger.ClosedDays()
                .Find(Layout, SelectionBasis.SelfSelected, scope.From, scope.To, out bool divided) is not null);
            Assert.Equal(divides, divided);
        }

        SurveyScope Days(int from, int to) => new() { PackId = "kiosk-9", From = First.AddDays(from), To = First.AddDays(to) };
    }

    private static LoggedBallot Ballot(long sequence, DateOnly received, string unit = "S01",
        SelectionBasis basis = SelectionBasis.SelfSelected, DateOnly? day = null) => new(
        new CountedBallot(sequence, Layout, CellKey.Of(unit, basis, CollectionMode.Kiosk, day ?? received), Codes)
        {
            Day = day
            ?? received
        }, received);

    private static SurveyClosing Closing(string name, SurveyScope scope, DateOnly day, long last) =>
        new(name, scope, last, 0, "", new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 0)), VietnameseTime.Offset));

    // Days mostly rise, clocks are set back now and then, and some ballots count for the year before.
    private static LoggedBallot[] RandomLog(Random random, int count)
    {
        int day = 0;
        return
        [
            .. Enumerable.Range(1, count).Select(i =>
            {
                day = Math.Clamp(day + (random.Next(12) == 0 ? random.Next(1, 4) : 0), 0, 40);
                DateOnly received = First.AddDays(random.Next(25) == 0 ? Math.Max(0, day - random.Next(1, 9)) : day);
                return Ballot(
                    i, received, random.Next(3) == 0 ? "S02" : "S01", random.Next(4) == 0
                    ? SelectionBasis.Sampled
                    : SelectionBasis.SelfSelected,
                    random.Next(9) == 0 ? received.AddYears(-1) : received);
            }),
        ];
    }

    private static LoggedBallot[] WithCorrections(Random random, LoggedBallot[] log)
    {
        var current = new List<LoggedBallot>();
        for (int i = 0; i < log.Length; i++)
        {
            if (current.Count > 0 && random.Next(3) == 0)
            {
                int at = random.Next(current.Count);
                LoggedBallot former = current[at];
                current.RemoveAt(at);
                CellKey key = former.Counted.Key;
                DateOnly day = random.Next(5) == 0 ? log[i].ReceivedOn : former.Counted.Day;
                log[i] = Ballot(i + 1, log[i].ReceivedOn, key.UnitCode, key.Basis, day)
                    with
                { Replaced = former.Counted.Sequence, ReplacedDay = former.Counted.Day };
            }

            current.Add(log[i]);
        }

        return log;
    }

    private static HashSet<long> Shown(BatchLedger ledger) =>
        [.. Enumerable.Range(1, (int)ledger.Sequence).Select(i => (long)i).Where(ledger.IsShown)];

    // At a midnight every group gets no ballot, or as many as a batch needs; and then as many that stand wait.
    private static void RequireStep(LoggedBallot[] read, HashSet<long> before, HashSet<long> after, int batch, ref int steps)
    {
        if (before.SetEquals(after))
        {
            return;
        }

        var replaced = read.Where(ballot => ballot.Replaced > 0).Select(ballot => ballot.Replaced).ToHashSet();
        foreach (var group in read.GroupBy(ballot => (ballot.Counted.Key.UnitCode, ballot.Counted.Key.Basis, ballot.Counted.Day.Year)))
        {
            long[] all = [.. group.Select(ballot => ballot.Counted.Sequence)];
            int added = all.Count(sequence => after.Contains(sequence) && !before.Contains(sequence));
            if (added > 0)
            {
                steps++;
                Assert.True(added >= batch, $"{added} of {batch}");
                Assert.True(all.Count(sequence => !after.Contains(sequence) && !replaced.Contains(sequence)) >= batch);
            }
        }
    }

    private static HashSet<long> Naive(LoggedBallot[] log, int batch, int days, DateOnly end)
    {
        var shown = new HashSet<long>();
        DateOnly clock = default;
        var received = log.Select(ballot => (Ballot: ballot, On: clock = ballot.ReceivedOn > clock ? ballot.ReceivedOn : clock)).ToArray();
        foreach (var group in received
            .GroupBy(one => (one.Ballot.Counted.Key.UnitCode, one.Ballot.Counted.Key.Basis, one.Ballot.Counted.Day.Year)))
        {
            long[] sequences = [.. group.Select(one => one.Ballot.Counted.Sequence)];
            DateOnly[] on = [.. group.Select(one => one.On)];
            int cut = 0;
            DateOnly? moved = null;
            for (DateOnly midnight = First; midnight <= end; midnight = midnight.AddDays(1))
            {
                int before = on.Count(day => day < midnight);
                if ((moved is null || midnight >= moved.Value.AddDays(days)) && before - batch - cut >= batch)
                {
                    (cut, moved) = (before - batch, midnight);
                }
            }

            shown.UnionWith(sequences[..cut]);
        }

        return shown;
    }
}
