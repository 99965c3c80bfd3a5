using System.Globalization;

namespace Sipas.Sampling;

/// <summary>
/// Sorts units so that neighbours are similar: the second key alternates between ascending and descending at each
/// change of the first, the third at each change of the second, and so on. A systematic sample in this order is
/// implicitly stratified.
/// </summary>
internal static class SerpentineOrder
{
    /// <summary>Computes the serpentine order of rows.</summary>
    /// <param name="rows">The keys of each row, the same number for each.</param>
    /// <returns>
    /// Positions of the rows in serpentine order. The sort is stable. Integers sort numerically and before other texts;
    /// other texts sort by their UTF-16 code units, independently of the culture.
    /// </returns>
    /// <exception cref="ArgumentException">Rows have different numbers of keys.</exception>
    public static int[] Of(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Any(row => row.Count != rows[0].Count))
        {
            throw new ArgumentException("Rows have different numbers of keys.", nameof(rows));
        }

        var keys = rows.Select(row => row.Select(cell => new Key(cell)).ToArray()).ToArray();
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        if (rows.Count == 0 || rows[0].Count == 0)
        {
            return order;
        }

        // The ordinal of a group at each level determines the direction one level below: ascending in an even group,
        // descending in an odd one.
        var sorted = new List<int>(rows.Count);
        int[] changes = new int[rows[0].Count];
        Walk(order, 0, ascending: true);
        return [.. sorted];

        void Walk(IEnumerable<int> members, int level, bool ascending)
        {
            var groups = members.GroupBy(i => keys[i][level]);
            foreach (IGrouping<Key, int> group in ascending
                ? groups.OrderBy(group => group.Key)
                : groups.OrderByDescending(group => group.Key))
            {
                if (level + 1 == changes.Length)
                {
                    sorted.AddRange(group);
                }
                else
                {
                    Walk(group, level + 1, changes[level] % 2 == 0);
                }

                changes[level]++;
            }
        }
    }

    private readonly record struct Key(string Text) : IComparable<Key>
    {
        private readonly Int128? _number =
            Int128.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 number) ? number : null;

        public int CompareTo(Key other) => (_number, other._number) switch
        {
            ({ } own, { } theirs) when own != theirs => own.CompareTo(theirs),
            ({ }, null) => -1,
            (null, { }) => 1,
            _ => string.CompareOrdinal(Text, other.Text),
        };
    }
}
