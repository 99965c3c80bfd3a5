using System.Globalization;

namespace Sipas.Sampling;

/// <summary>Sorts units so that neighbours are alike: the second key runs back and forth at each change of the first, the third at each change of the second, and so on. A systematic draw from this order is an implicit stratification.</summary>
public static class SerpentineOrder
{
    /// <summary>The order of rows.</summary>
    /// <param name="rows">The keys of each row; all of one length.</param>
    /// <returns>Positions of the rows in serpentine order; rows with the same keys keep their order. Whole numbers sort as numbers and before other texts, these by their UTF-16 code units, whatever the machine's culture.</returns>
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

        // Numbers of groups at each level decide the direction one level down: an even group runs up, an odd one down.
        var sorted = new List<int>(rows.Count);
        int[] changes = new int[rows[0].Count];
        Walk(order, 0, ascending: true);
        return [.. sorted];

        void Walk(IEnumerable<int> members, int level, bool ascending)
        {
            var groups = members.GroupBy(i => keys[i][level]);
            foreach (IGrouping<Key, int> group in ascending ? groups.OrderBy(group => group.Key) : groups.OrderByDescending(group => group.Key))
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
        private readonly Int128? _number = Int128.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 number) ? number : null;

        public int CompareTo(Key other) => (_number, other._number) switch
        {
            ({ } own, { } theirs) when own != theirs => own.CompareTo(theirs),
            ({ }, null) => -1,
            (null, { }) => 1,
            _ => string.CompareOrdinal(Text, other.Text),
        };
    }
}
