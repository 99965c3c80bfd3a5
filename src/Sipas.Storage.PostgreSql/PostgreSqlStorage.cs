using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.PostgreSql;

/// <summary>Stores a survey in the schema <c>sipas</c> of a PostgreSQL database, 15 or later. Several hosts may share
/// it: an advisory lock allows one writer at a time, so the log's order is the order of commits.</summary>
public sealed class PostgreSqlStorage : SqlStorage
{
    /// <summary>Creates the storage; the server is first contacted by <see cref="SqlStorage.OpenAsync"/>.</summary>
    /// <param name="connectionString">Npgsql's connection string. It never appears in a message.</param>
    /// <param name="packs">The packs whose ballots are stored.</param>
    /// <param name="clock">Server time.</param>
    /// <param name="options">Further options of the host; optional.</param>
    /// <exception cref="SipasException">The connection string cannot be read (<c>CFG0004</c>).</exception>
    public PostgreSqlStorage(string connectionString, MethodPackRegistry packs, TimeProvider clock, SqlStorageOptions? options = null)
        : base(new PostgreSqlBallotDialect(connectionString, options ?? new SqlStorageOptions()), packs, clock)
    {
    }
}
