using Sipas.Questionnaires;
using Sipas.Text;

namespace Sipas.Ballots;

/// <summary>What the server knows of the time of a ballot besides what the ballot says.</summary>
/// <param name="ReceivedAt">Server time.</param>
/// <param name="ClockSkew">The device's clock minus the server's, as the server measured it; null when it could not.</param>
/// <param name="IsRecord">Whether an officer brings it, from a file or a form: then its own time is not doubted for being long ago.</param>
public readonly record struct BallotTiming(DateTimeOffset ReceivedAt, TimeSpan? ClockSkew = null, bool IsRecord = false);

/// <summary>The day for which a ballot counts, in Vietnam.</summary>
public static class CountingDay
{
    /// <summary>The day of a ballot of which the server knows no more: that of its last tap by the device's clock, unless that clock runs ahead of the server's, which then decides.</summary>
    /// <param name="completedAt">Last tap by the device's clock.</param>
    /// <param name="receivedAt">Server time.</param>
    public static DateOnly Of(DateTimeOffset completedAt, DateTimeOffset receivedAt) => VietnameseTime.DayOf(completedAt > receivedAt ? receivedAt : completedAt);

    /// <summary>The day of a ballot by the rule of its pack.</summary>
    /// <param name="completedAt">Last tap by the device's clock.</param>
    /// <param name="timing">What the server knows.</param>
    /// <param name="rule">The pack's rule; null for <see cref="CollectionRule.Default"/>.</param>
    public static DateOnly Of(DateTimeOffset completedAt, BallotTiming timing, CollectionRule? rule) => VietnameseTime.DayOf(InstantOf(completedAt, timing, rule));

    /// <summary>The instant by the server's clock at which a ballot was completed, as well as can be known.</summary>
    /// <param name="completedAt">Last tap by the device's clock.</param>
    /// <param name="timing">What the server knows: a measured skew is taken off.</param>
    /// <param name="rule">The pack's rule; null for <see cref="CollectionRule.Default"/>.</param>
    /// <returns>Server time where the rule counts by receipt, where the ballot would lie in the future, and where it would be older than the rule lets a ballot wait: a clock that far off is wrong.</returns>
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
