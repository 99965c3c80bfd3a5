namespace Sipas.Estimation;

/// <summary>
/// A domain: the rows that an estimate refers to. The other rows remain in the design, because the variance depends on
/// them.
/// </summary>
public sealed class RowSet
{
    private RowSet(string name, int[] rows, long rowCount)
    {
        Name = name;
        Rows = rows;
        RowCount = rowCount;
    }

    /// <summary>Name of the domain in results.</summary>
    public string Name { get; }

    /// <summary>Number of rows in the domain, regardless of their weight.</summary>
    public long Count => Rows.Length;

    /// <summary>Number of rows in the data; methods throw if it differs from that of their data.</summary>
    public long RowCount { get; }

    internal int[] Rows { get; }

    /// <summary>Creates a domain of the rows for which a mask is true.</summary>
    /// <param name="name">Name of the domain.</param>
    /// <param name="mask">A value for each row of the data.</param>
    public static RowSet Where(string name, ReadOnlySpan<bool> mask)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var rows = new List<int>();
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i])
            {
                rows.Add(i);
            }
        }

        return new RowSet(name, [.. rows], mask.Length);
    }

    /// <summary>
    /// Creates a domain for each label of a column, in ordinal order of the labels; rows with an empty label are in no
    /// domain.
    /// </summary>
    /// <param name="labels">A label for each row of the data.</param>
    public static IReadOnlyList<RowSet> By(IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var rows = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (int i = 0; i < labels.Count; i++)
        {
            if (!string.IsNullOrEmpty(labels[i]))
            {
                if (!rows.TryGetValue(labels[i], out List<int>? list))
                {
                    rows.Add(labels[i], list = []);
                }

                list.Add(i);
            }
        }

        return [.. rows.Select(pair => new RowSet(pair.Key, [.. pair.Value], labels.Count))];
    }

    /// <summary>Creates the intersection of this domain and another.</summary>
    /// <param name="other">The other domain of the same data.</param>
    /// <exception cref="ArgumentException">The other domain has a different length.</exception>
    public RowSet Intersect(RowSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ColumnLength.Require(other, RowCount, nameof(other));
        var rows = other.Rows.ToHashSet();
        return new RowSet($"{Name} ∩ {other.Name}", [.. Rows.Where(rows.Contains)], RowCount);
    }
}

/// <summary>Computes indicator columns (0, 1 and NaN for missing) from answers.</summary>
public static class Indicator
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
