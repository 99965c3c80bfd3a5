namespace Sipas.Estimation;

/// <summary>
/// Results of self-selected ballots: a share, its coverage and worst-case bounds. There is no margin of error, because
/// the respondents are not a probability sample.
/// </summary>
/// <remarks>
/// With coverage r = n ÷ N the share of all transactions is in [p r, p r + 1 − r], whatever the answers of the
/// nonrespondents would be. Sources: Baker et al. (AAPOR), JSSAM 1, 2013; Elliott and Valliant, Statistical Science 32,
/// 2017.
/// </remarks>
internal sealed record KioskCoverage
{
    /// <summary>The label that accompanies an adjusted share in every report.</summary>
    public const string AdjustedLabel = "adjusted, no sampling error defined";

    /// <summary>Satisfied ÷ valid answers, in [0, 1]; null without answers.</summary>
    public required double? Share { get; init; }

    /// <summary>Number of valid answers.</summary>
    public required long ValidCount { get; init; }

    /// <summary>Number of transactions; null when unknown in a cell.</summary>
    public required long? TransactionCount { get; init; }

    /// <summary>
    /// Valid answers ÷ transactions, in [0, 1]; null when the number of transactions is unknown or smaller than that of
    /// answers.
    /// </summary>
    public required double? Coverage { get; init; }

    /// <summary>The worst-case bounds; null without coverage.</summary>
    public required Interval? Bounds { get; init; }

    /// <summary>
    /// The share after weighting cells by their transactions; null when transactions are unknown. See
    /// <see cref="AdjustedLabel"/>.
    /// </summary>
    public required double? AdjustedShare { get; init; }

    /// <summary>
    /// Number of transactions in cells without any answer, which are not part of the adjusted share; null when unknown.
    /// </summary>
    public required long? UncoveredTransactionCount { get; init; }

    /// <summary>Combines the ballots of several cells.</summary>
    /// <param name="cells">The cells; a single one when sectors and months are unknown.</param>
    /// <exception cref="ArgumentException">A count is negative, or satisfied answers exceed the valid ones.</exception>
    public static KioskCoverage Of(IReadOnlyList<KioskCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        foreach (KioskCell cell in cells)
        {
            if (cell.SatisfiedCount < 0 || cell.ValidCount < cell.SatisfiedCount || cell.TransactionCount < 0)
            {
                throw new ArgumentException($"The counts of the cell '{cell.Name}' are impossible.", nameof(cells));
            }
        }

        long satisfied = cells.Sum(cell => cell.SatisfiedCount);
        long valid = cells.Sum(cell => cell.ValidCount);
        bool known = cells.Count > 0 && cells.All(cell => cell.TransactionCount is not null);
        long transactions = known ? cells.Sum(cell => cell.TransactionCount!.Value) : 0;
        double? share = valid == 0 ? null : (double)satisfied / valid;
        double? coverage = known && transactions > 0 && transactions >= valid ? (double)valid / transactions : null;
        KioskCell[] answered = [.. cells.Where(cell => cell.ValidCount > 0)];
        double weighted = known ? answered.Sum(cell => (double)cell.TransactionCount!.Value) : 0;
        return new KioskCoverage
        {
            Share = share,
            ValidCount = valid,
            TransactionCount = known ? transactions : null,
            Coverage = coverage,
            Bounds = coverage is { } r ? new Interval((share ?? 0) * r, ((share ?? 0) * r) + 1 - r) : null,
            AdjustedShare = weighted > 0
                ? answered.Sum(cell => cell.TransactionCount!.Value * ((double)cell.SatisfiedCount / cell.ValidCount)) / weighted
                : null,
            UncoveredTransactionCount = known ? cells.Where(cell => cell.ValidCount == 0).Sum(cell => cell.TransactionCount!.Value) : null,
        };
    }

    /// <summary>
    /// Computes the kiosk share minus the sample share; null when one is missing. It has no standard error, because the
    /// kiosk share has none.
    /// </summary>
    /// <param name="sample">The design-based estimate of the same share.</param>
    public double? DifferenceFrom(Estimate sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return Share - sample.Value;
    }
}
