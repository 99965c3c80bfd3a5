using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Corrections;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlStorage
{
    /// <summary>The columns from which <see cref="ReadStored"/> reads a stored ballot, of <c>ballot b</c> with <c>unit
    /// u</c>.</summary>
    private protected const string StoredColumnNames =
        "b.sequence, b.ballot_id, b.content_hash, u.code, b.position, b.received_at, b.counted_on";

    private const int ReadAhead = 256;

    /// <summary>The last sequence number of the log, and the number of closed surveys.</summary>
    private protected const string LogEndSql =
        "select (select coalesce(max(sequence), 0) from ballot), (select count(*) from survey_closing)";

    private const string NotLate = "not exists (select 1 from late_ballot l where l.sequence = b.sequence)";

    private const string NotReplaced = "not exists (select 1 from ballot_correction c where c.replaced = b.sequence)";

    private readonly Dictionary<string, long> _unitIds = new(StringComparer.Ordinal);

    // The heads after the last append of this process; valid only while no other process has appended.
    private ChainHeads? _heads;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AppendOutcome>> AppendAsync(
        IReadOnlyList<PendingBallot> drafts, bool allOrNothing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        ArgumentOutOfRangeException.ThrowIfZero(drafts.Count);
        CorrectionRules.RequireWhole(drafts);
        Guid[] ids = [.. drafts.Select(draft => draft.Ballot.Id).Distinct()];
        return await WriteAsync(
            connection => BeginAppendAsync(connection, ids, cancellationToken),
            (connection, begun) => AppendAsync(connection, begun, drafts, allOrNothing, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<CountedBallot> ReadAsync(long afterSequence, CancellationToken cancellationToken)
    {
        DynamicParameters range = Range(afterSequence);
        return StreamAsync(
            "select sequence, questionnaire_id, unit_id, basis, mode, counted_on, answers, procedure_code, channel from ballot where "
            + "sequence > @after and sequence <= @last order by sequence",
            range,
            async connection =>
            {
                // The end is fixed before corrections are read: all corrections up to it are included, and a ballot is
                // never returned together with the ballot that it replaces.
                long end = Math.Min(
                    await LastReadableAsync(connection).ConfigureAwait(false),
                    await connection.ExecuteScalarAsync<long>("select coalesce(max(sequence), 0) from ballot").ConfigureAwait(false));
                range.Add("last", end);
                await RegisterStoredPacksAsync(connection, null).ConfigureAwait(false);
                Dictionary<long, string> units = (await connection.QueryAsync<(long Id, string Code)>("select unit_id, code from unit")
                    .ConfigureAwait(false)).ToDictionary(row => row.Id, row => row.Code);
                (long Sequence, long Replaced, long Original)[] corrections =
                    [.. await connection.QueryAsync<(long, long, long)>(
                        "select sequence, replaced, original from ballot_correction where sequence <= @end", new { end })
                        .ConfigureAwait(false)];
                // Few ballots are late or replaced: skipping them here is faster than a condition in the query for each row.
                HashSet<long> passedOver =
                    [.. await connection.QueryAsync<long>("select sequence from late_ballot where sequence <= @end", new { end })
                        .ConfigureAwait(false), .. corrections.Select(row => row.Replaced)];
                return new CountingContext(units, passedOver, corrections.ToDictionary(row => row.Sequence, row => row.Original));
            },
            ReadCounted,
            cancellationToken,
            keep: (ballot, context) => !context.PassedOver.Contains(ballot.Sequence));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LoggedBallot> ReadLoggedAsync(long afterSequence, CancellationToken cancellationToken)
    {
        DynamicParameters range = Range(afterSequence);
        return StreamAsync(
            "select sequence, questionnaire_id, unit_id, basis, mode, counted_on, answers, procedure_code, channel, received_at from "
            + "ballot where sequence > @after and sequence <= @last order by sequence",
            range,
            async connection =>
            {
                long end = Math.Min(
                    await LastReadableAsync(connection).ConfigureAwait(false),
                    await connection.ExecuteScalarAsync<long>("select coalesce(max(sequence), 0) from ballot").ConfigureAwait(false));
                range.Add("last", end);
                await RegisterStoredPacksAsync(connection, null).ConfigureAwait(false);
                Dictionary<long, string> units = (await connection.QueryAsync<(long Id, string Code)>("select unit_id, code from unit")
                    .ConfigureAwait(false)).ToDictionary(row => row.Id, row => row.Code);
                (long Sequence, long Replaced, long Original, int Day)[] corrections =
                [
                    .. await connection.QueryAsync<(long, long, long, int)>(
                        "select c.sequence, c.replaced, c.original, b.counted_on from ballot_correction c join ballot b on b.sequence = "
                        + "c.replaced where c.sequence <= @end", new { end }).ConfigureAwait(false),
                ];
                HashSet<long> late = [.. await connection.QueryAsync<long>("select sequence from late_ballot where sequence <= @end",
                    new { end }).ConfigureAwait(false)];
                return (
                    Counting: new CountingContext(units, late, corrections.ToDictionary(row => row.Sequence, row => row.Original)),
                    Replaced: corrections.ToDictionary(row => row.Sequence, row => (row.Replaced, Day: DayNumber.Read(row.Day))));
            },
            (reader, context) =>
            {
                CountedBallot counted = ReadCounted(reader, context.Counting);
                (long replaced, DateOnly day) = context.Replaced.GetValueOrDefault(counted.Sequence);
                return new LoggedBallot(counted, VietnameseTime.DayOf(ReadTime(reader, 9))) { Replaced = replaced, ReplacedDay = day };
            },
            cancellationToken,
            keep: (ballot, context) => !context.Counting.PassedOver.Contains(ballot.Counted.Sequence));
    }

    /// <inheritdoc/>
    public Task<long> LastSequenceAsync(CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.ExecuteScalarAsync<long>(
            $"select sequence from ballot b where {NotLate} order by sequence desc limit 1"), cancellationToken);

    /// <summary>Whether a ballot with this id is in the log; the store need not be open.</summary>
    /// <param name="ballotId">Id of the ballot.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<bool> IsStoredAsync(Guid ballotId, CancellationToken cancellationToken) => ReadAsync(
        connection => connection.ExecuteScalarAsync<bool>("select exists (select 1 from ballot where ballot_id = @id)",
            new { id = IdValue(ballotId) }),
        cancellationToken);

    /// <inheritdoc/>
    public Task<Receipt?> FindReceiptAsync(Guid ballotId, CancellationToken cancellationToken) => ReadAsync(
        async connection => (await FindAsync(connection, null, [ballotId], cancellationToken).ConfigureAwait(false))
            .GetValueOrDefault(ballotId) is { } stored
            ? await ReceiptOfAsync(connection, null, stored, []).ConfigureAwait(false)
            : null,
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<Guid, byte[]>> FindContentHashesAsync(
        IReadOnlyCollection<Guid> ballotIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ballotIds);
        return ReadAsync<IReadOnlyDictionary<Guid, byte[]>>(
            async connection => (await FindAsync(connection, null, [.. ballotIds.Distinct()], cancellationToken).ConfigureAwait(false))
                .ToDictionary(pair => pair.Key, pair => pair.Value.ContentHash), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<StoredBallot?> FindCurrentAsync(Guid ballotId, CancellationToken cancellationToken)
    {
        long sequence = await ReadAsync(connection => CurrentAsync(connection, ballotId, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        if (sequence > 0)
        {
            await foreach (StoredBallot ballot in ReadStoredAsync(sequence - 1, sequence, cancellationToken).ConfigureAwait(false))
            {
                return ballot;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public Task<long> CountConflictsAsync(CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.ExecuteScalarAsync<long>("select count(*) from ballot_conflict"), cancellationToken);

    /// <summary>Finds the stored ballots of some ids.</summary>
    private protected abstract Task<Dictionary<Guid, StoredReceipt>> FindAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Begins the transaction of an append, and reads the state of the log.</summary>
    private protected virtual async Task<BegunAppend> BeginAppendAsync(
        DbConnection connection, Guid[] ids, CancellationToken cancellationToken)
    {
        DbTransaction transaction = await BeginWriteAsync(connection, cancellationToken).ConfigureAwait(false);
        try
        {
            Dictionary<Guid, StoredReceipt> stored = await FindAsync(connection, transaction, ids, cancellationToken).ConfigureAwait(false);
            (long last, long closings) = await connection.QuerySingleAsync<(long, long)>(LogEndSql, transaction: transaction)
                .ConfigureAwait(false);
            return new BegunAppend(transaction, stored, last, closings);
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Inserts rows whose position is assigned, and their seals, which may still be computed.</summary>
    private protected abstract Task InsertAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<BallotRow> rows,
        Task<IReadOnlyList<SealRow>> seals, CancellationToken cancellationToken);

    /// <summary>The number of rows from which they are written before their seals, so that signing in parallel is worth
    /// another thread.</summary>
    private protected abstract int SignAsideFrom { get; }

    /// <summary>Inserts only seals.</summary>
    private protected static Task InsertSealsAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<SealRow> seals) =>
        connection.ExecuteAsync("insert into receipt_seal (first_sequence, leaves, key_id, signature) values (@FirstSequence, @Leaves, "
            + "@KeyId, @Signature)",
            seals.Select(row => new
            {
                row.FirstSequence,
                Leaves = row.Seal.Leaves.ToArray(),
                row.Seal.KeyId,
                Signature = row.Seal.Signature.ToArray(),
            }), transaction);

    private protected abstract object IdValue(Guid id);

    private protected abstract Guid ReadId(DbDataReader reader, int ordinal);

    private protected abstract object TimeValue(DateTimeOffset time);

    /// <summary>Reads a time in UTC.</summary>
    private protected abstract DateTimeOffset ReadTime(DbDataReader reader, int ordinal);

    private protected StoredReceipt ReadStored(DbDataReader reader) => new(
        reader.GetInt64(0), ReadId(reader, 1), reader.GetFieldValue<byte[]>(2), reader.GetString(3), reader.GetInt64(4),
        ReadTime(reader, 5), DayNumber.Read(reader.GetInt32(6)));

    /// <summary>An append that has begun: its transaction, the ballots stored under its ids, the last sequence number
    /// of the log, and the number of closed surveys.</summary>
    private protected sealed record BegunAppend(DbTransaction Transaction, Dictionary<Guid, StoredReceipt> Stored, long LastSequence,
        long ClosingCount) : BegunWrite(Transaction);

    /// <summary>The data of a receipt of a stored ballot, without the signature.</summary>
    private protected sealed record StoredReceipt(long Sequence, Guid BallotId, byte[] ContentHash, string UnitCode, long Position,
        DateTimeOffset ReceivedAt, DateOnly CountedOn);

    // Seals that were read are reused: resent ballots arrive many at a time.
    private async Task<Receipt> ReceiptOfAsync(DbConnection connection, DbTransaction? transaction, StoredReceipt stored,
        List<SealRow> seals)
    {
        SealRow? row = seals.FindLast(known =>
            stored.Sequence >= known.FirstSequence && stored.Sequence < known.FirstSequence + known.Seal.Count);
        if (row is null)
        {
            IReadOnlyList<SealRow> found = await QueryAsync(
                connection, transaction, "select first_sequence, leaves, key_id, signature from receipt_seal where first_sequence <= "
                + "@sequence order by first_sequence desc limit 1",
                reader => new SealRow(reader.GetInt64(0),
                    new ReceiptSeal(reader.GetFieldValue<byte[]>(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3))),
                new { sequence = stored.Sequence }).ConfigureAwait(false);
            row = found.Count == 0 ? null : found[0];
            if (row is null || !ReceiptTree.IsWhole(row.Seal.Leaves.Span) || stored.Sequence >= row.FirstSequence + row.Seal.Count)
            {
                throw new SipasException(
                    new Problem(ProblemCodes.DatabaseDamaged, Place, FormattableString.Invariant($"receipt_seal: {stored.Sequence}")));
            }

            seals.Add(row);
        }

        int index = (int)(stored.Sequence - row.FirstSequence);
        return new Receipt
        {
            BallotId = stored.BallotId,
            ContentHash = Convert.ToHexString(stored.ContentHash).ToLowerInvariant(),
            UnitCode = stored.UnitCode,
            Position = stored.Position,
            ReceivedAt = stored.ReceivedAt,
            CountedOn = stored.CountedOn,
            LeafIndex = index,
            LeafCount = row.Seal.Count,
            Path = new ReceiptTree(row.Seal.Leaves.Span).PathOf(index),
            KeyId = row.Seal.KeyId,
            Signature = Base64Text.Encode(row.Seal.Signature.Span),
        };
    }

    private async Task<IReadOnlyList<AppendOutcome>> AppendAsync(
        DbConnection connection, BegunAppend begun, IReadOnlyList<PendingBallot> drafts, bool allOrNothing,
        CancellationToken cancellationToken)
    {
        (DbTransaction transaction, Dictionary<Guid, StoredReceipt> stored, long last, long closings) = begun;
        if (closings != _closings.Count)
        {
            _closings = await ClosingsAsync(connection, transaction).ConfigureAwait(false);
        }

        ChainHeads heads = _heads is { } known && known.LastSequence == last ? known : new ChainHeads { LastSequence = last };
        var statuses = new AppendStatus[drafts.Count];
        var rows = new List<BallotRow>(drafts.Count);
        var placeById = new Dictionary<Guid, int>();
        var conflicts = new List<PendingBallot>();
        HashSet<string> spent = await SpentAsync(connection, transaction, drafts).ConfigureAwait(false);
        var spending = new List<byte[]>();
        var refusals = new Dictionary<int, Problem>();
        for (int i = 0; i < drafts.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            PendingBallot draft = drafts[i];
            Guid id = draft.Ballot.Id;
            byte[]? hash = stored.TryGetValue(id, out StoredReceipt? earlier) ? earlier.ContentHash
                : placeById.TryGetValue(id, out int place) ? rows[place].Draft.ContentHash
                : null;
            if (hash is null && draft.TicketHash is { } ticket && !spent.Add(Convert.ToHexString(ticket)))
            {
                statuses[i] = AppendStatus.TicketSpent;
            }
            else if (hash is null && draft.Ballot.Replaces is not null
                && await RefusalAsync(connection, transaction, draft, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                statuses[i] = AppendStatus.NotReplaceable;
                refusals.Add(i, refusal);
                conflicts.Add(draft);
            }
            else if (hash is null)
            {
                if (draft.TicketHash is { } spend)
                {
                    spending.Add(spend);
                }

                if (!heads.Units.TryGetValue(draft.Ballot.UnitCode, out UnitHead? head))
                {
                    heads.Units.Add(draft.Ballot.UnitCode, head = await HeadAsync(connection, transaction, draft.Ballot.UnitCode)
                        .ConfigureAwait(false));
                }

                placeById.Add(id, rows.Count);
                rows.Add(MakeRow(draft, head, ++heads.LastSequence));
                statuses[i] = AppendStatus.Appended;
            }
            else if (draft.ContentHash.AsSpan().SequenceEqual(hash))
            {
                statuses[i] = AppendStatus.AlreadyStored;
            }
            else
            {
                statuses[i] = AppendStatus.Conflict;
                conflicts.Add(draft);
            }
        }

        if (conflicts.Count > 0)
        {
            await connection.ExecuteAsync(
                "insert into ballot_conflict (ballot_id, content_hash, received_at) values (@Id, @ContentHash, @ReceivedAt)",
                conflicts.Select(draft =>
                    new { Id = IdValue(draft.Ballot.Id), draft.ContentHash, ReceivedAt = TimeValue(draft.ReceivedAt) }), transaction)
                    .ConfigureAwait(false);
        }

        if (allOrNothing && statuses.Any(IsRefused))
        {
            // The assigned positions are not used: only the record of the attempt is committed.
            _heads = null;
            return [.. statuses.Select((status, i) => new AppendOutcome(status, null, 0) { Refusal = refusals.GetValueOrDefault(i) })];
        }

        Dictionary<long, long> originals = [];
        Receipt[] receipts = [];
        if (rows.Count > 0)
        {
            // A large number is signed while the rows are written.
            Task<(Receipt[] Receipts, SealRow[] Seals)> signing = rows.Count < SignAsideFrom
                ? Task.FromResult(Sign(rows))
                : Task.Run(() => Sign(rows), CancellationToken.None);
            try
            {
                await InsertAsync(connection, transaction, rows, SealsAsync(signing), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                (receipts, _) = await signing.ConfigureAwait(false);
            }

            await InsertValuesAsync(connection, transaction, rows, cancellationToken).ConfigureAwait(false);
            await MarkLateAsync(connection, transaction, rows).ConfigureAwait(false);
            originals = await ReplaceAsync(connection, transaction, rows, cancellationToken).ConfigureAwait(false);
            await SpendAsync(connection, transaction, spending).ConfigureAwait(false);
            await SealSpentAsync(connection, transaction, spending).ConfigureAwait(false);
        }

        _heads = heads;
        _newMark = rows.Count > 0 ? new LogMark(rows[^1].Sequence, rows[^1].ChainHash) : null;
        var outcomes = new AppendOutcome[drafts.Count];
        List<SealRow> read = [];
        for (int i = 0; i < outcomes.Length; i++)
        {
            Guid id = drafts[i].Ballot.Id;
            if (IsRefused(statuses[i]))
            {
                outcomes[i] = new AppendOutcome(statuses[i], null, 0) { Refusal = refusals.GetValueOrDefault(i) };
            }
            else if (placeById.TryGetValue(id, out int place))
            {
                outcomes[i] = new AppendOutcome(statuses[i], receipts[place],
                    rows[place].Sequence)
                {
                    Late = rows[place].ClosingId is not null,
                    Replaces = originals.GetValueOrDefault(rows[place].Sequence),
                };
            }
            else
            {
                StoredReceipt earlier = stored[id];
                outcomes[i] = new AppendOutcome(statuses[i], await ReceiptOfAsync(connection, transaction, earlier, read)
                    .ConfigureAwait(false), earlier.Sequence);
            }
        }

        return outcomes;
    }

    // Computes a ballot's link in the chain of its unit.
    private BallotRow MakeRow(PendingBallot draft, UnitHead head, long sequence)
    {
        head.Position++;
        head.Chain = UnitChain.Next(head.Chain, draft.ContentHash, draft.NoteHash());
        return new BallotRow(draft, sequence, _questionnaireIds[draft.Ballot.Layout], head.UnitId, head.Position, head.Chain,
            ClosingOf(draft));
    }

    private async Task<UnitHead> HeadAsync(DbConnection connection, DbTransaction transaction, string unitCode)
    {
        long unitId = await UnitIdAsync(connection, transaction, unitCode).ConfigureAwait(false);
        (long Position, byte[] Chain)? stored = (await connection.QueryAsync<(long, byte[])>(
            "select position, chain_hash from ballot where unit_id = @unitId order by position desc limit 1", new { unitId }, transaction)
            .ConfigureAwait(false))
            .Select(row => ((long, byte[])?)row).FirstOrDefault();
        return new UnitHead { UnitId = unitId, Position = stored?.Position ?? 0, Chain = stored?.Chain ?? UnitChain.Start(unitCode) };
    }

    // One signature for as many receipts as a tree holds.
    private (Receipt[] Receipts, SealRow[] Seals) Sign(List<BallotRow> rows)
    {
        var receipts = new Receipt[rows.Count];
        var seals = new SealRow[(rows.Count + ReceiptTree.MaximumLeaves - 1) / ReceiptTree.MaximumLeaves];
        for (int part = 0; part < seals.Length; part++)
        {
            int first = part * ReceiptTree.MaximumLeaves;
            List<BallotRow> together = rows.GetRange(first, Math.Min(ReceiptTree.MaximumLeaves, rows.Count - first));
            (ReceiptSeal seal, Receipt[] own) = ReceiptFactory.Make(_signer!, [.. together.Select(row => (row.Draft, row.Position))]);
            seals[part] = new SealRow(together[0].Sequence, seal);
            own.CopyTo(receipts, first);
        }

        return (receipts, seals);
    }

    private static async Task<IReadOnlyList<SealRow>> SealsAsync(Task<(Receipt[] Receipts, SealRow[] Seals)> signing) =>
        (await signing.ConfigureAwait(false)).Seals;

    private async Task<long> UnitIdAsync(DbConnection connection, DbTransaction transaction, string code)
    {
        if (!_unitIds.TryGetValue(code, out long id))
        {
            id = await connection.QuerySingleAsync<long>("select unit_id from unit where code = @code", new { code }, transaction)
                .ConfigureAwait(false);
            _unitIds.Add(code, id);
        }

        return id;
    }

    /// <summary>The last sequence number up to which the log can be read completely at this moment; by default
    /// unlimited, because a query sees one state of the database.</summary>
    private protected virtual Task<long> LastReadableAsync(DbConnection connection) => Task.FromResult(long.MaxValue);

    private static DynamicParameters Range(long after)
    {
        var range = new DynamicParameters();
        range.Add("after", after);
        return range;
    }

    private async Task<bool> LimitAsync(DbConnection connection, DynamicParameters range)
    {
        range.Add("last", await LastReadableAsync(connection).ConfigureAwait(false));
        return true;
    }

    private static bool IsRefused(AppendStatus status) =>
        status is AppendStatus.Conflict or AppendStatus.TicketSpent or AppendStatus.NotReplaceable;

    private CountedBallot ReadCounted(DbDataReader reader, CountingContext context)
    {
        if (!_layouts.TryGetValue(reader.GetInt64(1), out AnswerLayout? layout)
            || !context.Units.TryGetValue(reader.GetInt64(2), out string? unit))
        {
            throw Damaged(reader, "questionnaire_id, unit_id", null);
        }

        // The characters are converted to codes in place.
        byte[] codes = reader.GetFieldValue<byte[]>(6);
        try
        {
            layout.FromCharacters(codes, codes);
        }
        catch (FormatException error)
        {
            throw Damaged(reader, error.Message, error);
        }

        DateOnly day = DayNumber.Read(Small(reader, 5));
        return new CountedBallot(reader.GetInt64(0), layout,
            CellKey.Of(unit, (SelectionBasis)reader.GetInt32(3), (CollectionMode)reader.GetInt32(4), day), codes)
        {
            Day = day,
            ProcedureCode = reader.IsDBNull(7) ? null : reader.GetString(7),
            Channel = reader.IsDBNull(8) ? CollectionChannel.Open : (CollectionChannel)reader.GetInt32(8),
            Replaces = context.Originals.Count == 0 ? 0 : context.Originals.GetValueOrDefault(reader.GetInt64(0)),
        };
    }

    private SipasException Damaged(DbDataReader reader, string what, Exception? inner) =>
        new(new Problem(ProblemCodes.DatabaseDamaged, Place, FormattableString.Invariant($"ballot {reader.GetInt64(0)}: {what}")), inner);

    /// <summary>Streams the rows of a query over the log; database errors on the way are translated.</summary>
    private protected async IAsyncEnumerable<T> StreamAsync<TContext, T>(
        string sql, object parameters, Func<DbConnection, Task<TContext>> prepare, Func<DbDataReader, TContext, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken, Func<T, TContext, bool>? keep = null)
    {
        DbConnection connection = await ExplainedAsync(() => ConnectAsync(cancellationToken)).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            TContext context = await ExplainedAsync(() => prepare(connection)).ConfigureAwait(false);
            DbDataReader reader = await ExplainedAsync(() =>
                connection.ExecuteReaderAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)))
                .ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var block = new List<T>(ReadAhead);
                for (bool more = true; more;)
                {
                    block.Clear();
                    more = await ExplainedAsync(() => FillAsync(reader, context, read, keep, block, cancellationToken))
                        .ConfigureAwait(false);
                    foreach (T row in block)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        yield return row;
                    }
                }

                RequireUnchanged();
            }
        }
    }

    // Row by row through the callers above would take longer than reading and decoding the row.
    private static async Task<bool> FillAsync<TContext, T>(
        DbDataReader reader, TContext context, Func<DbDataReader, TContext, T> read, Func<T, TContext, bool>? keep, List<T> block,
        CancellationToken cancellationToken)
    {
        while (block.Count < ReadAhead)
        {
            if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            T row = read(reader, context);
            if (keep is null || keep(row, context))
            {
                block.Add(row);
            }
        }

        return true;
    }

    private async Task<T> ExplainedAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (DbException error) when (Explain(error, committing: false) is var explained && explained != error)
        {
            throw explained;
        }
    }

    /// <summary>The data that counting needs in addition to a row: unit codes, late or replaced ballots, and for each
    /// correction's number that of the first version of the ballot.</summary>
    private sealed record CountingContext(Dictionary<long, string> Units, HashSet<long> PassedOver, Dictionary<long, long> Originals);

    private sealed class ChainHeads
    {
        public required long LastSequence { get; set; }

        public Dictionary<string, UnitHead> Units { get; } = new(StringComparer.Ordinal);
    }

    /// <summary>The end of a unit's chain.</summary>
    private sealed class UnitHead
    {
        public required long UnitId { get; init; }

        public required long Position { get; set; }

        public required byte[] Chain { get; set; }
    }
}
