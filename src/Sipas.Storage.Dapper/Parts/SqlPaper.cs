using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Paper;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Batches of paper sheets.</summary>
internal sealed class SqlPaper(SqlSession session, SqlAudit audit) : IPaperStore
{
    /// <inheritdoc/>
    public Task<bool> OpenBatchAsync(PaperBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                if (await connection.ExecuteScalarAsync<long>("select count(*) from paper_batch where batch = @Code", new { batch.Code },
                    transaction).ConfigureAwait(false) > 0)
                {
                    return false;
                }

                await connection.ExecuteAsync(
                    $"""
                    insert into paper_batch (batch, pack, version, unit, procedure_code, basis, day, sheets, opened_by, opened_at)
                    values (@Code, @PackId, @QuestionnaireVersion, @UnitCode, @ProcedureCode, @basis, {session.Dialect.DayIn("@day")},
                        @SheetCount,
                            @OpenedBy, @at)
                    """,
                    new
                    {
                        batch.Code,
                        batch.PackId,
                        batch.QuestionnaireVersion,
                        batch.UnitCode,
                        batch.ProcedureCode,
                        basis = (int)batch.Basis,
                        day = batch.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        batch.SheetCount,
                        batch.OpenedBy,
                        at = session.Now,
                    },
                    transaction).ConfigureAwait(false);
                await audit.RecordAsync(connection, transaction, AuditActions.BatchOpened,
                    AuditActions.DetailOf(batch.Code, batch.UnitCode, batch.SheetCount)).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PaperBatch>> ReadBatchesAsync(CancellationToken cancellationToken) => session.ReadAsync(
        connection => RowsAsync(connection, $"""
            select batch, pack, version, unit, procedure_code, basis, {session.Dialect.DayOut("day")}, sheets, opened_by, opened_at,
                   accepted_at, accepted_by
            from paper_batch order by opened_at desc, batch desc
            """,
            null,
            ReadBatch),
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> SaveEntryAsync(PaperEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                if (await connection.ExecuteScalarAsync<long>("select count(*) from paper_batch where batch = @BatchCode and "
                    + "accepted_at is null", new { entry.BatchCode }, transaction).ConfigureAwait(false) == 0)
                {
                    return false;
                }

                await connection.ExecuteAsync(
                    session.Dialect.Upsert(
                        "insert into paper_entry (batch, number, pass, answers, keyed_by, keyed_at, by_account) values (@BatchCode, "
                        + "@BallotNumber, @pass, @Answers, @KeyedBy, @at, @ByAccount)",
                        "batch, number, pass", "answers", "keyed_by", "keyed_at", "by_account"),
                    new
                    {
                        entry.BatchCode,
                        entry.BallotNumber,
                        pass = (int)entry.Pass,
                        entry.Answers,
                        entry.KeyedBy,
                        entry.ByAccount,
                        at = session.Now,
                    }, transaction).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> WithdrawSheetAsync(string batchCode, string ballotNumber, string shownNumber, string reason,
        CancellationToken cancellationToken) => session.WriteAsync(
        async (connection, transaction) =>
        {
            int entries = await connection.ExecuteAsync(
                "delete from paper_entry where batch = @batchCode and number = @ballotNumber "
                    + "and exists (select 1 from paper_batch where paper_batch.batch = @batchCode and accepted_at is null)",
                new { batchCode, ballotNumber }, transaction).ConfigureAwait(false);
            if (entries > 0)
            {
                await audit.RecordAsync(
                    connection, transaction, AuditActions.SheetWithdrawn,
                    AuditActions.DetailOf(batchCode, shownNumber, entries, reason)).ConfigureAwait(false);
            }

            return entries > 0;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PaperEntry>> ReadEntriesAsync(string batchCode, CancellationToken cancellationToken) => session.ReadAsync(
        connection =>
            RowsAsync(connection, "select batch, number, pass, answers, keyed_by, keyed_at, by_account from paper_entry where batch = "
            + "@batchCode order by "
            + "number, pass", new { batchCode },
            reader => new PaperEntry(reader.GetString(0), reader.GetString(1), (KeyingPass)reader.GetInt32(2), reader.GetString(3),
                TextOrNull(reader, 4), session.Dialect.ReadStamp(reader, 5), reader.GetBoolean(6))),
        cancellationToken);

    /// <inheritdoc/>
    public Task AppendHandoverAsync(PaperHandover handover, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handover);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    "insert into paper_handover (batch, handed_from, handed_to, sheets, at, recorded_by) values (@BatchCode, @From, @To, "
                    + "@SheetCount, @at, @RecordedBy)",
                    new
                    {
                        handover.BatchCode,
                        handover.From,
                        handover.To,
                        handover.SheetCount,
                        at = session.Dialect.Stamp(handover.At.ToUniversalTime()),
                        handover.RecordedBy,
                    }, transaction).ConfigureAwait(false);
                return await audit.RecordAsync(connection, transaction, AuditActions.BatchHandedOver, handover.AuditDetail())
                    .ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PaperHandover>> ReadHandoversAsync(string batchCode, CancellationToken cancellationToken) =>
        session.ReadAsync(
        connection =>
            RowsAsync(connection, "select batch, handed_from, handed_to, sheets, at, recorded_by from paper_handover where batch = "
            + "@batchCode order by "
            + "handover_id", new { batchCode },
            reader => new PaperHandover(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3),
                session.Dialect.ReadStamp(reader, 4), TextOrNull(reader, 5))),
        cancellationToken);

    /// <inheritdoc/>
    public Task CloseBatchAsync(string batchCode, string? acceptedBy, CancellationToken cancellationToken) => session.WriteAsync(
        async (connection, transaction) =>
        {
            if (await connection.ExecuteAsync(
                "update paper_batch set accepted_at = @at, accepted_by = @acceptedBy where batch = @batchCode and accepted_at is null",
                new { batchCode, acceptedBy, at = session.Now }, transaction).ConfigureAwait(false) == 1)
            {
                (string unit, int sheets) = await connection.QuerySingleAsync<(string, int)>(
                    "select unit, sheets from paper_batch where batch = @batchCode", new { batchCode }, transaction).ConfigureAwait(false);
                long typed = await connection.ExecuteScalarAsync<long>(
                    "select count(*) from paper_entry where batch = @batchCode and not by_account", new { batchCode }, transaction)
                    .ConfigureAwait(false);
                await audit.RecordAsync(connection, transaction, AuditActions.BatchAccepted,
                    AuditActions.DetailOf(batchCode, unit, sheets, byAccounts: typed == 0)).ConfigureAwait(false);
            }

            return true;
        },
        cancellationToken);

    private PaperBatch ReadBatch(DbDataReader reader) => new()
    {
        Code = reader.GetString(0),
        PackId = reader.GetString(1),
        QuestionnaireVersion = reader.GetString(2),
        UnitCode = reader.GetString(3),
        ProcedureCode = TextOrNull(reader, 4),
        Basis = (SelectionBasis)reader.GetInt32(5),
        Day = DateOnly.ParseExact(reader.GetString(6), "yyyy-MM-dd", CultureInfo.InvariantCulture),
        SheetCount = reader.GetInt32(7),
        OpenedBy = TextOrNull(reader, 8),
        OpenedAt = session.Dialect.ReadStamp(reader, 9),
        AcceptedAt = session.Dialect.StampOrNull(reader, 10),
        AcceptedBy = TextOrNull(reader, 11),
    };
}
