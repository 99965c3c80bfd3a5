namespace Sipas.Estimation;

/// <summary>The range of values in a column, ignoring missing values (NaN).</summary>
internal readonly record struct ColumnRange
{
    /// <summary>The first infinite value; null if there is none.</summary>
    public double? FirstInfinite { get; private init; }

    /// <summary>The first value that is neither 0 nor 1; null if there is none.</summary>
    public double? FirstNotShare { get; private init; }

    /// <summary>The largest value if all are integers from 0 to 2^20; null otherwise.</summary>
    public int? LargestCount { get; private init; }

    /// <summary>Computes the range in one pass over a column.</summary>
    public static ColumnRange Of(ReadOnlySpan<double> column)
    {
        int first = 0;
        while (first < column.Length && (column[first] is 0 or 1 || double.IsNaN(column[first])))
        {
            first++;
        }

        if (first == column.Length)
        {
            return new ColumnRange { LargestCount = 1 };
        }

        const int maximum = 1 << 20;
        bool counts = true;
        int largest = 1;
        double? infinite = null;
        foreach (double value in column[first..])
        {
            if (double.IsInfinity(value))
            {
                infinite = value;
                break;
            }

            if (counts && !double.IsNaN(value))
            {
                counts = value is >= 0 and <= maximum && value == (int)value;
                largest = counts ? Math.Max(largest, (int)value) : largest;
            }
        }

        return new ColumnRange
        {
            FirstInfinite = infinite,
            FirstNotShare = column[first],
            LargestCount = counts && infinite is null ? largest : null,
        };
    }
}
