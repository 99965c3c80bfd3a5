using Sipas.Storage.Contract;

namespace Sipas.Storage.PostgreSql;

/// <summary>Skips a test class where PostgreSQL's own programs are not installed.</summary>
public sealed class NeedsPostgreSqlAttribute : NeedsAttribute
{
    public override string? Missing => PostgreSqlServer.Missing;
}
