using Sipas.Common;
using Sipas.Packs;

namespace Sipas.Ballots;

/// <summary>Computes the day for which a ballot counts, in Vietnam time.</summary>
internal static class CountingDay
{
    /// <summary>Returns the counting day without further timing information: the day of the last tap by the device's clock,
    /// or of the server time if the device's clock is ahead of it.</summary>
    /// <param name="completedAt">Time of the last tap by the device's clock.</param>
    /// <param name="receivedAt">Server time of receipt.</param>
    public static DateOnly Of(DateTimeOffset completedAt, DateTimeOffset receivedAt) =>
        VietnameseTime.DayOf(completedAt > receivedAt ? receivedAt : completedAt);

    /// <summary>Returns the counting day according to the rule of a pack.</summary>
    /// <param name="completedAt">Time of the last tap by the device's clock.</param>
    /// <param name="timing">The server's timing information.</param>
    /// <param name="rule">The pack's rule; null for <see cref="CollectionRule.Default"/>.</param>
    public static DateOnly Of(DateTimeOffset completedAt, BallotTiming timing, CollectionRule? rule) =>
        VietnameseTime.DayOf(InstantOf(completedAt, timing, rule));

    /// <summary>Returns the best estimate of the instant, by the server's clock, at which a ballot was completed.</summary>
    /// <param name="completedAt">Time of the last tap by the device's clock.</param>
    /// <param name="timing">The server's timing information. A measured clock skew is subtracted.</param>
    /// <param name="rule">The pack's rule; null for <see cref="CollectionRule.Default"/>.</param>
    /// <returns>The device's time without the skew. Server time if the rule counts by receipt, if the result would be in the
    /// future, or if it would be older than the rule's maximum delay, because a clock that far off is considered
    /// wrong.</returns>
    public static DateTimeOffset InstantOf(DateTimeOffset completedAt, BallotTiming timing, CollectionRule? rule)
    {
        rule ??= CollectionRule.Default;
        long ticks = completedAt.UtcTicks - (timing.ClockSkew ?? TimeSpan.Zero).Ticks;
        if (rule.CountBy == CountBy.Receipt || ticks > timing.ReceivedAt.UtcTicks)
        {
            return timing.ReceivedAt;
        }

        bool tooOld = !timing.IsRecord && timing.ReceivedAt.UtcTicks - ticks > rule.MaximumDelayDays * TimeSpan.TicksPerDay;
        return tooOld ? timing.ReceivedAt : new DateTimeOffset(Math.Max(ticks, 0), TimeSpan.Zero);
    }
}
