using Dapper;
using Sipas.Alerts;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Alerts to be sent.</summary>
internal sealed class SqlAlerts(SqlSession session) : IAlertStore
{
    /// <inheritdoc/>
    public Task<long?> FindAlertWatermarkAsync(CancellationToken cancellationToken) =>
        session.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<long?>("select sequence from alert_watermark"),
            cancellationToken);

    /// <inheritdoc/>
    public Task AppendAlertsAsync(long watermark, IReadOnlyList<AlertDelivery> deliveries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    session.Dialect.Upsert(
                        "insert into alert_delivery (alert_id, target, body, attempts, due_at, sent_at, answer) values (@AlertId, "
                        + "@Target, @Body, @Attempts, @due, @sent, @Answer)",
                        "alert_id, target"),
                    deliveries.Select(RowOf), transaction).ConfigureAwait(false);
                long? before = await connection.QuerySingleOrDefaultAsync<long?>("select sequence from alert_watermark",
                    transaction: transaction).ConfigureAwait(false);
                return before >= watermark
                    ? 0
                    : await connection.ExecuteAsync(
                        session.Dialect.Upsert("insert into alert_watermark (watermark_id, sequence) values (1, @watermark)",
                            "watermark_id", "sequence"),
                        new { watermark }, transaction).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AlertDelivery>> ReadDueAlertsAsync(DateTimeOffset now, int maximum, CancellationToken cancellationToken) =>
        session.ReadAsync(
        connection =>
            RowsAsync(connection, "select alert_id, target, body, attempts, due_at, sent_at, answer from alert_delivery where sent_at "
            + "is null and due_at <= "
            + "@now order by due_at, alert_id, target limit @maximum",
            new { now = session.Dialect.TimeValue(now.ToUniversalTime()), maximum },
            reader => new AlertDelivery(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), session.Dialect.ReadTime(reader, 4),
                reader.IsDBNull(5) ? null : session.Dialect.ReadTime(reader, 5), TextOrNull(reader, 6))),
        cancellationToken);

    /// <inheritdoc/>
    public Task SaveAlertAsync(AlertDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return session.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                "update alert_delivery set attempts = @Attempts, due_at = @due, sent_at = @sent, answer = @Answer where alert_id = "
                + "@AlertId and target = @Target", RowOf(delivery), transaction),
            cancellationToken);
    }

    private object RowOf(AlertDelivery delivery) => new
    {
        delivery.AlertId,
        delivery.Target,
        delivery.Body,
        delivery.Attempts,
        due = session.Dialect.TimeValue(delivery.DueAt),
        sent = delivery.SentAt is { } sent ? session.Dialect.TimeValue(sent) : null,
        delivery.Answer,
    };
}
