using System.Data.Common;
using Dapper;
using Sipas.Audit;
using Sipas.Corrections;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Corrections that await approval.</summary>
internal sealed class SqlCorrections(SqlSession session, SqlAudit audit) : ICorrectionStore
{
    private const string RequestColumns =
        "correction_id, file_name, digest, reading, pack, version, corrections, reason, entered_by, entered_at, decision, decided_by, "
        + "decided_at";

    /// <inheritdoc/>
    public Task<bool> EnterCorrectionAsync(PendingCorrection correction, int maximum, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(correction);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                if (await connection.ExecuteScalarAsync<long>("select count(*) from correction_request where decision is null",
                    transaction: transaction).ConfigureAwait(false) >= maximum)
                {
                    return false;
                }

                await connection.ExecuteAsync(
                    """
                    insert into correction_request (correction_id, file_name, file, digest, reading, pack, version,
                                                    corrections, reason, entered_by, entered_at)
                    values (@Id, @FileName, @file, @Digest, @Reading, @PackId, @QuestionnaireVersion,
                            @CorrectionCount, @Reason, @EnteredBy, @at)
                    """,
                    new
                    {
                        correction.Id,
                        correction.FileName,
                        file = correction.File.ToArray(),
                        correction.Digest,
                        correction.Reading,
                        correction.PackId,
                        correction.QuestionnaireVersion,
                        correction.CorrectionCount,
                        correction.Reason,
                        correction.EnteredBy,
                        at = session.Now,
                    },
                    transaction).ConfigureAwait(false);
                await audit.RecordAsync(connection, transaction, AuditActions.CorrectionEntered, correction.AuditDetail())
                    .ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PendingCorrection>> ReadCorrectionsAsync(int maximum, CancellationToken cancellationToken) =>
        session.ReadAsync(
        connection =>
            RowsAsync(connection, $"select {RequestColumns} from correction_request order by case when decision is null then 0 else 1 "
            + $"end, entered_at desc, "
            + $"correction_id limit @maximum",
            new { maximum }, ReadCorrection),
        cancellationToken);

    /// <inheritdoc/>
    public Task<PendingCorrection?> FindCorrectionAsync(string id, CancellationToken cancellationToken) => session.ReadAsync(
        async connection =>
        {
            IReadOnlyList<PendingCorrection> found = await RowsAsync(connection,
                $"select {RequestColumns}, file from correction_request where correction_id = @id", new { id },
                reader => ReadCorrection(reader) with { File = reader.IsDBNull(13) ? default : reader.GetFieldValue<byte[]>(13) })
                    .ConfigureAwait(false);
            return found.Count == 0 ? null : found[0];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DecideCorrectionAsync(string id, CorrectionDecision decision, string decidedBy,
        CancellationToken cancellationToken) => session.WriteAsync(
        async (connection, transaction) =>
        {
            int decided = await connection.ExecuteAsync(
                "update correction_request set decision = @decision, decided_by = @decidedBy, decided_at = @at, file = null where "
                + "correction_id = @id and decision is null",
                new { id, decision = (int)decision, decidedBy, at = session.Now }, transaction).ConfigureAwait(false);
            if (decided == 0)
            {
                return false;
            }

            PendingCorrection correction = (await QueryAsync(
                connection, transaction, $"select {RequestColumns} from correction_request where correction_id = @id", ReadCorrection,
                new { id }).ConfigureAwait(false))[0];
            await audit.RecordAsync(connection, transaction, CorrectionRules.ActionOf(decision), correction.AuditDetail())
                .ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private PendingCorrection ReadCorrection(DbDataReader reader) => new()
    {
        Id = reader.GetString(0),
        FileName = reader.GetString(1),
        File = default,
        Digest = reader.GetString(2),
        Reading = reader.GetString(3),
        PackId = reader.GetString(4),
        QuestionnaireVersion = reader.GetString(5),
        CorrectionCount = reader.GetInt64(6),
        Reason = reader.GetString(7),
        EnteredBy = reader.GetString(8),
        EnteredAt = session.Dialect.ReadStamp(reader, 9),
        Decision = reader.IsDBNull(10) ? null : (CorrectionDecision)reader.GetInt32(10),
        DecidedBy = TextOrNull(reader, 11),
        DecidedAt = session.Dialect.StampOrNull(reader, 12),
    };
}
