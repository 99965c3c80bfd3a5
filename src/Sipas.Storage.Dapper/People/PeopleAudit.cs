using System.Data.Common;
using Dapper;
using Sipas.Common;
using Sipas.Storage.Dapper.Sessions;

namespace Sipas.Storage.Dapper.People;

/// <summary>The audit log of the personal-data store.</summary>
internal sealed class PeopleAudit(SqlSession session)
{
    /// <summary>The current time, to the millisecond.</summary>
    public DateTimeOffset Now => Iso8601.CutToMilliseconds(session.Clock.GetUtcNow());

    /// <summary>Writes the record of an action in its commit.</summary>
    public Task<int> RecordAsync(DbConnection connection, DbTransaction transaction, string action, string detail, string? actor) =>
        connection.ExecuteAsync("insert into people_audit (at, action, detail, actor) values (@at, @action, @detail, @actor)",
            new { at = session.Dialect.Stamp(Now), action, detail, actor }, transaction);
}
