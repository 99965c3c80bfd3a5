using Microsoft.Extensions.DependencyInjection.Extensions;
using Sipas.DependencyInjection;
using Sipas.Questionnaires;
using Sipas.Storage;
using Sipas.Storage.Dapper;
using Sipas.Storage.Dapper.PostgreSql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses PostgreSQL as the storage.</summary>
public static class SipasBuilderPostgreSqlExtensions
{
    /// <summary>Keeps the survey in the schema <c>sipas</c> of a PostgreSQL database, 15 or later.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">Npgsql's connection string, from the host's own secrets. It is never shown in a message.</param>
    /// <param name="configure">Sets options, for example where the key that signs receipts lies; may be left out.</param>
    /// <exception cref="Sipas.Problems.SipasException">Another storage was chosen before (<c>CFG0002</c>).</exception>
    /// <remarks>Hosts that share the database need the same receipt key, or each its own, added once with <see cref="SqlStorageOptions.AllowNewKeys"/>: receipts of both stay valid.</remarks>
    public static ISipasBuilder UsePostgreSql(this ISipasBuilder builder, string connectionString, Action<SqlStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var options = new SqlStorageOptions();
        configure?.Invoke(options);
        builder.Services.TryAddSingleton<IPeopleStorage>(services =>
            new PostgreSqlPeopleStorage(options.PeopleDatabase ?? connectionString, services.GetRequiredService<TimeProvider>(), options.In(services)));
        return builder.UseStorage("UsePostgreSql", services =>
            new PostgreSqlStorage(
                connectionString, services.GetRequiredService<MethodPackRegistry>(), services.GetRequiredService<TimeProvider>(), options.In(services)));
    }
}
