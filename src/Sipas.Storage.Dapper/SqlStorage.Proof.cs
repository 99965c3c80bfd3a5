using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlStorage
{
    private const string StoredSql =
        """
        select b.sequence, b.position, b.started_at, b.completed_at, b.received_at, b.ballot_id, q.pack, q.version, u.code, b.mode, b.basis,
               b.started_offset, b.completed_offset, b.procedure_code, b.device_code, b.language, b.answers, b.content_hash, b.chain_hash,
               l.sequence as late, s.leaves, s.key_id, s.signature, b.counted_on, b.clock_skew, b.sent_by, b.channel,
               c.replaced_id, x.sequence as replaced_by, c.original, c.reason, c.brought_by, c.reviewed_by, g.name as late_for
        from ballot b
        join questionnaire q on q.questionnaire_id = b.questionnaire_id
        join unit u on u.unit_id = b.unit_id
        left join late_ballot l on l.sequence = b.sequence
        left join survey_closing g on g.closing_id = l.closing_id
        left join receipt_seal s on s.first_sequence = b.sequence
        left join ballot_correction c on c.sequence = b.sequence
        left join ballot_correction x on x.replaced = b.sequence
        where b.sequence > @after and b.sequence <= @last
        order by b.sequence
        """;

    // A larger number of milliseconds is not a valid time span: the value was modified.
    private const long MaximumSkew = 900_000_000_000_000;

    // An append may still sign with a key that was just replaced.
    private readonly List<ReceiptSigner> _retired = [];

    private IReadOnlyList<(long Id, SurveyClosing Closing)> _closings = [];

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredBallot> ReadStoredAsync(long afterSequence, CancellationToken cancellationToken)
    {
        DynamicParameters range = Range(afterSequence);
        return ReadStoredAsync(range, connection => LimitAsync(connection, range), afterSequence, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken) => ReadAsync(
        async connection =>
        {
            // Separate statements could see a key or a closing that was written between them.
            long readable = await LastReadableAsync(connection).ConfigureAwait(false);
            DbTransaction state = await BeginReadAsync(connection, cancellationToken).ConfigureAwait(false);
            await using (state.ConfigureAwait(false))
            {
                long last = await connection.ExecuteScalarAsync<long>("select coalesce(max(sequence), 0) from ballot", transaction: state)
                    .ConfigureAwait(false);
                return new LogHead
                {
                    LastSequence = Math.Min(last, readable),
                    LastSealed = Math.Min(await LastSealedAsync(connection, state).ConfigureAwait(false), readable),
                    Keys = await KeysAsync(connection, state).ConfigureAwait(false),
                    Questionnaires = await QuestionnairesAsync(connection, state).ConfigureAwait(false),
                    Closings = [.. (await ClosingsAsync(connection, state).ConfigureAwait(false)).Select(row => row.Closing)],
                    Audit = await AuditRecordsAsync(connection, state).ConfigureAwait(false),
                    Contents = await ContentsAsync(connection, state).ConfigureAwait(false),
                    Spent = last <= readable ? await SpentTicketsAsync(connection, state).ConfigureAwait(false) : null,
                    UncoveredTables = await UncoveredTablesAsync(connection, state).ConfigureAwait(false),
                };
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReceiptKey>> ReadKeysAsync(CancellationToken cancellationToken) =>
        ReadAsync(connection => KeysAsync(connection, null), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SurveyClosing>> ReadClosingsAsync(CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<SurveyClosing>>(
            async connection => [.. (await ClosingsAsync(connection, null).ConfigureAwait(false)).Select(row => row.Closing)],
                cancellationToken);

    /// <inheritdoc/>
    public Task<SurveyClosing> CloseAsync(string name, SurveyScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        SurveyNames.Require(name);
        return WriteAsync(
            async (connection, transaction) =>
            {
                if (await connection.ExecuteScalarAsync<long>("select count(*) from survey_closing where name = @name", new { name },
                    transaction).ConfigureAwait(false) > 0)
                {
                    throw new SipasException(new Problem(ProblemCodes.SurveyClosed, value: name));
                }

                string? packHash = await PackHashAsync(connection, transaction, scope).ConfigureAwait(false);

                // No one else appends meanwhile: the writer lock is held. Another connection streams the committed data.
                var tree = new MerkleTree();
                long last = await connection.ExecuteScalarAsync<long>("select coalesce(max(sequence), 0) from ballot",
                    transaction: transaction).ConfigureAwait(false);
                DynamicParameters all = Range(0);
                all.Add("last", long.MaxValue);
                await foreach (StoredBallot ballot in ReadStoredAsync(all, _ => Task.FromResult(true), 0, cancellationToken)
                    .ConfigureAwait(false))
                {
                    if (!ballot.Late && scope.Covers(ballot))
                    {
                        tree.Append(ballot.ContentHash.Span);
                    }
                }

                byte[] root = tree.Root();
                DateTimeOffset now = Iso8601.CutToMilliseconds(Clock.GetUtcNow().ToUniversalTime());
                var closing = new SurveyClosing(name, scope, last, tree.Count, Convert.ToHexString(root).ToLowerInvariant(),
                    now)
                {
                    PackHash = packHash,
                };
                await connection.ExecuteAsync(
                    $"""
                    insert into survey_closing (name, pack, version, basis, from_day, to_day, last_sequence, ballots, root,
                                                closed_at, pack_version, pack_hash)
                    values (@Name, @PackId, @QuestionnaireVersion, @Basis, {DayIn("@From")}, {DayIn("@To")}, @LastSequence,
                            @BallotCount, @root, @closedAt, @PackVersion, @packHash)
                    """,
                    new
                    {
                        closing.Name,
                        scope.PackId,
                        scope.QuestionnaireVersion,
                        Basis = (short?)scope.Basis,
                        From = Day(scope.From),
                        To = Day(scope.To),
                        closing.LastSequence,
                        closing.BallotCount,
                        root,
                        closedAt = Stamp(now),
                        scope.PackVersion,
                        packHash,
                    },
                    transaction).ConfigureAwait(false);
                await AuditAsync(connection, transaction, AuditActions.SurveyClosed, closing.AuditDetail()).ConfigureAwait(false);
                return closing;
            },
            cancellationToken);
    }

    /// <summary>Creates a new receipt key, for which the current key vouches, and activates it; the old key file
    /// remains next to it with <c>.retired-</c> and its id appended. A key that opening just created in place of a lost
    /// one (<see cref="SqlStorageOptions.AllowNewKeys"/>) is not replaced.</summary>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Id of the new key.</returns>
    /// <remarks>Other processes continue with the old key until they are restarted; receipts of both remain valid. The
    /// storage must be open.</remarks>
    public async Task<string> RotateReceiptKeyAsync(CancellationToken cancellationToken)
    {
        ReceiptSigner former = _signer ?? throw new InvalidOperationException("The storage was not opened.");
        if (_isKeyNew)
        {
            return former.KeyId;
        }

        ReceiptSigner next = ReceiptKeyFile.Open(ReceiptKeyPath + ".next", Options.KeyProtector);
        await WriteAsync((connection, transaction) => AddKeyAsync(connection, transaction, next, former), cancellationToken)
            .ConfigureAwait(false);

        // After the commit: if the process stops here, the next rotation completes this one with the key at PATH.next.
        ReceiptKeyFile.Replace(ReceiptKeyPath, former.KeyId);
        _signer = next;
        _retired.Add(former);
        return next.KeyId;
    }

    private protected static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Begins a transaction whose statements all see one state; it blocks no one.</summary>
    private protected abstract Task<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Reads a value written by <see cref="Stamp"/>.</summary>
    private protected abstract DateTimeOffset ReadStamp(DbDataReader reader, int ordinal);

    // Adds a key that the store has not recorded; returns whether it was added.
    private async Task<bool> AddKeyAsync(DbConnection connection, DbTransaction transaction, ReceiptSigner key, ReceiptSigner? voucher)
    {
        int added = await connection
            .ExecuteAsync("insert into receipt_key (key_id, public_key, created_at, vouched_by, vouch) values (@KeyId, @PublicKey, "
                + "@CreatedAt, @VouchedBy, @Vouch) on conflict do nothing",
            new
            {
                key.KeyId,
                key.PublicKey,
                CreatedAt = Stamp(Clock.GetUtcNow()),
                VouchedBy = voucher?.KeyId,
                Vouch = voucher?.Sign(ReceiptKey.VouchedBytes(voucher.KeyId, key.PublicKey)),
            },
            transaction).ConfigureAwait(false);
        if (added > 0)
        {
            await (voucher is null
                ? AuditAsync(connection, transaction, AuditActions.KeyAdded, key.KeyId, [], signer: key)
                : AuditAsync(connection, transaction, AuditActions.KeyRotated, $"{voucher.KeyId} {key.KeyId}", [], signer: voucher))
                .ConfigureAwait(false);
        }

        return added > 0;
    }

    private static async Task<long> LastSealedAsync(DbConnection connection, DbTransaction transaction)
    {
        (long first, long bytes) = await connection.QuerySingleOrDefaultAsync<(long, long)>(
            "select first_sequence, cast(length(leaves) as bigint) from receipt_seal order by first_sequence desc limit 1",
            transaction: transaction).ConfigureAwait(false);
        return first == 0 ? 0 : Math.Min(first, long.MaxValue - bytes) + (bytes / 32) - 1;
    }

    // Links of this format must not follow links of another. The first ballot of a store is the first of its unit.
    private static async Task RefuseFormerChainsAsync(DbConnection connection, DbTransaction? transaction)
    {
        IReadOnlyList<Problem?> found = await QueryAsync(
            connection, transaction, "select u.code, b.content_hash, b.chain_hash from ballot b join unit u on u.unit_id = b.unit_id "
            + "where b.sequence = 1",
            reader => UnitChain.FormerFormat(reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2)))
                .ConfigureAwait(false);
        if (found.Count > 0 && found[0] is { } outdated)
        {
            throw new SipasException(outdated);
        }
    }

    private long? ClosingOf(PendingBallot draft)
    {
        if (_closings.Count == 0)
        {
            return null;
        }

        Ballot ballot = draft.Ballot;
        return _closings.Where(row =>
            row.Closing.Scope.Covers(ballot.Layout.PackId, ballot.Layout.QuestionnaireVersion, ballot.Basis, draft.CountedOn))
            .Select(row => (long?)row.Id).FirstOrDefault();
    }

    private static async Task MarkLateAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<BallotRow> rows)
    {
        if (rows.Any(row => row.ClosingId is not null))
        {
            await connection.ExecuteAsync("insert into late_ballot (sequence, closing_id) values (@Sequence, @ClosingId)",
                rows.Where(row => row.ClosingId is not null).Select(row => new { row.Sequence, row.ClosingId }), transaction)
                .ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlyList<ReceiptKey>> KeysAsync(DbConnection connection, DbTransaction? transaction) =>
        [.. (await connection.QueryAsync<KeyRow>(
            "select key_id as KeyId, public_key as PublicKey, vouched_by as VouchedBy, vouch from receipt_key order by created_at, key_id",
            transaction: transaction).ConfigureAwait(false))
            .Select(row => new ReceiptKey(row.KeyId, row.PublicKey, row.VouchedBy, row.Vouch))];

    private static async Task<IReadOnlyList<StoredQuestionnaire>> QuestionnairesAsync(DbConnection connection, DbTransaction transaction)
    {
        ILookup<long, string> items = await CodesAsync("questionnaire_item").ConfigureAwait(false);
        ILookup<long, string> values = await CodesAsync("questionnaire_question").ConfigureAwait(false);
        return await QueryAsync(connection, transaction, "select questionnaire_id, pack, version from questionnaire order by pack, version",
            reader => new StoredQuestionnaire(reader.GetString(1), reader.GetString(2), [.. items[reader.GetInt64(0)]],
                [.. values[reader.GetInt64(0)]])).ConfigureAwait(false);

        async Task<ILookup<long, string>> CodesAsync(string table) =>
            (await QueryAsync(connection, transaction, $"select questionnaire_id, code from {table} order by questionnaire_id, number",
                reader => (Id: reader.GetInt64(0), Code: reader.GetString(1))).ConfigureAwait(false))
                .ToLookup(row => row.Id, row => row.Code);
    }

    private Task<IReadOnlyList<(long Id, SurveyClosing Closing)>> ClosingsAsync(DbConnection connection, DbTransaction? transaction) =>
        QueryAsync(
            connection, transaction,
            $"""
            select closing_id, name, pack, version, basis, {DayOut("from_day")}, {DayOut("to_day")}, last_sequence, ballots, root,
                   closed_at, pack_version, pack_hash
            from survey_closing order by closing_id
            """,
            reader => (
                reader.GetInt64(0),
                new SurveyClosing(
                    reader.GetString(1),
                    new SurveyScope
                    {
                        PackId = reader.GetString(2),
                        QuestionnaireVersion = Text(reader, 3),
                        Basis = reader.IsDBNull(4) ? null : (SelectionBasis)Small(reader, 4),
                        From = ReadDay(reader, 5),
                        To = ReadDay(reader, 6),
                        PackVersion = Text(reader, 11),
                    },
                    reader.GetInt64(7),
                    reader.GetInt64(8),
                    Convert.ToHexString(reader.GetFieldValue<byte[]>(9)).ToLowerInvariant(),
                    Whole(ReadStamp(reader, 10)))
                {
                    PackHash = Text(reader, 12),
                }));

    private IAsyncEnumerable<StoredBallot> ReadStoredAsync(long after, long last, CancellationToken cancellationToken)
    {
        DynamicParameters range = Range(after);
        range.Add("last", last);
        return ReadStoredAsync(range, _ => Task.FromResult(true), after, cancellationToken);
    }

    private IAsyncEnumerable<StoredBallot> ReadStoredAsync(
        DynamicParameters range, Func<DbConnection, Task<bool>> prepare, long after, CancellationToken cancellationToken) =>
        WithValuesAsync(StreamAsync(StoredSql, range, prepare, (reader, _) => ReadStoredBallot(reader), cancellationToken), after,
            cancellationToken);

    private StoredBallot ReadStoredBallot(DbDataReader reader) => new()
    {
        Sequence = reader.GetInt64(0),
        Position = reader.GetInt64(1),
        StartedAt = WithOffset(reader, 2, 11),
        CompletedAt = WithOffset(reader, 3, 12),
        ReceivedAt = Safe(reader, 4),
        Id = SafeId(reader, 5),
        Replaces = reader.IsDBNull(27) ? null : SafeId(reader, 27),
        Original = reader.IsDBNull(29) ? null : reader.GetInt64(29),
        Correction = reader.IsDBNull(30) ? null : new BallotCorrection(reader.GetString(30), reader.GetString(31), reader.GetString(32)),
        ReplacedBy = reader.IsDBNull(28) ? null : reader.GetInt64(28),
        PackId = reader.GetString(6),
        QuestionnaireVersion = reader.GetString(7),
        UnitCode = reader.GetString(8),
        Mode = (CollectionMode)Small(reader, 9),
        Basis = (SelectionBasis)Small(reader, 10),
        ProcedureCode = Text(reader, 13),
        DeviceCode = Text(reader, 14),
        Language = reader.GetString(15),
        Answers = reader.GetString(16),
        ContentHash = reader.GetFieldValue<byte[]>(17),
        ChainHash = reader.GetFieldValue<byte[]>(18),
        Late = !reader.IsDBNull(19),
        LateFor = Text(reader, 33),
        Seal = reader.IsDBNull(20)
        ? null
        : new ReceiptSeal(reader.GetFieldValue<byte[]>(20), reader.GetString(21), reader.GetFieldValue<byte[]>(22)),
        CountedOn = DayNumber.Read(Small(reader, 23)),
        ClockSkew = reader.IsDBNull(24)
        ? null
        : new TimeSpan(Math.Clamp(reader.GetInt64(24), -MaximumSkew, MaximumSkew) * TimeSpan.TicksPerMillisecond),
        SentBy = Text(reader, 25),
        Channel = reader.IsDBNull(26) ? null : (CollectionChannel)Small(reader, 26),
    };

    // If the stored value is not a valid time or offset, it was modified; the ballot then shows as changed and reading continues.
    private DateTimeOffset WithOffset(DbDataReader reader, int time, int offset)
    {
        try
        {
            return Whole(ReadTime(reader, time)).ToOffset(TimeSpan.FromMinutes(Small(reader, offset)));
        }
        catch (ArgumentException)
        {
            return default;
        }
    }

    private DateTimeOffset Safe(DbDataReader reader, int time)
    {
        try
        {
            return Whole(ReadTime(reader, time));
        }
        catch (ArgumentException)
        {
            return default;
        }
    }

    private Guid SafeId(DbDataReader reader, int ordinal)
    {
        try
        {
            return ReadId(reader, ordinal);
        }
        catch (ArgumentException)
        {
            return default;
        }
    }

    // Every time is stored with millisecond precision; a finer one was modified.
    private static DateTimeOffset Whole(DateTimeOffset time) => time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? time : default;

    // SQLite stores eight bytes in every column: a value truncated to four may equal the original.
    private static int Small(DbDataReader reader, int ordinal) =>
        reader.GetInt64(ordinal) is >= int.MinValue and <= int.MaxValue and long number ? (int)number : int.MinValue;

    private static string? Text(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    // A value that is not a day was modified: it then shows as changed.
    private static DateOnly? ReadDay(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal)
        ? null
        : DateOnly.TryParseExact(
            reader.GetString(ordinal), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : DateOnly.MinValue;

    private static async Task<IReadOnlyList<T>> QueryAsync<T>(
        DbConnection connection, DbTransaction? transaction, string sql, Func<DbDataReader, T> read, object? parameters = null)
    {
        var rows = new List<T>();
        DbDataReader reader = await connection.ExecuteReaderAsync(sql, parameters, transaction).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                rows.Add(read(reader));
            }
        }

        return rows;
    }

    private sealed class KeyRow
    {
        public string KeyId { get; set; } = "";

        public byte[] PublicKey { get; set; } = [];

        public string? VouchedBy { get; set; }

        public byte[]? Vouch { get; set; }
    }
}
