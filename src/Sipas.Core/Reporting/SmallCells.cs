namespace Sipas.Reporting;

/// <summary>Which figures about few people are withheld, so that nobody's answers can be read out of a breakdown by what respondents said of themselves.</summary>
/// <remarks>
/// A threshold with complementary suppression: docs/method/small-cells.md. Sums and differences of whatever may be shown of one breakdown are about no ballot or about as many as asked for.
/// Source of the two rules: Hundepool and others, Statistical Disclosure Control, 2012.
/// </remarks>
public static class SmallCells
{
    /// <summary>Ballots that a figure about respondents needs where nothing else is said: as many as one about their numbers, <see cref="ValueFigure.SmallestGroup"/>.</summary>
    public const int DefaultFewest = ValueFigure.SmallestGroup;

    /// <summary>The cells of a breakdown that are withheld: each with ballots, but too few; and where those together are still too few, the next smallest. All of them where there are too few ballots in all.</summary>
    /// <param name="ballots">Ballots of each cell; no ballot is in two cells.</param>
    /// <param name="fewest">Ballots that a figure needs: a count, 1 or more; 1 withholds nothing.</param>
    /// <returns>True for each cell that is withheld. A breakdown without a ballot withholds nothing: there is no figure in it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fewest"/> is below 1, or a count is negative.</exception>
    public static bool[] Withheld(IReadOnlyList<long> ballots, long fewest)
    {
        ArgumentNullException.ThrowIfNull(ballots);
        ArgumentOutOfRangeException.ThrowIfLessThan(fewest, 1);
        bool[] withheld = new bool[ballots.Count];
        long all = 0, hidden = 0;
        for (int i = 0; i < withheld.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(ballots[i], nameof(ballots));
            withheld[i] = ballots[i] > 0 && ballots[i] < fewest;
            all += ballots[i];
            hidden += withheld[i] ? ballots[i] : 0;
        }

        if (all > 0 && all < fewest)
        {
            Array.Fill(withheld, true);
            return withheld;
        }

        // Otherwise what is withheld would follow from the total and the rest.
        while (hidden > 0 && hidden < fewest)
        {
            int next = -1;
            for (int i = 0; i < withheld.Length; i++)
            {
                next = !withheld[i] && ballots[i] > 0 && (next < 0 || ballots[i] < ballots[next]) ? i : next;
            }

            withheld[next] = true;
            hidden += ballots[next];
        }

        return withheld;
    }

    /// <summary>Whether a figure over some cells of a breakdown may be shown: it takes all of the withheld cells or none of them, and there are enough ballots in all.</summary>
    /// <param name="ballots">Ballots of each cell of the breakdown, not only of those that the figure is about.</param>
    /// <param name="wanted">The cells that the figure is about.</param>
    /// <param name="fewest">Ballots that a figure needs: a count, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fewest"/> is below 1, or a count is negative.</exception>
    public static bool MayShow(IReadOnlyList<long> ballots, IReadOnlyCollection<byte> wanted, long fewest)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return MayShowCells(ballots, [.. wanted.Select(cell => (int)cell)], fewest);
    }

    /// <summary>As <see cref="MayShow"/>, for breakdowns of more than 256 cells.</summary>
    internal static bool MayShowCells(IReadOnlyList<long> ballots, IReadOnlyCollection<int> wanted, long fewest)
    {
        bool[] withheld = Withheld(ballots, fewest);
        if (ballots.Sum() is > 0 and var all && all < fewest)
        {
            return false;
        }

        int taken = wanted.Distinct().Count(cell => cell < withheld.Length && withheld[cell]);
        return taken == 0 || taken == withheld.Count(cell => cell);
    }
}
