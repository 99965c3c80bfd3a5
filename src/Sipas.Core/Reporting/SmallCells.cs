namespace Sipas.Reporting;

/// <summary>
/// Determines which figures are withheld because they are based on few people, so that no respondent's answers can be
/// derived from a breakdown by respondent attributes.
/// </summary>
/// <remarks>
/// A threshold with complementary suppression: docs/method/small-cells.md. Sums and differences of the figures shown
/// for one breakdown cover either no ballots or at least the minimum number. Source of the two rules: Hundepool and
/// others, Statistical Disclosure Control, 2012.
/// </remarks>
internal static class SmallCells
{
    /// <summary>
    /// Default minimum number of ballots for a figure about respondents: the same as for a figure about numeric
    /// answers, <see cref="ValueFigure.SmallestGroup"/>.
    /// </summary>
    public const int DefaultMinimum = ValueFigure.SmallestGroup;

    /// <summary>
    /// Determines the withheld cells of a breakdown: each non-empty cell with too few ballots; if these together still
    /// have too few, also the next smallest cells; all cells if there are too few ballots in total.
    /// </summary>
    /// <param name="ballots">Number of ballots of each cell; no ballot is in two cells.</param>
    /// <param name="minimum">Minimum number of ballots for a figure: 1 or more; 1 withholds nothing.</param>
    /// <returns>True for each withheld cell. A breakdown without ballots withholds nothing, because it contains no figure.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimum"/> is below 1, or a count is negative.</exception>
    public static bool[] Withheld(IReadOnlyList<long> ballots, long minimum)
    {
        ArgumentNullException.ThrowIfNull(ballots);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimum, 1);
        bool[] withheld = new bool[ballots.Count];
        long all = 0, hidden = 0;
        for (int i = 0; i < withheld.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(ballots[i], nameof(ballots));
            withheld[i] = ballots[i] > 0 && ballots[i] < minimum;
            all += ballots[i];
            hidden += withheld[i] ? ballots[i] : 0;
        }

        if (all > 0 && all < minimum)
        {
            Array.Fill(withheld, true);
            return withheld;
        }

        // Otherwise the withheld cells could be derived from the total and the other cells.
        while (hidden > 0 && hidden < minimum)
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

    /// <summary>
    /// Whether a figure over some cells of a breakdown may be shown: it includes all of the withheld cells or none of
    /// them, and there are enough ballots in total.
    /// </summary>
    /// <param name="ballots">Number of ballots of each cell of the breakdown, including cells that are not part of the figure.</param>
    /// <param name="wanted">The cells of the figure.</param>
    /// <param name="minimum">Minimum number of ballots for a figure: 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimum"/> is below 1, or a count is negative.</exception>
    internal static bool MayShowCells(IReadOnlyList<long> ballots, IReadOnlyCollection<int> wanted, long minimum)
    {
        bool[] withheld = Withheld(ballots, minimum);
        if (ballots.Sum() is > 0 and var all && all < minimum)
        {
            return false;
        }

        int taken = wanted.Distinct().Count(cell => cell < withheld.Length && withheld[cell]);
        return taken == 0 || taken == withheld.Count(cell => cell);
    }
}
