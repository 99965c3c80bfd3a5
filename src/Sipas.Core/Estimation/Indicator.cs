namespace Sipas.Estimation;

/// <summary>Computes indicator columns (0, 1 and NaN for missing) from answers.</summary>
internal static class Indicator
{
    /// <summary>Returns 1 for answers at or above a level, 0 below it, NaN where the answer is missing.</summary>
    /// <param name="levels">Answers as numbers; NaN for a blank, "not applicable", "does not know" or "refused".</param>
    /// <param name="lowest">The lowest level that counts, for example 4 for the top two boxes of five.</param>
    public static double[] AtLeast(ReadOnlySpan<double> levels, double lowest)
    {
        double[] ones = new double[levels.Length];
        for (int i = 0; i < ones.Length; i++)
        {
            ones[i] = double.IsNaN(levels[i]) ? double.NaN : levels[i] >= lowest ? 1 : 0;
        }

        return ones;
    }

    /// <summary>Counts the satisfied and the valid answers of each row over several items, for a criterion index as a ratio.</summary>
    /// <param name="items">The items as 0, 1 or NaN, all of the same length; one or more.</param>
    /// <returns>
    /// Numerator and denominator of the ratio, both counts; a row without any valid answer is missing in both (NaN), so
    /// that n is the number of respondents.
    /// </returns>
    /// <exception cref="ArgumentException">There is no item, or lengths differ.</exception>
    public static (double[] Satisfied, double[] Valid) Pool(IReadOnlyList<double[]> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == 0)
        {
            throw new ArgumentException("A criterion needs one or more items.", nameof(items));
        }

        for (int i = 0; i < items.Count; i++)
        {
            ColumnLength.Require(items[i].Length, items[0].Length, nameof(items), $"item {i + 1}");
        }

        double[] satisfied = new double[items[0].Length];
        double[] valid = new double[items[0].Length];
        foreach (double[] item in items)
        {
            for (int i = 0; i < item.Length; i++)
            {
                if (!double.IsNaN(item[i]))
                {
                    satisfied[i] += item[i];
                    valid[i]++;
                }
            }
        }

        for (int i = 0; i < valid.Length; i++)
        {
            if (valid[i] == 0)
            {
                satisfied[i] = valid[i] = double.NaN;
            }
        }

        return (satisfied, valid);
    }
}
