using System.Data.Common;
using Dapper;
using Sipas.Ballots;
using Sipas.Quality;
using Sipas.Alerts;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Counting;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlStorage
{
    /// <inheritdoc/>
    public Task<string?> FindImportMapAsync(string packId, string fingerprint, CancellationToken cancellationToken) => ReadAsync(
        connection => connection.QuerySingleOrDefaultAsync<string?>(
            "select map from import_map where pack = @packId and fingerprint = @fingerprint", new { packId, fingerprint }),
            cancellationToken);

    /// <inheritdoc/>
    public Task SaveImportMapAsync(string packId, string fingerprint, string map, CancellationToken cancellationToken) => WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            """
            insert into import_map (pack, fingerprint, map, saved_at, actor) values (@packId, @fingerprint, @map, @at, @actor)
            on conflict (pack, fingerprint) do update set map = excluded.map, saved_at = excluded.saved_at, actor = excluded.actor
            """,
            new { packId, fingerprint, map, at = Stamp(Clock.GetUtcNow()), actor = AuditActor.Current }, transaction),
        cancellationToken);

    /// <inheritdoc/>
    public Task<QualityRun> SaveFlagsAsync(
        string rules, long lastSequence, long ballotCount, IReadOnlyList<BallotFlag> flags, IReadOnlyList<GroupNotice> notices,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(flags);
        ArgumentNullException.ThrowIfNull(notices);
        return WriteAsync(
            async (connection, transaction) =>
            {
                long before = await connection.ExecuteScalarAsync<long>("select coalesce(max(run_id), 0) from quality_run",
                    transaction: transaction).ConfigureAwait(false);
                var run = new QualityRun(before + 1, Iso8601.CutToMilliseconds(Clock.GetUtcNow()), rules, lastSequence, ballotCount,
                    flags.Select(flag => flag.Sequence).Distinct().LongCount());
                await connection.ExecuteAsync(
                    "insert into quality_run (run_id, at, rules, last_sequence, ballots, flagged) values (@Number, @at, @Rules, "
                    + "@LastSequence, @BallotCount, @FlaggedCount)",
                    new { run.Number, at = Stamp(run.At), run.Rules, run.LastSequence, run.BallotCount, run.FlaggedCount }, transaction)
                    .ConfigureAwait(false);
                await connection.ExecuteAsync(
                    """
                    insert into ballot_flag (sequence, code, value, allowed, first_run, last_run)
                    values (@Sequence, @Code, @Value, @Allowed, @run, @run)
                    on conflict (sequence, code) do update
                    set value = excluded.value, allowed = excluded.allowed, last_run = excluded.last_run
                    """,
                    flags.Select(flag => new { flag.Sequence, flag.Code, flag.Value, flag.Allowed, run = run.Number }), transaction)
                    .ConfigureAwait(false);
                await connection.ExecuteAsync(
                    """
                    insert into quality_notice (run_id, unit, pack, version, channel, from_day, day, code, value, allowed)
                    values (@run, @UnitCode, @PackId, @QuestionnaireVersion, @channel, @from, @day, @Code, @Value, @Allowed)
                    """,
                    notices.Select(notice => new
                    {
                        run = run.Number,
                        notice.UnitCode,
                        notice.PackId,
                        notice.QuestionnaireVersion,
                        channel = (int)notice.Channel,
                        from = DayNumber.Of(notice.From),
                        day = DayNumber.Of(notice.Day),
                        notice.Code,
                        notice.Value,
                        notice.Allowed,
                    }),
                    transaction).ConfigureAwait(false);
                StoredContent[] contents =
                [
                    .. await ContentsAsync(connection, transaction, RunContents, "where run_id = @Number", new { run.Number })
                    .ConfigureAwait(false),
                    .. await ContentsAsync(connection, transaction, GroupNoticeContents, "where run_id = @Number", new { run.Number })
                    .ConfigureAwait(false),
                    .. await ContentsAsync(connection, transaction, FlagContents).ConfigureAwait(false),
                ];
                string detail = run.AuditDetail();
                await AuditAsync(connection, transaction, AuditActions.QualityRun, detail, contents).ConfigureAwait(false);
                return run;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<QualityRun?> FindLastRunAsync(CancellationToken cancellationToken) => ReadAsync(
        async connection =>
        {
            IReadOnlyList<QualityRun> runs = await RowsAsync(connection,
                "select run_id, at, rules, last_sequence, ballots, flagged from quality_run order by run_id desc limit 1", null,
                reader => new QualityRun(reader.GetInt64(0), ReadStamp(reader, 1), reader.GetString(2), reader.GetInt64(3),
                    reader.GetInt64(4), reader.GetInt64(5))).ConfigureAwait(false);
            return runs.Count == 0 ? null : runs[0];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BallotFlag>> ReadFlagsAsync(CancellationToken cancellationToken) => ReadAsync(
        connection => RowsAsync(connection,
            "select sequence, code, value, allowed from ballot_flag where last_run = (select max(run_id) from quality_run) order by "
            + "sequence, code", null,
            reader => new BallotFlag(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3))),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(CancellationToken cancellationToken) => ReadAsync(
        async connection =>
        {
            IReadOnlyList<GroupNotice> notices = await RowsAsync(
                connection,
                "select unit, pack, version, channel, from_day, day, code, value, allowed from quality_notice where run_id = (select "
                + "max(run_id) from quality_run)",
                null,
                reader => new GroupNotice(
                    reader.GetString(0), reader.GetString(1), reader.GetString(2), (CollectionChannel)reader.GetInt32(3),
                    DayNumber.Read(reader.GetInt32(4)), DayNumber.Read(reader.GetInt32(5)),
                    reader.GetString(6), reader.GetString(7), reader.GetString(8))).ConfigureAwait(false);

            // Sorted here: databases sort texts differently.
            return GroupNotice.InOrder(notices);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task AppendReviewAsync(long sequence, ReviewDecision decision, string comment, string reviewer,
        CancellationToken cancellationToken) => WriteAsync(
        async (connection, transaction) =>
        {
            var review = new BallotReview(sequence, decision, comment, reviewer, Clock.GetUtcNow());
            long id = await connection.ExecuteScalarAsync<long>(
                """
                insert into ballot_review (sequence, decision, comment, reviewer, at)
                values (@sequence, @decision, @comment, @reviewer, @at)
                returning review_id
                """,
                new { sequence, decision = (int)decision, comment, reviewer, at = Stamp(review.At) }, transaction).ConfigureAwait(false);
            IReadOnlyList<StoredContent> contents =
                await ContentsAsync(connection, transaction, ReviewContents, "where review_id = @id", new { id }).ConfigureAwait(false);
            string detail = review.AuditDetail();
            return await AuditAsync(connection, transaction, AuditActions.BallotReviewed, detail, contents).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BallotReview>> ReadReviewsAsync(CancellationToken cancellationToken) => ReadAsync(
        connection => RowsAsync(connection, "select sequence, decision, comment, reviewer, at from ballot_review order by review_id", null,
            reader => new BallotReview(reader.GetInt64(0), (ReviewDecision)reader.GetInt32(1), reader.GetString(2), reader.GetString(3),
                ReadStamp(reader, 4))),
        cancellationToken);

    /// <inheritdoc/>
    public Task<long> FlagVersionAsync(CancellationToken cancellationToken) => ReadAsync(
        // Counted, not the highest id: reviews of two processes need not be committed in the order of their ids.
        async connection => await connection.ExecuteScalarAsync<long>("select coalesce(max(run_id), 0) from quality_run")
            .ConfigureAwait(false)
            + await connection.ExecuteScalarAsync<long>("select count(*) from ballot_review").ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindAlertWatermarkAsync(CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.QuerySingleOrDefaultAsync<long?>("select sequence from signal_watermark"), cancellationToken);

    /// <inheritdoc/>
    public Task AppendAlertsAsync(long watermark, IReadOnlyList<AlertDelivery> deliveries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        return WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    """
                    insert into signal_delivery (signal_id, target, body, attempts, due_at, sent_at, answer)
                    values (@AlertId, @Target, @Body, @Attempts, @due, @sent, @Answer)
                    on conflict (signal_id, target) do nothing
                    """,
                    deliveries.Select(RowOf), transaction).ConfigureAwait(false);
                return await connection.ExecuteAsync(
                    "insert into signal_watermark (watermark_id, sequence) values (1, @watermark) on conflict (watermark_id) do update "
                    + "set sequence = excluded.sequence where excluded.sequence > signal_watermark.sequence",
                    new { watermark }, transaction).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AlertDelivery>> ReadDueAlertsAsync(DateTimeOffset now, int maximum, CancellationToken cancellationToken) =>
        ReadAsync(
        connection => RowsAsync(connection,
            "select signal_id, target, body, attempts, due_at, sent_at, answer from signal_delivery where sent_at is null and due_at <= "
            + "@now order by due_at, signal_id, target limit @maximum",
            new { now = TimeValue(now.ToUniversalTime()), maximum },
            reader => new AlertDelivery(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), ReadTime(reader, 4),
                reader.IsDBNull(5) ? null : ReadTime(reader, 5), Text(reader, 6))),
        cancellationToken);

    /// <inheritdoc/>
    public Task SaveAlertAsync(AlertDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                "update signal_delivery set attempts = @Attempts, due_at = @due, sent_at = @sent, answer = @Answer where signal_id = "
                + "@AlertId and target = @Target", RowOf(delivery), transaction),
            cancellationToken);
    }

    private static async Task<IReadOnlyList<T>> RowsAsync<T>(
        DbConnection connection, string sql, object? parameters, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        DbDataReader reader = await connection.ExecuteReaderAsync(sql, parameters).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                rows.Add(read(reader));
            }
        }

        return rows;
    }

    private object RowOf(AlertDelivery delivery) => new
    {
        delivery.AlertId,
        delivery.Target,
        delivery.Body,
        delivery.Attempts,
        due = TimeValue(delivery.DueAt),
        sent = delivery.SentAt is { } sent ? TimeValue(sent) : null,
        delivery.Answer,
    };
}
