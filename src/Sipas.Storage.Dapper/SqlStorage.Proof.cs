using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Text;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlStorage
{
    private const string KeptSql =
        """
        select b.sequence, b.position, b.started_at, b.completed_at, b.received_at, b.ballot_id, q.pack, q.version, u.code, b.mode, b.basis,
               b.started_offset, b.completed_offset, b.procedure_code, b.device_code, b.language, b.answers, b.content_hash, b.chain_hash,
               l.sequence as late, s.leaves, s.key_id, s.signature, b.counted_on, b.clock_skew, b.sent_by, b.channel
        from ballot b
        join questionnaire q on q.questionnaire_id = b.questionnaire_id
        join unit u on u.unit_id = b.unit_id
        left join late_ballot l on l.sequence = b.sequence
        left join receipt_seal s on s.first_sequence = b.sequence
        where b.sequence > @after and b.sequence <= @last
        order by b.sequence
        """;

    // An append may still sign with a key that was just replaced.
    private readonly List<ReceiptSigner> _retired = [];

    private IReadOnlyList<(long Id, SurveyClosing Closing)> _closings = [];

    /// <inheritdoc/>
    public IAsyncEnumerable<KeptBallot> ReadKeptAsync(long afterSequence, CancellationToken cancellationToken)
    {
        DynamicParameters range = Range(afterSequence);
        return ReadKeptAsync(range, connection => LimitAsync(connection, range), afterSequence, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReceiptKey>> ReadKeysAsync(CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<ReceiptKey>>(
        async connection => [.. (await connection.QueryAsync<KeyRow>(
            "select key_id as KeyId, public_key as PublicKey, vouched_by as VouchedBy, vouch from receipt_key order by created_at, key_id").ConfigureAwait(false))
            .Select(row => new ReceiptKey(row.KeyId, row.PublicKey, row.VouchedBy, row.Vouch))],
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SurveyClosing>> ReadClosingsAsync(CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<SurveyClosing>>(
        async connection => [.. (await ClosingsAsync(connection, null).ConfigureAwait(false)).Select(row => row.Closing)], cancellationToken);

    /// <inheritdoc/>
    public Task<SurveyClosing> CloseAsync(string name, SurveyScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        SurveyNames.Require(name);
        return WriteAsync(
            async (connection, transaction) =>
            {
                if (await connection.ExecuteScalarAsync<long>("select count(*) from survey_closing where name = @name", new { name }, transaction).ConfigureAwait(false) > 0)
                {
                    throw new SipasException(new Problem(ProblemCodes.SurveyClosed, value: name));
                }

                string? packHash = await PackHashAsync(connection, transaction, scope).ConfigureAwait(false);

                // Nobody appends meanwhile: the writer's place is held. Another connection streams what is committed.
                var tree = new MerkleTree();
                long last = await connection.ExecuteScalarAsync<long>("select coalesce(max(sequence), 0) from ballot", transaction: transaction).ConfigureAwait(false);
                DynamicParameters all = Range(0);
                all.Add("last", long.MaxValue);
                await foreach (KeptBallot ballot in ReadKeptAsync(all, _ => Task.FromResult(true), 0, cancellationToken).ConfigureAwait(false))
                {
                    if (!ballot.Late && scope.Covers(ballot))
                    {
                        tree.Append(ballot.ContentHash.Span);
                    }
                }

                byte[] root = tree.Root();
                DateTimeOffset now = IsoTime.CutToMilliseconds(Clock.GetUtcNow().ToUniversalTime());
                var closing = new SurveyClosing(name, scope, last, tree.Count, Convert.ToHexString(root).ToLowerInvariant(), now) { PackHash = packHash };
                await connection.ExecuteAsync(
                    $"""
                    insert into survey_closing (name, pack, version, basis, from_day, to_day, last_sequence, ballots, root, closed_at, pack_version, pack_hash)
                    values (@Name, @PackId, @QuestionnaireVersion, @Basis, {DayIn("@From")}, {DayIn("@To")}, @LastSequence, @BallotCount, @root, @closedAt, @PackVersion, @packHash)
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
                await AuditAsync(connection, transaction, AuditActions.SurveyClosed, $"{name} {closing.Root}").ConfigureAwait(false);
                return closing;
            },
            cancellationToken);
    }

    /// <summary>Makes a new key for receipts, for which the present one vouches, and puts it in its place; the old key file stays beside it with <c>.retired-</c> and its id added.</summary>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Id of the new key.</returns>
    /// <remarks>Other processes go on with the old key until they are started again; receipts of both stay valid. The storage must be open.</remarks>
    public async Task<string> RotateReceiptKeyAsync(CancellationToken cancellationToken)
    {
        ReceiptSigner former = _signer ?? throw new InvalidOperationException("The storage was not opened.");
        ReceiptSigner next = ReceiptKeyFile.Open(ReceiptKeyPath + ".next");
        await WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync("insert into receipt_key (key_id, public_key, created_at, vouched_by, vouch) values (@KeyId, @PublicKey, @CreatedAt, @VouchedBy, @Vouch) on conflict do nothing",
                    new
                    {
                        next.KeyId,
                        next.PublicKey,
                        CreatedAt = Stamp(Clock.GetUtcNow()),
                        VouchedBy = former.KeyId,
                        Vouch = former.Sign(ReceiptKey.VouchedBytes(former.KeyId, next.PublicKey)),
                    },
                    transaction).ConfigureAwait(false);
                return await AuditAsync(connection, transaction, AuditActions.KeyRotated, $"{former.KeyId} {next.KeyId}").ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);

        // After the commit: stopped here, the next rotation takes up the key that waits.
        ReceiptKeyFile.Replace(ReceiptKeyPath, former.KeyId);
        _signer = next;
        _retired.Add(former);
        return next.KeyId;
    }

    private protected static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Stamp"/> wrote.</summary>
    private protected abstract DateTimeOffset ReadStamp(DbDataReader reader, int ordinal);

    private long? ClosingOf(BallotDraft draft)
    {
        if (_closings.Count == 0)
        {
            return null;
        }

        Ballot ballot = draft.Ballot;
        return _closings.Where(row => row.Closing.Scope.Covers(ballot.Layout.PackId, ballot.Layout.QuestionnaireVersion, ballot.Basis, draft.CountedOn))
            .Select(row => (long?)row.Id).FirstOrDefault();
    }

    private static async Task MarkLateAsync(DbConnection connection, DbTransaction transaction, BallotRow[] rows)
    {
        if (Array.Exists(rows, row => row.ClosingId is not null))
        {
            await connection.ExecuteAsync("insert into late_ballot (sequence, closing_id) values (@Sequence, @ClosingId)",
                rows.Where(row => row.ClosingId is not null).Select(row => new { row.Sequence, row.ClosingId }), transaction).ConfigureAwait(false);
        }
    }

    private Task<IReadOnlyList<(long Id, SurveyClosing Closing)>> ClosingsAsync(DbConnection connection, DbTransaction? transaction) => QueryAsync(
        connection, transaction,
        $"""
        select closing_id, name, pack, version, basis, {DayOut("from_day")}, {DayOut("to_day")}, last_sequence, ballots, root, closed_at, pack_version, pack_hash
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
                    Basis = reader.IsDBNull(4) ? null : (SelectionBasis)reader.GetInt32(4),
                    From = ReadDay(reader, 5),
                    To = ReadDay(reader, 6),
                    PackVersion = Text(reader, 11),
                },
                reader.GetInt64(7),
                reader.GetInt64(8),
                Convert.ToHexString(reader.GetFieldValue<byte[]>(9)).ToLowerInvariant(),
                ReadStamp(reader, 10))
            {
                PackHash = Text(reader, 12),
            }));

    private IAsyncEnumerable<KeptBallot> ReadKeptAsync(DynamicParameters range, Func<DbConnection, Task<bool>> prepare, long after, CancellationToken cancellationToken) =>
        WithValuesAsync(StreamAsync(KeptSql, range, prepare, (reader, _) => ReadKeptBallot(reader), cancellationToken), after, cancellationToken);

    private KeptBallot ReadKeptBallot(DbDataReader reader) => new()
    {
        Sequence = reader.GetInt64(0),
        Position = reader.GetInt64(1),
        StartedAt = WithOffset(reader, 2, 11),
        CompletedAt = WithOffset(reader, 3, 12),
        ReceivedAt = Safe(reader, 4),
        Id = ReadId(reader, 5),
        PackId = reader.GetString(6),
        QuestionnaireVersion = reader.GetString(7),
        UnitCode = reader.GetString(8),
        Mode = (CollectionMode)reader.GetInt32(9),
        Basis = (SelectionBasis)reader.GetInt32(10),
        ProcedureCode = Text(reader, 13),
        DeviceCode = Text(reader, 14),
        Language = reader.GetString(15),
        Answers = reader.GetString(16),
        ContentHash = reader.GetFieldValue<byte[]>(17),
        ChainHash = reader.GetFieldValue<byte[]>(18),
        Late = !reader.IsDBNull(19),
        Seal = reader.IsDBNull(20) ? null : new ReceiptSeal(reader.GetFieldValue<byte[]>(20), reader.GetString(21), reader.GetFieldValue<byte[]>(22)),
        CountedOn = DayNumber.Read(reader.GetInt32(23)),
        ClockSkew = reader.IsDBNull(24) ? null : TimeSpan.FromMilliseconds((double)reader.GetInt64(24)),
        SentBy = Text(reader, 25),
        Channel = reader.IsDBNull(26) ? null : (CollectionChannel)reader.GetInt32(26),
    };

    // Somebody may have written what is no time or no offset; the ballot then shows as changed and does not stop the reading.
    private DateTimeOffset WithOffset(DbDataReader reader, int time, int offset)
    {
        try
        {
            return ReadTime(reader, time).ToOffset(TimeSpan.FromMinutes(reader.GetInt32(offset)));
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
            return ReadTime(reader, time);
        }
        catch (ArgumentException)
        {
            return default;
        }
    }

    private static string? Text(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    private static DateOnly? ReadDay(DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : DateOnly.ParseExact(reader.GetString(ordinal), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<T>> QueryAsync<T>(DbConnection connection, DbTransaction? transaction, string sql, Func<DbDataReader, T> read, object? parameters = null)
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
