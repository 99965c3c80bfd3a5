using System.Data.Common;
using System.Text.Json;
using System.Text;
using Dapper;
using Sipas.Audit;
using Sipas.Erasure;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.People.PeopleText;

namespace Sipas.Storage.Dapper.People;

/// <summary>Sampling frames.</summary>
internal sealed class PeopleFrames(SqlSession session, PeopleAudit audit) : IFrameStore
{
    /// <inheritdoc/>
    public Task<StoredFrame?> FindFrameAsync(string survey, CancellationToken cancellationToken) =>
        session.ReadAsync(connection => FindAsync(session.Dialect, connection, null, "s.code = @survey", new { survey }),
            cancellationToken);

    /// <inheritdoc/>
    public Task<StoredFrame> SaveFrameAsync(string survey, IFrameSource frame, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                long surveyId = await PeopleSurveys.RequireAsync(connection, transaction, survey).ConfigureAwait(false);
                if (await FindAsync(session.Dialect, connection, transaction, "s.survey_id = @surveyId", new { surveyId })
                    .ConfigureAwait(false) is { Seal: not null })
                {
                    throw new SipasException(new Problem(ProblemCodes.FrameSealed, survey));
                }

                await connection.ExecuteAsync("delete from frame where survey_id = @surveyId", new { surveyId }, transaction)
                    .ConfigureAwait(false);
                DateTimeOffset now = audit.Now;
                long id = await connection.ExecuteScalarAsync<long>(
                    "insert into frame (survey_id, name, columns, row_count, stored_at, stored_by) values (@surveyId, @Name, @columns, 0, "
                    + "@storedAt, @actor) returning frame_id",
                    new
                    {
                        surveyId,
                        frame.Name,
                        columns = JsonSerializer.Serialize(frame.Columns, Readable),
                        storedAt = session.Dialect.Stamp(now),
                        actor,
                    },
                    transaction).ConfigureAwait(false);
                long rows = await session.Dialect.InsertFrameRowsAsync(
                    connection, transaction, id,
                    frame.ReadRows().Select(row => (row.Number, JsonSerializer.Serialize(row.Cells, Readable))), cancellationToken)
                    .ConfigureAwait(false);
                await connection.ExecuteAsync("update frame set row_count = @rows where frame_id = @id", new { rows, id }, transaction)
                    .ConfigureAwait(false);
                var stored = new StoredFrame
                {
                    Id = id,
                    Survey = survey,
                    Name = frame.Name,
                    Columns = [.. frame.Columns],
                    RowCount = rows,
                    StoredAt = now,
                    StoredBy = actor,
                };
                await audit.RecordAsync(connection, transaction, AuditActions.FrameStored, PeopleAuditDetail.Of(stored), actor)
                    .ConfigureAwait(false);
                return stored;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public IFrameSource OpenFrame(StoredFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return new FrameReference(session, frame);
    }

    /// <inheritdoc/>
    public Task<StoredFrame> SealFrameAsync(long frameId, FrameSeal seal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seal);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                StoredFrame frame = await FindAsync(session.Dialect, connection, transaction, "f.frame_id = @frameId", new { frameId })
                    .ConfigureAwait(false)
                    ?? throw new SipasException(new Problem(ProblemCodes.FrameReplaced, null, Show(frameId)));
                if (frame.Seal is not null)
                {
                    throw new SipasException(new Problem(ProblemCodes.FrameSealed, frame.Survey));
                }

                await connection.ExecuteAsync("update frame set seal = @json where frame_id = @frameId",
                    new { json = Encoding.UTF8.GetString(seal.ToJson()), frameId }, transaction).ConfigureAwait(false);
                await audit.RecordAsync(connection, transaction, AuditActions.FrameSealed, PeopleAuditDetail.Of(frame.Survey, seal),
                    seal.SealedBy ?? AuditActor.Current).ConfigureAwait(false);
                return frame with { Seal = seal };
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> ErasePeopleAsync(string survey, CancellationToken cancellationToken) => session.WriteAsync(
        async (connection, transaction) =>
        {
            if (await FindAsync(session.Dialect, connection, transaction, "s.code = @survey", new { survey })
                .ConfigureAwait(false) is not { ErasedAt: null } frame)
            {
                return 0L;
            }

            long rows = await connection.ExecuteAsync("delete from frame_row where frame_id = @Id", new { frame.Id }, transaction)
                .ConfigureAwait(false);
            await connection.ExecuteAsync("update frame set erased_at = @now where frame_id = @Id", new { now = session.Now, frame.Id },
                transaction).ConfigureAwait(false);
            await connection.ExecuteAsync(
                "update sample_entry set unit_id = '' where survey_id = (select survey_id from survey where code = @survey)",
                new { survey }, transaction).ConfigureAwait(false);
            await audit.RecordAsync(connection, transaction, AuditActions.PersonErased, PeopleAuditDetail.Of(survey, rows),
                AuditActor.Current).ConfigureAwait(false);
            return rows;
        },
        cancellationToken);

    /// <summary>Finds the frame of a survey as a transaction sees it.</summary>
    public static async Task<StoredFrame?> FindAsync(
        SqlDialect dialect, DbConnection connection, DbTransaction? transaction, string condition, object parameters) =>
        (await connection.QuerySingleOrDefaultAsync<StoredFrameRow>(
            $"""
            select f.frame_id as Id, s.code as Survey, f.name as Name, f.columns as Columns, f.row_count as RowCount,
                   {dialect.TimeOut("f.stored_at")} as StoredAt, f.stored_by as StoredBy, f.seal as Seal,
                   {dialect.TimeOut("f.erased_at")} as ErasedAt, f.erased_rows as ErasedRows
            from frame f join survey s using (survey_id) where {condition}
            """,
            parameters, transaction).ConfigureAwait(false))?.ToFrame();

    private sealed class StoredFrameRow
    {
        public long Id { get; set; }

        public string Survey { get; set; } = "";

        public string Name { get; set; } = "";

        public string Columns { get; set; } = "";

        public long RowCount { get; set; }

        public string StoredAt { get; set; } = "";

        public string StoredBy { get; set; } = "";

        public string? Seal { get; set; }

        public string? ErasedAt { get; set; }

        public long ErasedRows { get; set; }

        public StoredFrame ToFrame() => new()
        {
            Id = Id,
            Survey = Survey,
            Name = Name,
            Columns = JsonSerializer.Deserialize<string[]>(Columns)!,
            RowCount = RowCount,
            StoredAt = Time(StoredAt),
            StoredBy = StoredBy,
            Seal = Seal is null ? null : FrameSeal.Read(Encoding.UTF8.GetBytes(Seal)),
            ErasedAt = ErasedAt is null ? null : Time(ErasedAt),
            ErasedRowCount = ErasedRows,
        };
    }

    private sealed class FrameReference(SqlSession session, StoredFrame frame) : IFrameSource
    {
        public string Name => frame.Name;

        public IReadOnlyList<string> Columns => frame.Columns;

        public IEnumerable<FrameRow> ReadRows()
        {
            using DbConnection connection = session.Explained(session.Dialect.Connect);
            using IEnumerator<(long Number, string Cells)> rows = session.Explained(() =>
                connection.Query<(long, string)>("select number, cells from frame_row where frame_id = @Id order by number",
                    new { frame.Id }, buffered: false).GetEnumerator());
            while (session.Explained(rows.MoveNext))
            {
                yield return new FrameRow(rows.Current.Number, JsonSerializer.Deserialize<string[]>(rows.Current.Cells)!);
            }
        }
    }
}
