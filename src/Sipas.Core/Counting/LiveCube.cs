using System.Collections.Concurrent;
using Sipas.Ballots;
using Sipas.Packs;

namespace Sipas.Counting;

/// <summary>Live counts of every questionnaire by unit code, updated after each accepted ballot. Supports one writer at a
/// time and any number of lock-free readers.</summary>
/// <remarks>Follows the store's log: <see cref="Watermark"/> is the sequence number of the last counted ballot, and the
/// counts always equal a recount of the log up to that number.</remarks>
internal sealed class LiveCube
{
    private readonly ConcurrentDictionary<AnswerLayout, LiveCounts> _counts;
    private readonly ConcurrentDictionary<string, int> _units = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(AnswerLayout Layout, string Unit, SelectionBasis Basis, int Month,
        CollectionChannel Channel), long> _channels = [];
    private readonly object _writing = new();
    private long _watermark;

    /// <summary>Creates empty counts for each questionnaire.</summary>
    /// <param name="packs">The method packs. A questionnaire registered later is counted from its first ballot.</param>
    /// <param name="fields">The service sectors of procedures; null for none, so that counts are not broken down by sector.</param>
    public LiveCube(MethodPackRegistry packs, ServiceSectors? fields = null)
    {
        ArgumentNullException.ThrowIfNull(packs);
        Fields = fields ?? ServiceSectors.None;
        _counts = new(packs.Layouts.Select(layout => KeyValuePair.Create(layout, new LiveCounts(layout))));
    }

    /// <summary>The service sectors of procedures.</summary>
    public ServiceSectors Fields { get; }

    /// <summary>Sequence number of the last counted ballot; 0 before the first.</summary>
    public long Watermark => Volatile.Read(ref _watermark);

    /// <summary>Counts the next ballots of the log.</summary>
    /// <param name="ballots">Ballots with ascending sequence numbers. Ballots not above the watermark are already counted
    /// and are skipped.</param>
    public void Apply(IEnumerable<CountedBallot> ballots)
    {
        ArgumentNullException.ThrowIfNull(ballots);
        lock (_writing)
        {
            foreach (CountedBallot ballot in ballots)
            {
                if (ballot.Sequence > _watermark)
                {
                    CountsOf(ballot.Layout).Add(FactsOf(ballot), ballot.Codes.Span);
                    _channels.AddOrUpdate((ballot.Layout, ballot.Key.UnitCode, ballot.Key.Basis, ballot.Key.Month, ballot.Channel), 1,
                        static (_, ballots) => ballots + 1);
                    Volatile.Write(ref _watermark, ballot.Sequence);
                }
            }
        }
    }

    /// <summary>Returns the number of ballots of one questionnaire and basis.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="basis">The basis.</param>
    public long BallotCount(AnswerLayout layout, SelectionBasis basis) => ByUnit(layout, basis).Sum(unit => unit.Value.BallotCount);

    /// <summary>Returns the counts of one unit.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="unitCode">The unit. A unit without ballots has an empty tally.</param>
    /// <param name="basis">The basis. A tally never combines two bases.</param>
    /// <returns>A consistent copy of the counts, which later ballots do not change.</returns>
    public AnswerTally Tally(AnswerLayout layout, string unitCode, SelectionBasis basis)
    {
        LiveCounts counts = CountsOf(layout);
        return _units.TryGetValue(unitCode, out int unit) ? Read(counts, unit, basis) : new AnswerTally(layout);
    }

    /// <summary>Returns the counts by unit.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="basis">The basis.</param>
    /// <returns>One tally for each unit with at least one ballot, each read consistently.</returns>
    public IReadOnlyDictionary<string, AnswerTally> ByUnit(AnswerLayout layout, SelectionBasis basis)
    {
        LiveCounts counts = CountsOf(layout);
        return _units.Select(unit => (unit.Key, Tally: Read(counts, unit.Value, basis)))
            .Where(unit => unit.Tally.BallotCount > 0)
            .ToDictionary(unit => unit.Key, unit => unit.Tally, StringComparer.Ordinal);
    }

    /// <summary>Returns the counts by unit for the ballots of one year.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="year">The year for which ballots count, in Vietnam time.</param>
    /// <returns>One tally for each unit with at least one ballot of that year, each read consistently.</returns>
    public IReadOnlyDictionary<string, AnswerTally> ByUnit(AnswerLayout layout, SelectionBasis basis, int year)
    {
        LiveCounts counts = CountsOf(layout);
        var byUnit = new Dictionary<string, AnswerTally>(StringComparer.Ordinal);
        foreach ((string code, int unit) in _units)
        {
            foreach (LiveCell cell in counts.ReadCells(unit).Where(cell => cell.Key.Basis == basis && cell.Key.Month.Year == year))
            {
                if (!byUnit.TryGetValue(code, out AnswerTally? tally))
                {
                    byUnit.Add(code, tally = new AnswerTally(layout));
                }

                tally.Merge(AnswerTally.Of(layout, cell.BallotCount, cell.Counters));
            }
        }

        return byUnit;
    }

    /// <summary>Returns the counts of one unit by month.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="unitCode">The unit.</param>
    /// <param name="basis">The basis.</param>
    /// <returns>A tally for each month with a ballot, keyed by year × 100 + month.</returns>
    public IReadOnlyDictionary<int, AnswerTally> ByMonth(AnswerLayout layout, string unitCode, SelectionBasis basis)
    {
        LiveCounts counts = CountsOf(layout);
        var byMonth = new SortedDictionary<int, AnswerTally>();
        if (!_units.TryGetValue(unitCode, out int unit))
        {
            return byMonth;
        }

        foreach (LiveCell cell in counts.ReadCells(unit).Where(cell => cell.Key.Basis == basis && cell.BallotCount > 0))
        {
            int month = (cell.Key.Month.Year * 100) + cell.Key.Month.Month;
            if (!byMonth.TryGetValue(month, out AnswerTally? tally))
            {
                byMonth.Add(month, tally = new AnswerTally(layout));
            }

            tally.Merge(AnswerTally.Of(layout, cell.BallotCount, cell.Counters));
        }

        return byMonth;
    }

    /// <summary>Returns the number of ballots by unit and channel.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="year">The year for which ballots count, in Vietnam time; null for all.</param>
    /// <returns>For each unit with a ballot, one count for each <see cref="CollectionChannel"/>, indexed by its value. The counts
    /// and a tally read at the same time can differ by ballots that are being counted.</returns>
    public IReadOnlyDictionary<string, long[]> BallotsByChannel(AnswerLayout layout, SelectionBasis basis, int? year = null)
    {
        var units = new Dictionary<string, long[]>(StringComparer.Ordinal);
        foreach (((AnswerLayout counted, string unit, SelectionBasis kind, int month, CollectionChannel channel), long ballots)
            in _channels)
        {
            if (ReferenceEquals(counted, layout) && kind == basis && (year is null || month / 100 == year)
                && (int)channel < BallotNames.ChannelNames.Count)
            {
                if (!units.TryGetValue(unit, out long[]? counts))
                {
                    units.Add(unit, counts = new long[BallotNames.ChannelNames.Count]);
                }

                counts[(int)channel] += ballots;
            }
        }

        return units;
    }

    /// <summary>Returns the years for which ballots of a questionnaire and basis count, in ascending order.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="basis">The basis.</param>
    public IReadOnlyList<int> Years(AnswerLayout layout, SelectionBasis basis)
    {
        LiveCounts counts = CountsOf(layout);
        return [.. _units.Values.SelectMany(counts.ReadCells).Where(cell => cell.Key.Basis == basis && !cell.Key.IsOverflow)
            .Select(cell => cell.Key.Month.Year).Distinct().Order()];
    }

    /// <summary>Returns a consistent copy of all cells of one unit. Each cell has a month, a service sector, a mode and a
    /// basis.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="unitCode">The unit.</param>
    /// <returns>The cells with ballots. Ballots beyond the limit of cells are in the cells with
    /// <see cref="LiveCellKey.IsOverflow"/> set.</returns>
    public IReadOnlyList<LiveCell> Cells(AnswerLayout layout, string unitCode)
    {
        LiveCounts counts = CountsOf(layout);
        return _units.TryGetValue(unitCode, out int unit) ? counts.ReadCells(unit) : [];
    }

    /// <summary>Returns the number of ballots of a questionnaire without a cell of their own because a limit was reached; 0
    /// while no limit has been reached. They are included in every sum by unit and basis.</summary>
    /// <param name="layout">The questionnaire.</param>
    public long OverflowBallotCount(AnswerLayout layout) => CountsOf(layout).OverflowBallotCount;

    /// <summary>Compares with a recount of the same log, to verify that live counts match the stored ballots.</summary>
    /// <param name="recount">Counts of the log from its beginning to the same sequence number.</param>
    /// <returns>All differences, by questionnaire; empty when all counters are equal.</returns>
    /// <exception cref="ArgumentException">The recount ends at another sequence number.</exception>
    public IReadOnlyList<(AnswerLayout Layout, LiveDifference Difference)> CompareWith(LiveCube recount)
    {
        ArgumentNullException.ThrowIfNull(recount);
        if (recount.Watermark != Watermark)
        {
            throw new ArgumentException($"The recount ends at {recount.Watermark} and the counts at {Watermark}.", nameof(recount));
        }

        // Both cubes number the units in log order.
        return [.. _counts.Keys.Union(recount._counts.Keys)
            .SelectMany(layout => CountsOf(layout).CompareWith(recount.CountsOf(layout)).Select(difference => (layout, difference)))];
    }

    private static AnswerTally Read(LiveCounts counts, int unit, SelectionBasis basis)
    {
        long[] counters = new long[counts.Layout.CounterCount];
        long ballots = counts.ReadUnit(unit, basis, counters);
        return AnswerTally.Of(counts.Layout, ballots, counters);
    }

    private LiveCounts CountsOf(AnswerLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return _counts.GetOrAdd(layout, static added => new LiveCounts(added));
    }

    private BallotFacts FactsOf(in CountedBallot ballot) => new()
    {
        // Only the writer numbers units, so no number is assigned twice.
        Unit = _units.TryGetValue(ballot.Key.UnitCode, out int known) ? known : _units.GetOrAdd(ballot.Key.UnitCode, _units.Count),
        Day = ballot.Day,
        ProcedureField = Fields.PositionOf(ballot.ProcedureCode),
        Mode = ballot.Key.Mode,
        Basis = ballot.Key.Basis,
    };
}
