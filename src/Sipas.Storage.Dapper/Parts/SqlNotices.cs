using Dapper;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Storage.Dapper.Sessions;
using Sipas.Surveys;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>The notice that accompanies every figure.</summary>
internal sealed class SqlNotices(SqlSession session, SqlAudit audit, SqlContents covered) : INoticeStore
{
    /// <inheritdoc/>
    public Task<LocalizedText?> ReadNoticeAsync(CancellationToken cancellationToken) => session.ReadAsync(
        async connection => await connection.QuerySingleOrDefaultAsync<NoticeRow>("select vi, en from notice")
            .ConfigureAwait(false) is { } row
            ? new LocalizedText(row.Vi, row.En)
            : null,
        cancellationToken);

    /// <inheritdoc/>
    public Task SaveNoticeAsync(LocalizedText? notice, CancellationToken cancellationToken) => session.WriteAsync(
        async (connection, transaction) =>
        {
            IReadOnlyList<StoredContent> before = await SqlContents.ReadAsync(connection, transaction, covered.Notice)
                .ConfigureAwait(false);
            await (notice is null
                ? connection.ExecuteAsync("delete from notice", transaction: transaction)
                : connection.ExecuteAsync(
                    session.Dialect.Upsert("insert into notice (notice_id, vi, en) values (1, @Vi, @En)", "notice_id", "vi", "en"),
                    new { notice.Vi, notice.En }, transaction)).ConfigureAwait(false);
            IReadOnlyList<StoredContent> after = await SqlContents.ReadAsync(connection, transaction, covered.Notice)
                .ConfigureAwait(false);
            return await audit.RecordAsync(connection, transaction, AuditActions.NoticeSaved, AuditActions.DetailOf(notice), after,
                before.Select(content => content.Subject)).ConfigureAwait(false);
        },
        cancellationToken);

    private sealed record NoticeRow(string Vi, string En);
}
