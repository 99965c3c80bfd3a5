using Sipas.Questionnaires;

namespace Sipas.Aggregation;

/// <summary>Ballot counts by the codes of two items. Contains counts only.</summary>
public sealed class CrossTabulation
{
    private readonly long[] _counts;

    internal CrossTabulation(ItemLayout rowItem, ItemLayout columnItem, IEnumerable<long[]> parts)
    {
        RowItem = rowItem;
        ColumnItem = columnItem;
        _counts = new long[rowItem.CodeCount * columnItem.CodeCount];
        foreach (long[] part in parts)
        {
            for (int i = 0; i < _counts.Length; i++)
            {
                _counts[i] += part[i];
            }
        }
    }

    /// <summary>The item of the rows.</summary>
    public ItemLayout RowItem { get; }

    /// <summary>The item of the columns.</summary>
    public ItemLayout ColumnItem { get; }

    /// <summary>Gets the number of ballots that have one code for the row item and another for the column item.</summary>
    /// <param name="rowCode">0 … codes of <see cref="RowItem"/> − 1.</param>
    /// <param name="columnCode">0 … codes of <see cref="ColumnItem"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An item has no such code.</exception>
    public long this[int rowCode, int columnCode]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rowCode, (uint)RowItem.CodeCount, nameof(rowCode));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)columnCode, (uint)ColumnItem.CodeCount, nameof(columnCode));
            return _counts[(rowCode * ColumnItem.CodeCount) + columnCode];
        }
    }

    /// <summary>Number of ballots counted.</summary>
    public long BallotCount => _counts.Sum();
}
