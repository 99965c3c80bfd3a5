namespace Sipas.Estimation;

/// <summary>Refuses columns and domains that are not as long as the data they go with.</summary>
internal static class ColumnLength
{
    /// <param name="actual">Rows of the column.</param>
    /// <param name="expected">Rows it should have.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    /// <param name="column">Which column of the parameter; null when it is the only one.</param>
    public static void Require(long actual, long expected, string parameter, string? column = null)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"{(column is null ? "The column" : $"The column '{column}'")} has {actual} rows; {expected} are expected.", parameter);
        }
    }

    /// <param name="domain">A domain; null for all rows.</param>
    /// <param name="expected">Rows of the data.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static void Require(RowSet? domain, long expected, string parameter)
    {
        if (domain is not null && domain.RowCount != expected)
        {
            throw new ArgumentException($"The domain '{domain.Name}' is of data of {domain.RowCount} rows; {expected} are expected.", parameter);
        }
    }
}
