using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using Sipas.Limits;

namespace Sipas.Counter;

public class CounterPresenceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 5, 0, 0, TimeSpan.Zero);

    [Property(Arbitrary = [typeof(StepsAndOffsets)])]
    public bool Code_OpensThePage_FromOneStepBeforeItsOwnToTwoAfter((int Seconds, int Offset) one)
    {
        var clock = new FakeTimeProvider(Noon);
        CollectionSettings settings = Settings(one.Seconds);
        CounterPresence presence = New(settings, clock);
        CounterCode code = presence.CodeOf("S01")!;
        clock.AdjustTime(code.Until.AddSeconds(-one.Seconds).AddSeconds(one.Offset));
        long steps = (long)Math.Floor((double)one.Offset / one.Seconds);
        return (presence.Open("S01", code.Code).Outcome == CounterOutcome.Proven) == steps is >= -1 and <= 2;
    }

    [Fact]
    public void Code_ChangesWithEachStepUnitAndKey()
    {
        var clock = new FakeTimeProvider(Noon);
        CounterPresence presence = New(Settings(60), clock), other = New(Settings(60), clock, key: 2);
        var codes = new HashSet<string>();
        for (int step = 0; step < 500; step++)
        {
            clock.SetUtcNow(Noon.AddMinutes(step));
            Assert.True(codes.Add(presence.CodeOf("S01")!.Code));
            Assert.True(codes.Add(presence.CodeOf("S02")!.Code));
            Assert.True(codes.Add(other.CodeOf("S01")!.Code));
            Assert.Equal(clock.GetUtcNow().AddMinutes(1), presence.CodeOf("S01")!.Until);
        }

        Assert.Null(presence.CodeOf("S03"));
        Assert.Equal(CounterOutcome.Ended, other.Open("S01", presence.CodeOf("S01")!.Code).Outcome);
        Assert.Equal(CounterOutcome.None, presence.Open("S03", presence.CodeOf("S01")!.Code).Outcome);
    }

    [Property(Arbitrary = [typeof(MaximaAndTries)])]
    public bool Stamps_OfACode_AreAsManyAsAllowed_AndEachIsTakenOnce((int Maximum, int Tries) one)
    {
        var clock = new FakeTimeProvider(Noon);
        CollectionSettings settings = Settings(60);
        settings.BallotsPerCode = one.Maximum;
        CounterPresence presence = New(settings, clock);
        string code = presence.CodeOf("S01")!.Code;
        string[] stamps = [.. Enumerable.Range(0, one.Tries).Select(_ => presence.Open("S01", code).Stamp).OfType<string>()];
        int taken = stamps.Concat(stamps).Count(stamp => presence.Take("S01", stamp) == CounterOutcome.Proven);
        presence.Release("S01", stamps[0]);
        return stamps.Length == Math.Min(one.Maximum, one.Tries) && taken == stamps.Length
            && presence.Take("S01", stamps[0]) == CounterOutcome.Proven && presence.Take("S01", stamps[0]) == CounterOutcome.UsedUp;
    }

    [Fact]
    public void Stamp_AfterARestart_IsTakenOnceMore_AndItsNumberIsNotGivenAgain()
    {
        var clock = new FakeTimeProvider(Noon);
        CollectionSettings settings = Settings(60);
        string code = New(settings, clock).CodeOf("S01")!.Code;
        CounterPresence before = New(settings, clock), after = New(settings, clock);
        string stamp = before.Open("S01", code).Stamp!;

        Assert.Equal(CounterOutcome.Proven, after.Take("S01", stamp));
        Assert.Equal(CounterOutcome.UsedUp, after.Take("S01", stamp));
        Assert.NotEqual(stamp, after.Open("S01", code).Stamp);
    }

    [Fact]
    public void Memory_HoldsTheCodesWhoseStampsAreValid_AndNoMore()
    {
        var clock = new FakeTimeProvider(Noon);
        CounterPresence presence = New(Settings(15), clock);
        for (int step = 0; step < 3000; step++)
        {
            clock.SetUtcNow(Noon.AddSeconds(15 * step));
            presence.Open("S01", presence.CodeOf("S01")!.Code);
            presence.Open("S02", presence.CodeOf("S02")!.Code);
        }

        var uses = (System.Collections.ICollection)typeof(CounterPresence).GetField("_uses",
            BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(presence)!;
        Assert.InRange(uses.Count, 2, 2 * (3 + (120 * 60 / 15)));
    }

    private static CollectionSettings Settings(int seconds)
    {
        var settings = new CollectionSettings { PresenceSeconds = seconds };
        settings.PresenceAt.Add("S01");
        settings.PresenceAt.Add("S02");
        return settings;
    }

    private static CounterPresence New(CollectionSettings settings, TimeProvider clock, byte key = 1) =>
        new(settings, clock, () => [.. Enumerable.Repeat(key, 32)]);

    private static class StepsAndOffsets
    {
        public static Arbitrary<(int Seconds, int Offset)> Pairs() =>
            (from seconds in Gen.Choose(15, 600) from offset in Gen.Choose(-3000, 3000) select (seconds, offset)).ToArbitrary();
    }

    private static class MaximaAndTries
    {
        public static Arbitrary<(int Maximum, int Tries)> Pairs() =>
            (from maximum in Gen.Choose(1, 40) from tries in Gen.Choose(1, 80) select (maximum, tries)).ToArbitrary();
    }
}
