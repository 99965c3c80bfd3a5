using Sipas.Problems;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.PostgreSql;

/// <summary>Stores personal data in the schema <c>sipas_people</c> of a PostgreSQL database, 15 or later: the database
/// of the ballots, or another one.</summary>
public sealed class PostgreSqlPersonalDataStorage : SqlPersonalDataStorage
{
    /// <summary>Creates the storage; the server is first contacted by <see cref="SqlPersonalDataStorage.OpenAsync"/>.</summary>
    /// <param name="connectionString">Npgsql's connection string. It never appears in a message.</param>
    /// <param name="clock">Server time.</param>
    /// <param name="options">Further options of the host; optional.</param>
    /// <exception cref="SipasException">The connection string cannot be read (<c>CFG0004</c>).</exception>
    public PostgreSqlPersonalDataStorage(string connectionString, TimeProvider clock, SqlStorageOptions? options = null)
        : base(new PostgreSqlPeopleDialect(connectionString, options ?? new SqlStorageOptions()), clock)
    {
    }
}
