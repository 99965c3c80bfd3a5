using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Reporting;

/// <summary>The share of a figure's ballots that were received by one channel.</summary>
/// <param name="Channel">
/// The wire name of the channel: <c>open</c>, <c>counter</c>, <c>device</c>, <c>ticket</c> or <c>officer</c>.
/// </param>
/// <param name="Ballots">
/// Number of ballots of the channel; null where it is withheld because it is too small (docs/method/small-cells.md).
/// </param>
/// <param name="Percent">
/// Their share of the figure's ballots in percent, 0 to 100, rounded by the pack's rule; null where it is withheld.
/// </param>
public sealed record ChannelShare(string Channel, long? Ballots, decimal? Percent)
{
    /// <summary>
    /// Number of days of the channel, over all units of the figure, for which the last run of the quality rules
    /// reported a notice; 0 if there was no run.
    /// </summary>
    public long NoticeDays { get; init; }

    /// <summary>The channels in display order, from the weakest to the strongest proof of origin.</summary>
    public static IReadOnlyList<CollectionChannel> Order { get; } =
        [CollectionChannel.Open, CollectionChannel.Counter, CollectionChannel.Device, CollectionChannel.Ticket, CollectionChannel.Officer];

    /// <summary>Computes the shares of ballot counts by channel.</summary>
    /// <param name="ballots">Number of ballots of each channel, indexed by its value.</param>
    /// <param name="minimum">Minimum number of ballots for a share: 1 or more.</param>
    /// <param name="rounding">The pack's rule.</param>
    /// <param name="notices">The notices about the figure's units; null for none.</param>
    /// <returns>The channels with ballots, and those whose number is withheld; empty without ballots.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimum"/> is below 1, or a count is negative.</exception>
    internal static IReadOnlyList<ChannelShare> Of(IReadOnlyList<long> ballots, long minimum, RoundingRule rounding,
        IEnumerable<GroupNotice>? notices = null)
    {
        ArgumentNullException.ThrowIfNull(ballots);
        ArgumentNullException.ThrowIfNull(rounding);
        bool[] withheld = SmallCells.Withheld(ballots, minimum);
        return OfShown([.. ballots.Select((count, channel) => withheld[channel] ? (long?)null : count)], ballots.Sum(), rounding, notices);
    }

    /// <summary>Computes the shares of counts whose small values are already withheld.</summary>
    /// <param name="ballots">Number of ballots of each channel, indexed by its value; null where it is withheld.</param>
    /// <param name="all">Number of ballots of the figure.</param>
    /// <param name="rounding">The pack's rule.</param>
    /// <param name="notices">The notices about the figure's units; null for none.</param>
    internal static IReadOnlyList<ChannelShare> OfShown(
        IReadOnlyList<long?> ballots, long all, RoundingRule rounding, IEnumerable<GroupNotice>? notices = null)
    {
        ArgumentNullException.ThrowIfNull(ballots);
        ArgumentNullException.ThrowIfNull(rounding);
        if (all == 0)
        {
            return [];
        }

        ILookup<CollectionChannel, GroupNotice> named = (notices ?? []).ToLookup(notice => notice.Channel);
        return
        [
            .. from channel in Order
               let count = (int)channel < ballots.Count ? ballots[(int)channel] : 0
               where count != 0
               select new ChannelShare(BallotNames.Of(channel), count,
                   count is { } shown ? Figures.Percent(new ExactShare(shown, all), rounding) : null)
               {
                   NoticeDays = named[channel].Select(notice => (notice.UnitCode, notice.Day)).Distinct().LongCount(),
               },
        ];
    }
}
