using Sipas.Ballots;
using Sipas.Numerics;
using Sipas.Quality;
using Sipas.Questionnaires;

namespace Sipas.Reporting;

/// <summary>How many of the ballots behind a figure came by one channel: who stands for the figure.</summary>
/// <param name="Channel">The word of the channel: <c>open</c>, <c>counter</c>, <c>device</c>, <c>ticket</c> or <c>officer</c>.</param>
/// <param name="Ballots">Ballots of the channel; null where the number is withheld since it is too small (docs/method/small-cells.md).</param>
/// <param name="Percent">Their share of the figure's ballots in percent, 0 to 100, rounded by the pack's rule; null where it is withheld.</param>
public sealed record ChannelShare(string Channel, long? Ballots, decimal? Percent)
{
    /// <summary>Days of the channel, over all units of the figure, that the last run of the rules of quality names in a notice; 0 where nobody ran them.</summary>
    public long NoticeDays { get; init; }

    /// <summary>The channels in the order in which they are shown: the least proof first.</summary>
    public static IReadOnlyList<CollectionChannel> Order { get; } =
        [CollectionChannel.Open, CollectionChannel.Counter, CollectionChannel.Device, CollectionChannel.Ticket, CollectionChannel.Officer];

    /// <summary>Counts by channel as shares.</summary>
    /// <param name="ballots">Ballots of each channel, by its value.</param>
    /// <param name="fewest">Ballots that a share needs: a count, 1 or more.</param>
    /// <param name="rounding">The pack's rule.</param>
    /// <param name="notices">The notices about the figure's units; null for none.</param>
    /// <returns>The channels with ballots, and those whose number is withheld; none where there is no ballot.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fewest"/> is below 1, or a count is negative.</exception>
    public static IReadOnlyList<ChannelShare> Of(IReadOnlyList<long> ballots, long fewest, RoundingRule rounding, IEnumerable<GroupNotice>? notices = null)
    {
        ArgumentNullException.ThrowIfNull(ballots);
        ArgumentNullException.ThrowIfNull(rounding);
        bool[] withheld = SmallCells.Withheld(ballots, fewest);
        return OfShown([.. ballots.Select((count, channel) => withheld[channel] ? (long?)null : count)], ballots.Sum(), rounding, notices);
    }

    /// <summary>Counts of which the small ones are withheld already as shares.</summary>
    /// <param name="ballots">Ballots of each channel, by its value; null where they are withheld.</param>
    /// <param name="all">Ballots of the figure.</param>
    /// <param name="rounding">The pack's rule.</param>
    /// <param name="notices">The notices about the figure's units; null for none.</param>
    public static IReadOnlyList<ChannelShare> OfShown(IReadOnlyList<long?> ballots, long all, RoundingRule rounding, IEnumerable<GroupNotice>? notices = null)
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
               select new ChannelShare(BallotWords.Of(channel), count, count is { } shown ? Figures.Percent(new ExactShare(shown, all), rounding) : null)
               {
                   NoticeDays = named[channel].Select(notice => (notice.UnitCode, notice.Day)).Distinct().LongCount(),
               },
        ];
    }
}
