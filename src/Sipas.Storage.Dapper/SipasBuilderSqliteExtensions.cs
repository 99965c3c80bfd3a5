using Microsoft.Extensions.DependencyInjection.Extensions;
using Sipas.Hosting;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Selects SQLite as the storage.</summary>
public static class SipasBuilderSqliteExtensions
{
    /// <summary>Stores the survey in one SQLite file.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">
    /// Path of the file, for example <c>data/sipas.db</c>, or a connection string that contains only <c>Data
    /// Source</c>. A relative path is resolved against the content root of the host; folder and file are created at
    /// start. The key that signs receipts is next to the file: back up both.
    /// </param>
    /// <param name="configure">Sets options, for example that opening does not prepare the schema; optional.</param>
    /// <exception cref="SipasException">
    /// Another storage was already selected (<c>CFG0002</c>), or the text is neither a path nor such a connection
    /// string (<c>CFG0100</c>).
    /// </exception>
    /// <remarks>Write-ahead log with <c>synchronous=FULL</c>: a receipt is returned only after its ballot survives a
    /// power failure. The file must be on a local disk, not on a network share.</remarks>
    public static ISipasBuilder UseSqlite(this ISipasBuilder builder, string path, Action<SqlStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _ = SqlitePath.Resolve(path);
        var options = new SqlStorageOptions();
        configure?.Invoke(options);
        builder.Services.TryAddSingleton<IPersonalDataStorage>(services => new SqlitePersonalDataStorage(
            options.ForHost(services).PeopleDatabase ?? SqlitePersonalDataStorage.PathBeside(SqlitePath.Resolve(path, options.RootPath)),
            services.GetRequiredService<TimeProvider>(), options));
        return builder.UseStorage("UseSqlite", services =>
            new SqliteStorage(path, services.GetRequiredService<MethodPackRegistry>(), services.GetRequiredService<TimeProvider>(),
                options.ForHost(services)));
    }
}
