using Dapper;
using Sipas.Audit;
using Sipas.Intake;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlPersonalDataStorage
{
    /// <inheritdoc/>
    public Task RecordReadAsync(string detail, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(detail);
        return WriteAsync((connection, transaction) =>
            NoteAsync(connection, transaction, AuditActions.PeopleRead, detail, AuditActor.Current), cancellationToken);
    }

    /// <inheritdoc/>
    public Task AddRefusalsAsync(IReadOnlyList<RefusalCount> refusals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(refusals);
        return WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                """
                insert into refusal_count (period_from, code, place, refusals) values (@since, @Code, @Place, @Count)
                on conflict (period_from, code, place) do update set refusals = refusal_count.refusals + excluded.refusals
                """,
                refusals.Select(refusal => new { since = refusal.Since.ToUnixTimeSeconds(), refusal.Code, refusal.Place, refusal.Count }),
                transaction),
            cancellationToken);
    }
}
