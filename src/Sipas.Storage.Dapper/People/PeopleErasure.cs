using System.Data.Common;
using System.Text.Json;
using System.Text;
using Dapper;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Erasure;
using Sipas.Intake;
using Sipas.Plans;
using Sipas.Sampling;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.People.PeopleText;

namespace Sipas.Storage.Dapper.People;

/// <summary>Erasure of people and tickets, and the audit log of reads.</summary>
internal sealed class PeopleErasure(SqlSession session, PeopleAudit audit) : IPeopleErasureStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<HeldPeople>> ReadHeldPeopleAsync(CancellationToken cancellationToken) =>
        session.ReadAsync<IReadOnlyList<HeldPeople>>(
        async connection =>
        {
            IEnumerable<HeldRow> rows = await connection.QueryAsync<HeldRow>(
                $"""
                select s.code as Survey, (select count(*) from frame_row r where r.frame_id = f.frame_id) as Rows,
                       {session.Dialect.TimeOut("f.stored_at")} as StoredAt,
                       (select {session.Dialect.TimeOut("d.drawn_at")} from draw d where d.survey_id = s.survey_id) as DrawnAt,
                       (select cast(max(e.recorded_on) as bigint) from field_event e where e.survey_id = s.survey_id) as RecordedOn,
                       (select {session.Dialect.TimeOut("max(c.recorded_at)")} from reinterview_result c
                        where c.survey_id = s.survey_id) as CheckedAt
                from survey s join frame f on f.survey_id = s.survey_id
                order by s.survey_id
                """).ConfigureAwait(false);
            return [.. rows.Where(row => row.Rows > 0).Select(row => new HeldPeople(row.Survey, row.Rows, row.LastUsedAt()))];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<PersonErasureResult> ErasePersonAsync(PersonErasure erasure, bool dryRun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                long surveyId = await PeopleSurveys.RequireAsync(connection, transaction, erasure.Survey).ConfigureAwait(false);
                if (await PeopleFrames.FindAsync(session.Dialect, connection, transaction, "s.survey_id = @surveyId", new { surveyId })
                    .ConfigureAwait(false) is not { } frame)
                {
                    return default;
                }

                string plan = (await connection.ExecuteScalarAsync<string>(
                    "select plan from survey_plan where survey_id = @surveyId order by revision desc limit 1", new { surveyId },
                    transaction).ConfigureAwait(false))!;
                bool isDrawn = await connection.ExecuteScalarAsync<long>("select count(*) from draw where survey_id = @surveyId",
                    new { surveyId }, transaction).ConfigureAwait(false) > 0;
                IReadOnlyList<long> meant = erasure.Find(SurveyPlanSerializer.Read(Encoding.UTF8.GetBytes(plan)).Frame,
                    new RowsWithin(connection, transaction, frame));
                PeopleAuditDetail.RefuseSealed(frame, isDrawn, meant.Count);
                long listed = 0;
                foreach (long number in meant)
                {
                    listed += await connection.ExecuteScalarAsync<long>(
                        "select count(*) from sample_entry where survey_id = @surveyId and row_number = @number", new { surveyId, number },
                        transaction).ConfigureAwait(false);
                }

                var result = new PersonErasureResult(meant.Count, listed);
                if (dryRun || meant.Count == 0)
                {
                    return result;
                }

                foreach (long number in meant)
                {
                    await connection.ExecuteAsync("delete from frame_row where frame_id = @Id and number = @number",
                        new { frame.Id, number }, transaction).ConfigureAwait(false);
                    await connection.ExecuteAsync(
                        "update sample_entry set unit_id = '' where survey_id = @surveyId and row_number = @number",
                        new { surveyId, number }, transaction).ConfigureAwait(false);
                }

                await connection.ExecuteAsync(
                    frame.Seal is null
                    ? "update frame set row_count = row_count - @RowCount where frame_id = @Id"
                    : "update frame set erased_rows = erased_rows + @RowCount where frame_id = @Id",
                    new { result.RowCount, frame.Id }, transaction).ConfigureAwait(false);
                await audit.RecordAsync(connection, transaction, AuditActions.PersonErased, PeopleAuditDetail.Of(erasure.Survey, result),
                    AuditActor.Current).ConfigureAwait(false);
                return result;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> CountTicketsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) => session.ReadAsync(
        connection => connection.ExecuteScalarAsync<long>("select count(*) from ticket where ends_on <= @day",
            new { day = DayNumber.Of(LastDay(endedBefore)) }), cancellationToken);

    /// <inheritdoc/>
    public Task<long> EraseTicketsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) => session.WriteAsync<long>(
        async (connection, transaction) =>
        {
            int erased = await connection.ExecuteAsync("delete from ticket where ends_on <= @day",
                new { day = DayNumber.Of(LastDay(endedBefore)) }, transaction).ConfigureAwait(false);
            if (erased > 0)
            {
                await audit.RecordAsync(connection, transaction, AuditActions.TicketsErased, PeopleAuditDetail.Of(endedBefore, erased),
                    AuditActor.Current).ConfigureAwait(false);
            }

            return erased;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditRecord>> ReadPeopleAuditAsync(CancellationToken cancellationToken) =>
        session.ReadAsync<IReadOnlyList<AuditRecord>>(
            async connection => PeopleAuditDetail.InOrder(
                (await connection.QueryAsync<(string At, string Action, string Detail, string? Actor)>(
                    $"select {session.Dialect.TimeOut("at")}, action, detail, actor from people_audit order by record_id")
                    .ConfigureAwait(false))
                    .Select(row => new AuditRecord(Time(row.At), row.Action, row.Detail, row.Actor)),
                (await connection.QueryAsync<(long Day, string Unit, string Actor, long Count)>(
                    "select issued_on, rated_unit, actor, tickets from ticket_day").ConfigureAwait(false))
                    .Select(row => PeopleAuditDetail.Of(DayNumber.Read((int)row.Day), row.Unit, row.Actor, row.Count))
                    .Concat((await connection.QueryAsync<(long Since, string Code, string Place, long Count)>(
                        "select period_from, code, place, refusals from refusal_count").ConfigureAwait(false))
                        .Select(row => new RefusalCount(DateTimeOffset.FromUnixTimeSeconds(row.Since), row.Code, row.Place, row.Count))
                        .Select(refused => PeopleAuditDetail.Of(refused)))),
            cancellationToken);

    private sealed class HeldRow
    {
        public string Survey { get; set; } = "";

        public long Rows { get; set; }

        public string StoredAt { get; set; } = "";

        public string? DrawnAt { get; set; }

        public long? RecordedOn { get; set; }

        public string? CheckedAt { get; set; }

        public DateTimeOffset LastUsedAt() => ((string?[])[StoredAt, DrawnAt, CheckedAt]).OfType<string>().Select(Time)
            .Concat(RecordedOn is { } day ? [VietnameseTime.MidnightOf(DayNumber.Read((int)day))] : []).Max();
    }

    // The rows as the transaction sees them.
    private sealed class RowsWithin(DbConnection connection, DbTransaction transaction, StoredFrame frame) : IFrameSource
    {
        public string Name => frame.Name;

        public IReadOnlyList<string> Columns => frame.Columns;

        public IEnumerable<FrameRow> ReadRows() => connection
            .Query<(long Number, string Cells)>("select number, cells from frame_row where frame_id = @Id order by number",
                new { frame.Id }, transaction, buffered: false)
            .Select(row => new FrameRow(row.Number, JsonSerializer.Deserialize<string[]>(row.Cells)!));
    }
}
