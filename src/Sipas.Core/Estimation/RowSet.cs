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
