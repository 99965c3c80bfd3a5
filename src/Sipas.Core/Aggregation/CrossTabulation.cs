using Sipas.Questionnaires;

namespace Sipas.Aggregation;

/// <summary>Ballots by the codes they give to two items. Counts only.</summary>
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

    /// <summary>Ballots that give one code to the one item and another to the other.</summary>
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

    /// <summary>Ballots counted.</summary>
    public long BallotCount => _counts.Sum();
}
