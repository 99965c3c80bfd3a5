using Dapper;
using Sipas.Audit;
using Sipas.Intake;
using Sipas.Storage.Dapper.Sessions;

namespace Sipas.Storage.Dapper.People;

/// <summary>Reads of personal data, and refused requests.</summary>
internal sealed class PeopleAccess(SqlSession session, PeopleAudit audit) : IAccessStore
{
    /// <inheritdoc/>
    public Task RecordReadAsync(string detail, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(detail);
        return session.WriteAsync((connection, transaction) =>
            audit.RecordAsync(connection, transaction, AuditActions.PeopleRead, detail, AuditActor.Current), cancellationToken);
    }

    /// <inheritdoc/>
    public Task AddRefusalsAsync(IReadOnlyList<RefusalCount> refusals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(refusals);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                foreach (RefusalCount refusal in refusals)
                {
                    var counted = new { since = refusal.Since.ToUnixTimeSeconds(), refusal.Code, refusal.Place, refusal.Count };
                    if (await connection.ExecuteAsync(
                        "update refusal_count set refusals = refusals + @Count where period_from = @since and code = @Code and place = "
                        + "@Place", counted, transaction).ConfigureAwait(false) == 0)
                    {
                        await connection.ExecuteAsync(
                            "insert into refusal_count (period_from, code, place, refusals) values (@since, @Code, @Place, @Count)",
                            counted, transaction).ConfigureAwait(false);
                    }
                }

                return refusals.Count;
            },
            cancellationToken);
    }
}
