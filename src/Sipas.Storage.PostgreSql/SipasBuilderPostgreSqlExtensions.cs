using Microsoft.Extensions.DependencyInjection.Extensions;
using Sipas.Hosting;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.PostgreSql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Selects PostgreSQL as the storage.</summary>
public static class SipasBuilderPostgreSqlExtensions
{
    /// <summary>Stores the survey in the schema <c>sipas</c> of a PostgreSQL database, 15 or later.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">Npgsql's connection string, from the host's own secrets. It never appears in a
    /// message.</param>
    /// <param name="configure">Sets options, for example the path of the receipt key; optional.</param>
    /// <exception cref="SipasException">Another storage was already selected (<c>CFG0002</c>).</exception>
    /// <remarks>Hosts that share the database need the same receipt key, or a separate key each, added once with
    /// <see cref="SqlStorageOptions.AllowNewKeys"/>: receipts signed by either key remain valid.</remarks>
    public static ISipasBuilder UsePostgreSql(this ISipasBuilder builder, string connectionString,
        Action<SqlStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var options = new SqlStorageOptions();
        configure?.Invoke(options);
        builder.Services.TryAddSingleton<IPersonalDataStorage>(services =>
            new PostgreSqlPersonalDataStorage(options.PeopleDatabase ?? connectionString, services.GetRequiredService<TimeProvider>(),
                options.ForHost(services)));
        return builder.UseStorage("UsePostgreSql", services =>
            new PostgreSqlStorage(
                connectionString, services.GetRequiredService<MethodPackRegistry>(), services.GetRequiredService<TimeProvider>(),
                options.ForHost(services)));
    }
}
