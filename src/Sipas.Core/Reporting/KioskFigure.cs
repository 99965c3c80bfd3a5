using Sipas.Counting;
using Sipas.Estimation;
using Sipas.Packs;
using Sipas.Scoring;

namespace Sipas.Reporting;

/// <summary>
/// The results of the self-selected ballots of one organisation unit, compared with the sample: with coverage and
/// worst-case bounds, but without a margin of error. docs/method/sampled-margins.md.
/// </summary>
internal sealed record KioskFigure
{
    /// <summary>Code of the unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Number of self-selected ballots.</summary>
    public required long Ballots { get; init; }

    /// <summary>The ballots by channel.</summary>
    public IReadOnlyList<ChannelShare> Channels { get; init; } = [];

    /// <summary>The index of the respondents, in percent; null without an answer.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>Number of transactions in the counted months; null when unknown for a month with ballots.</summary>
    public required long? Transactions { get; init; }

    /// <summary>
    /// Ballots ÷ transactions, in percent; null when the number of transactions is unknown or smaller than that of
    /// ballots.
    /// </summary>
    public required decimal? CoveragePercent { get; init; }

    /// <summary>
    /// Lower bound of the index of all transactions, whatever the answers of the nonrespondents would be; null when it
    /// cannot be computed.
    /// </summary>
    public required decimal? LowerBoundPercent { get; init; }

    /// <summary>Upper bound of the index of all transactions; null when it cannot be computed.</summary>
    public required decimal? UpperBoundPercent { get; init; }

    /// <summary>
    /// The index with its months weighted by their transactions, in percent: adjusted, no sampling error defined. Null
    /// when transactions are unknown.
    /// </summary>
    public required decimal? AdjustedPercent { get; init; }

    /// <summary>The index of the sampled ballots, in percent; null when there is none.</summary>
    public required decimal? SamplePercent { get; init; }

    /// <summary>The kiosk index minus the sample index, in percentage points, from published values; null when one is missing.</summary>
    public decimal? DifferencePoints => Percent - SamplePercent;

    /// <summary>Computes the figure from the counts of a unit's self-selected ballots and its sample.</summary>
    /// <param name="unit">Code of the unit.</param>
    /// <param name="pack">The pack of the self-selected ballots.</param>
    /// <param name="nodeCode">The node of its index.</param>
    /// <param name="months">Counts by month, year × 100 + month.</param>
    /// <param name="transactions">The unit's transactions by month; empty when unknown.</param>
    /// <param name="samplePercent">The published index of the sampled ballots; null when there is none.</param>
    /// <returns>
    /// The figure. Bounds are computed for pooled answers only, under the assumption that every transaction could have
    /// answered every question of the node.
    /// </returns>
    /// <exception cref="ArgumentException">There is no month, or the index has no such node.</exception>
    public static KioskFigure Of(
        string unit, MethodPack pack, string nodeCode, IReadOnlyDictionary<int, AnswerTally> months,
        IReadOnlyDictionary<int, long> transactions, decimal? samplePercent)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(months);
        ArgumentNullException.ThrowIfNull(transactions);
        if (months.Count == 0)
        {
            throw new ArgumentException("A kiosk figure needs the counts of at least one month.", nameof(months));
        }

        var total = new AnswerTally(months.Values.First().Layout);
        foreach (AnswerTally month in months.Values)
        {
            total.Merge(month);
        }

        NodeScore node = NodeOf(pack, total, nodeCode);
        int items = node.Node.AllItems().Count(code => total.Layout.Find(code) is not null);
        KioskCell[] cells = [.. months.Keys.Union(transactions.Keys).Order()
            .Select(month => Cell(pack, nodeCode, month, months.GetValueOrDefault(month), transactions, items))];
        var coverage = KioskCoverage.Of(cells);
        bool pooled = node.Node.RuleUnder(pack.Rules) == AggregationRule.PooledItems && pack.Rules.Missing == MissingRule.ValidAnswers;
        long? known = coverage.TransactionCount / Math.Max(1, items);
        return new KioskFigure
        {
            Unit = unit,
            Ballots = total.BallotCount,
            Percent = Figures.Percent(node.Score.Share, pack.Rules.Rounding),
            Transactions = known,
            CoveragePercent = known > 0 && known >= total.BallotCount
                ? Figures.Percent((double)total.BallotCount / known.Value, pack.Rules.Rounding)
                : null,
            LowerBoundPercent = pooled && coverage.Bounds is { } low ? Figures.Percent(low.Lower, pack.Rules.Rounding) : null,
            UpperBoundPercent = pooled && coverage.Bounds is { } high ? Figures.Percent(high.Upper, pack.Rules.Rounding) : null,
            AdjustedPercent = pooled && coverage.AdjustedShare is { } adjusted ? Figures.Percent(adjusted, pack.Rules.Rounding) : null,
            SamplePercent = samplePercent,
        };
    }

    private static KioskCell Cell(MethodPack pack, string nodeCode, int month, AnswerTally? tally,
        IReadOnlyDictionary<int, long> transactions, int items)
    {
        AnswerCounts counts = tally is null ? default : NodeOf(pack, tally, nodeCode).Score.Counts;
        return new KioskCell(FormattableString.Invariant($"{month}"), counts.Satisfied, counts.Valid,
            transactions.TryGetValue(month, out long count) ? count * items : null);
    }

    private static NodeScore NodeOf(MethodPack pack, AnswerTally tally, string nodeCode) =>
        Scorer.Score(pack, tally).Overall.SelfAndDescendants().FirstOrDefault(node => node.Node.Code == nodeCode)
        ?? throw new ArgumentException($"The index has no node '{nodeCode}'.", nameof(nodeCode));
}
