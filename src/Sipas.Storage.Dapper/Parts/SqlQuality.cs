using Dapper;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Counting;
using Sipas.Quality;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Flags, notices and reviews of ballots.</summary>
internal sealed class SqlQuality(SqlSession session, SqlAudit audit, SqlContents covered) : IQualityStore
{
    /// <inheritdoc/>
    public Task<QualityRun> SaveFlagsAsync(
        string rules, long lastSequence, long ballotCount, IReadOnlyList<BallotFlag> flags, IReadOnlyList<GroupNotice> notices,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(flags);
        ArgumentNullException.ThrowIfNull(notices);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                long before = await connection.ExecuteScalarAsync<long>("select coalesce(max(run_id), 0) from quality_run",
                    transaction: transaction).ConfigureAwait(false);
                var run = new QualityRun(before + 1, Iso8601.CutToMilliseconds(session.Clock.GetUtcNow()), rules, lastSequence, ballotCount,
                    flags.Select(flag => flag.Sequence).Distinct().LongCount());
                await connection.ExecuteAsync(
                    "insert into quality_run (run_id, at, rules, last_sequence, ballots, flagged) values (@Number, @at, @Rules, "
                    + "@LastSequence, @BallotCount, @FlaggedCount)",
                    new { run.Number, at = session.Dialect.Stamp(run.At), run.Rules, run.LastSequence, run.BallotCount, run.FlaggedCount },
                        transaction)
                    .ConfigureAwait(false);
                await connection.ExecuteAsync(
                    session.Dialect.Upsert(
                        "insert into ballot_flag (sequence, code, value, allowed, first_run, last_run) values (@Sequence, @Code, @Value, "
                        + "@Allowed, @run, @run)",
                        "sequence, code", "value", "allowed", "last_run"),
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
                    .. await SqlContents.ReadAsync(connection, transaction, covered.Runs, "where run_id = @Number", new { run.Number })
                    .ConfigureAwait(false),
                    .. await SqlContents.ReadAsync(connection, transaction, covered.GroupNotices, "where run_id = @Number",
                        new { run.Number })
                    .ConfigureAwait(false),
                    .. await SqlContents.ReadAsync(connection, transaction, covered.Flags).ConfigureAwait(false),
                ];
                string detail = run.AuditDetail();
                await audit.RecordAsync(connection, transaction, AuditActions.QualityRun, detail, contents).ConfigureAwait(false);
                return run;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<QualityRun?> FindLastRunAsync(CancellationToken cancellationToken) => session.ReadAsync(
        async connection =>
        {
            IReadOnlyList<QualityRun> runs = await RowsAsync(connection,
                "select run_id, at, rules, last_sequence, ballots, flagged from quality_run order by run_id desc limit 1", null,
                reader => new QualityRun(reader.GetInt64(0), session.Dialect.ReadStamp(reader, 1), reader.GetString(2), reader.GetInt64(3),
                    reader.GetInt64(4), reader.GetInt64(5))).ConfigureAwait(false);
            return runs.Count == 0 ? null : runs[0];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BallotFlag>> ReadFlagsAsync(CancellationToken cancellationToken) => session.ReadAsync(
        connection =>
            RowsAsync(connection, "select sequence, code, value, allowed from ballot_flag where last_run = (select max(run_id) from "
            + "quality_run) order by "
            + "sequence, code", null,
            reader => new BallotFlag(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3))),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(CancellationToken cancellationToken) => session.ReadAsync(
        async connection =>
        {
            IReadOnlyList<GroupNotice> notices = await RowsAsync(connection,
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
        CancellationToken cancellationToken) => session.WriteAsync(
        async (connection, transaction) =>
        {
            var review = new BallotReview(sequence, decision, comment, reviewer, session.Clock.GetUtcNow());
            long id = await connection.ExecuteScalarAsync<long>(
                """
                insert into ballot_review (sequence, decision, comment, reviewer, at)
                values (@sequence, @decision, @comment, @reviewer, @at)
                returning review_id
                """,
                new { sequence, decision = (int)decision, comment, reviewer, at = session.Dialect.Stamp(review.At) }, transaction)
                    .ConfigureAwait(false);
            IReadOnlyList<StoredContent> contents =
                await SqlContents.ReadAsync(connection, transaction, covered.Reviews, "where review_id = @id", new { id })
                    .ConfigureAwait(false);
            string detail = review.AuditDetail();
            return await audit.RecordAsync(connection, transaction, AuditActions.BallotReviewed, detail, contents).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BallotReview>> ReadReviewsAsync(CancellationToken cancellationToken) => session.ReadAsync(
        connection => RowsAsync(connection, "select sequence, decision, comment, reviewer, at from ballot_review order by review_id", null,
            reader => new BallotReview(reader.GetInt64(0), (ReviewDecision)reader.GetInt32(1), reader.GetString(2), reader.GetString(3),
                session.Dialect.ReadStamp(reader, 4))),
        cancellationToken);

    /// <inheritdoc/>
    public Task<long> FlagVersionAsync(CancellationToken cancellationToken) => session.ReadAsync(
        // Counted, not the highest id: reviews of two processes need not be committed in the order of their ids.
        async connection => await connection.ExecuteScalarAsync<long>("select coalesce(max(run_id), 0) from quality_run")
            .ConfigureAwait(false)
            + await connection.ExecuteScalarAsync<long>("select count(*) from ballot_review").ConfigureAwait(false),
        cancellationToken);

}
