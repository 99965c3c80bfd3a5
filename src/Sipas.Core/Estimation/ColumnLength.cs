namespace Sipas.Estimation;

/// <summary>Throws for columns and domains whose length differs from that of the data.</summary>
internal static class ColumnLength
{
    /// <param name="actual">Number of rows in the column.</param>
    /// <param name="expected">Expected number of rows.</param>
    /// <param name="parameter">Name of the parameter.</param>
    /// <param name="column">The column within the parameter; null if it is the only one.</param>
    public static void Require(long actual, long expected, string parameter, string? column = null)
    {
        if (actual != expected)
        {
            throw new ArgumentException(
                $"{(column is null ? "The column" : $"The column '{column}'")} has {actual} rows; {expected} are expected.", parameter);
        }
    }

    /// <param name="domain">A domain; null for all rows.</param>
    /// <param name="expected">Number of rows in the data.</param>
    /// <param name="parameter">Name of the parameter.</param>
    public static void Require(RowSet? domain, long expected, string parameter)
    {
        if (domain is not null && domain.RowCount != expected)
        {
            throw new ArgumentException($"The domain '{domain.Name}' is of data of {domain.RowCount} rows; {expected} are expected.",
                parameter);
        }
    }
}
