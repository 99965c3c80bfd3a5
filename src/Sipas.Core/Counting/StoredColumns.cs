using System.Collections.Concurrent;
using Sipas.Ballots;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Counting;

/// <summary>
/// The stored ballots of every questionnaire as columns, for breakdowns that the live counts do not have. A
/// <see cref="LogFollower"/> brings them up to date. Safe for concurrent use.
/// </summary>
/// <remarks>
/// The first reading starts at the beginning of the log. Later ones read the ballots appended since, or the whole log
/// again when flags changed or a loaded ballot was replaced. About 13 bytes per ballot of 22 items stay in memory.
/// </remarks>
internal sealed partial class StoredColumns : ILogConsumer, IDisposable
{
    // Vietnam's current time zone begins in 1975; a ballot of a device whose clock is behind that day counts for that day.
    private static readonly DateOnly FirstDay = new(1975, 7, 1);
    private const int NotStated = 0;
    private const int Unnamed = ColumnSchema.MaximumProcedureFields - 1;
    private const int ChannelAttribute = 0;

    private readonly IBallotFlags? _flags;
    private readonly MethodPackRegistry _packs;
    private volatile Held _held;

    /// <summary>Creates empty columns.</summary>
    /// <param name="packs">The packs whose questionnaires are counted; an item may have at most 16 codes.</param>
    /// <param name="flags">Provides the flagged ballots; null for none.</param>
    public StoredColumns(MethodPackRegistry packs, IBallotFlags? flags = null)
    {
        ArgumentNullException.ThrowIfNull(packs);
        _flags = flags;
        _packs = packs;
        _held = new Held(packs, 0);
    }

    /// <summary>Sequence number of the last loaded ballot; 0 before the first.</summary>
    public long Watermark => _held.Watermark;

    /// <summary>Codes of the procedures of the loaded ballots, as far as they are distinguished; in no particular order.</summary>
    public IReadOnlyCollection<string> Procedures => _held.Procedures;

    /// <summary>
    /// Number of ballots whose procedure is not distinguished, because 65,534 other procedures came first. Filters that
    /// name such a procedure are rejected.
    /// </summary>
    public long UnnamedProcedureBallots => _held.UnnamedBallots;

    /// <summary>Whether the columns were requested, so that they join the readings of others.</summary>
    public bool IsNeeded { get; set; }

    /// <inheritdoc/>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <inheritdoc/>
    public async Task<bool> StartsAgainAsync(CancellationToken cancellationToken) => _held.Watermark == 0
        || (_flags is not null && await _flags.VersionAsync(cancellationToken).ConfigureAwait(false) != _held.FlagVersion);

    /// <inheritdoc/>
    public void Append(IReadOnlyList<CountedBallot> ballots)
    {
        foreach (CountedBallot ballot in ballots)
        {
            _held.Append(ballot);
        }
    }

    /// <inheritdoc/>
    public async Task<ILogRestart> RestartAsync(CancellationToken cancellationToken)
    {
        long version = _flags is null ? 0 : await _flags.VersionAsync(cancellationToken).ConfigureAwait(false);
        var held = new Held(_packs, version);
        if (_flags is not null)
        {
            await foreach (long sequence in _flags.ReadFlaggedAsync(cancellationToken).ConfigureAwait(false))
            {
                held.Flagged.Add(sequence);
            }
        }

        return new Loading(this, held);
    }

    /// <summary>Counts the ballots that a filter admits.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <exception cref="SipasException">
    /// The filter names a procedure that is not distinguished, or an item that the questionnaire does not contain.
    /// </exception>
    public AnswerTally Tally(AnswerLayout layout, StoredBallotFilter filter, QueryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Held held = _held;
        return held.SnapshotOf(layout).Histogram(held.Compile(filter, layout), perUnit: false, options: options).Tally(0);
    }

    /// <summary>Counts the ballots that a filter admits by unit.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <returns>A tally for each unit with at least one such ballot.</returns>
    /// <exception cref="SipasException">
    /// The filter names a procedure that is not distinguished, or an item that the questionnaire does not contain.
    /// </exception>
    public IReadOnlyDictionary<string, AnswerTally> ByUnit(AnswerLayout layout, StoredBallotFilter filter, QueryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Held held = _held;
        HistogramCube cube = held.SnapshotOf(layout).Histogram(held.Compile(filter, layout), options: options);
        return held.Units.Where(unit => unit.Value < cube.UnitCount && cube.BallotCount(unit.Value) > 0)
            .ToDictionary(unit => unit.Key, unit => cube.Tally(unit.Value), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => Turn.Dispose();

    /// <summary>Loads columns of given ballots, without flags.</summary>
    internal static async Task<StoredColumns> OfAsync(
        MethodPackRegistry packs, IAsyncEnumerable<CountedBallot> ballots, CancellationToken cancellationToken)
    {
        var columns = new StoredColumns(packs);
        ILogRestart loading = await columns.RestartAsync(cancellationToken).ConfigureAwait(false);
        await foreach (CountedBallot ballot in ballots.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            loading.Add([ballot]);
        }

        loading.Complete();
        return columns;
    }

    private static ColumnSchema SchemaOf(AnswerLayout layout) =>
        new(layout, FirstDay, [new AttributeColumn { Code = "channel", ValueCount = BallotNames.ChannelNames.Count }]);

    /// <summary>A reading of all ballots into builders, which are faster than appending.</summary>
    private sealed class Loading(StoredColumns columns, Held held) : ILogRestart
    {
        private readonly Dictionary<AnswerLayout, BallotColumnsBuilder> _builders =
            columns._packs.Layouts.ToDictionary(layout => layout, layout => new BallotColumnsBuilder(SchemaOf(layout)));

        public void Add(IReadOnlyList<CountedBallot> ballots)
        {
            foreach (CountedBallot ballot in ballots)
            {
                if (!_builders.TryGetValue(ballot.Layout, out BallotColumnsBuilder? builder))
                {
                    _builders.Add(ballot.Layout, builder = new BallotColumnsBuilder(SchemaOf(ballot.Layout)));
                }

                builder.Add(held.FactsOf(ballot), ballot.Codes.Span);
                held.Watermark = ballot.Sequence;
            }
        }

        public void Complete()
        {
            foreach ((AnswerLayout layout, BallotColumnsBuilder builder) in _builders)
            {
                held.Columns[layout] = new LiveBallotColumns(builder.Build());
            }

            columns._held = held;
        }
    }

    /// <summary>The columns, and the units and procedures to which their positions refer.</summary>
    private sealed class Held(MethodPackRegistry packs, long flagVersion)
    {
        private readonly ConcurrentDictionary<string, int> _procedures = new(StringComparer.Ordinal);
        private long _watermark;
        private long _unnamedBallots;

        internal ConcurrentDictionary<AnswerLayout, LiveBallotColumns> Columns { get; } = new(
            packs.Layouts.Select(layout => KeyValuePair.Create(layout, New(layout))));

        internal ConcurrentDictionary<string, int> Units { get; } = new(StringComparer.Ordinal);

        internal IReadOnlyCollection<string> Procedures => [.. _procedures.Keys];

        internal HashSet<long> Flagged { get; } = [];

        internal long FlagVersion { get; } = flagVersion;

        internal long UnnamedBallots => Volatile.Read(ref _unnamedBallots);

        internal long Watermark
        {
            get => Volatile.Read(ref _watermark);
            set => Volatile.Write(ref _watermark, value);
        }

        internal void Append(in CountedBallot ballot)
        {
            Columns.GetOrAdd(ballot.Layout, New).Append(FactsOf(ballot), ballot.Codes.Span);
            Watermark = ballot.Sequence;
        }

        internal BallotColumns SnapshotOf(AnswerLayout layout)
        {
            ArgumentNullException.ThrowIfNull(layout);
            return Columns.GetOrAdd(layout, New).Snapshot();
        }

        internal BallotFacts FactsOf(in CountedBallot ballot) => new()
        {
            // Only one caller at a time assigns numbers, so a number is never assigned twice.
            Unit = Units.TryGetValue(ballot.Key.UnitCode, out int known) ? known : Units.GetOrAdd(ballot.Key.UnitCode, Units.Count),
            Day = ballot.Day < FirstDay ? FirstDay : ballot.Day,
            ProcedureField = ballot.ProcedureCode is null ? NotStated : ProcedureOf(ballot.ProcedureCode),
            Mode = ballot.Key.Mode,
            Basis = ballot.Key.Basis,
            Flagged = Flagged.Contains(ballot.Sequence),
            Attributes = default(RespondentAttributes).With(ChannelAttribute, (byte)ballot.Channel),
        };

        internal BallotFilter Compile(StoredBallotFilter filter, AnswerLayout layout)
        {
            if (UnnamedBallots > 0 && filter.Procedures?.FirstOrDefault(code => !_procedures.ContainsKey(code)) is { } unnamed)
            {
                throw new SipasException(new Problem(ProblemCodes.QueryValue, "procedure", unnamed, $"≤ {Unnamed - 1}"));
            }

            // A unit or a procedure without ballots has no position.
            return new BallotFilter
            {
                From = filter.From,
                To = filter.To,
                Units = filter.Units is null ? null : [.. filter.Units.Where(Units.ContainsKey).Select(code => Units[code])],
                ServiceSectors = filter.Procedures is null
                ? null
                : [.. filter.Procedures.Where(_procedures.ContainsKey).Select(code => _procedures[code])],
                Modes = filter.Modes,
                Bases = filter.Bases,
                Flagged = filter.Flagged,
                Attributes = filter.Channels is null
                    ? null
                    : new Dictionary<int, IReadOnlyCollection<byte>>
                    {
                        [ChannelAttribute] = [.. filter.Channels.Select(channel => (byte)channel)],
                    },
                Answers = filter.RespondentAnswers?.ToDictionary(answer => IndexOf(answer.Key, layout), answer => answer.Value),
            };
        }

        internal IReadOnlyCollection<int> PositionsOf(IReadOnlyCollection<string> procedures) =>
            [.. procedures.Where(_procedures.ContainsKey).Select(code => _procedures[code]).Distinct()];

        private static LiveBallotColumns New(AnswerLayout layout) => new(SchemaOf(layout));

        private int ProcedureOf(string code)
        {
            if (_procedures.TryGetValue(code, out int position))
            {
                return position;
            }

            if (_procedures.Count + 1 < Unnamed)
            {
                return _procedures.GetOrAdd(code, _procedures.Count + 1);
            }

            Interlocked.Increment(ref _unnamedBallots);
            return Unnamed;
        }
    }
}
