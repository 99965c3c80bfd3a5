namespace Sipas.Estimation;

/// <summary>
/// One quantity to estimate: its columns and its domain. Columns have a value for each row of the design; NaN is a
/// missing value.
/// </summary>
/// <remarks>
/// A missing value removes the row from the domain of this statistic but not from the design, so n depends on the
/// statistic. If the length of a domain differs from the column, an error is raised when the statistic is created or
/// estimated.
/// </remarks>
public sealed record Statistic
{
    private Statistic(string name, StatisticKind kind, ReadOnlyMemory<double> values, ReadOnlyMemory<double>? denominator, RowSet? domain)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ColumnLength.Require(domain, values.Length, nameof(domain));
        Name = name;
        Kind = kind;
        Values = values;
        Denominator = denominator;
        Domain = domain;
    }

    /// <summary>Name of the statistic in results.</summary>
    public string Name { get; init; }

    /// <summary>The kind of statistic.</summary>
    public StatisticKind Kind { get; }

    /// <summary>The column y, or the numerator x of a ratio.</summary>
    public ReadOnlyMemory<double> Values { get; }

    /// <summary>The denominator of a ratio.</summary>
    public ReadOnlyMemory<double>? Denominator { get; }

    /// <summary>The domain; null for all rows.</summary>
    public RowSet? Domain { get; init; }

    /// <summary>
    /// Whether the statistic is in [0, 1] by definition, like a share or a ratio of satisfied to valid answers. Set it
    /// for such ratios: it cannot be derived from the columns.
    /// </summary>
    public bool IsShare { get => field || Kind == StatisticKind.Share; init; }

    /// <summary>Creates the total of a column, in the column's unit.</summary>
    /// <param name="name">Name of the statistic.</param>
    /// <param name="values">The column.</param>
    /// <param name="domain">The rows; null for all. An empty domain has the total 0.</param>
    public static Statistic Total(string name, ReadOnlyMemory<double> values, RowSet? domain = null) =>
        new(name, StatisticKind.Total, values, null, domain);

    /// <summary>Creates the mean of a column, in the column's unit.</summary>
    /// <param name="name">Name of the statistic.</param>
    /// <param name="values">The column.</param>
    /// <param name="domain">The rows; null for all. An empty domain has no mean.</param>
    public static Statistic Mean(string name, ReadOnlyMemory<double> values, RowSet? domain = null) =>
        new(name, StatisticKind.Mean, values, null, domain);

    /// <summary>Creates a share in [0, 1]: the mean of zeros and ones.</summary>
    /// <param name="name">Name of the statistic.</param>
    /// <param name="indicator">0, 1 or NaN; see <see cref="Indicator.AtLeast"/>.</param>
    /// <param name="domain">The rows; null for all.</param>
    /// <remarks>A value other than 0, 1 or NaN causes an error when the share is estimated.</remarks>
    public static Statistic Share(string name, ReadOnlyMemory<double> indicator, RowSet? domain = null) =>
        new(name, StatisticKind.Share, indicator, null, domain);

    /// <summary>
    /// Creates a ratio of two totals. A criterion index is the ratio of satisfied to valid answers; set
    /// <see cref="IsShare"/> so that it is compared as a share.
    /// </summary>
    /// <param name="name">Name of the statistic.</param>
    /// <param name="numerator">The column x.</param>
    /// <param name="denominator">The column y; see <see cref="Indicator.Pool"/>.</param>
    /// <param name="domain">The rows; null for all. No value when the denominator's total is 0.</param>
    /// <exception cref="ArgumentException">The two columns have different lengths.</exception>
    public static Statistic Ratio(string name, ReadOnlyMemory<double> numerator, ReadOnlyMemory<double> denominator, RowSet? domain = null)
    {
        ColumnLength.Require(denominator.Length, numerator.Length, nameof(denominator));
        return new Statistic(name, StatisticKind.Ratio, numerator, denominator, domain);
    }
}
