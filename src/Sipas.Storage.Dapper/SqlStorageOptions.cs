using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sipas.Storage.Dapper;

/// <summary>What a host may say about its database.</summary>
public sealed class SqlStorageOptions
{
    /// <summary>Whether opening makes and upgrades the schema. Default true; where false, <c>sipas schema apply</c> does it under another role, and opening refuses an older schema.</summary>
    public bool PrepareSchema { get; set; } = true;

    /// <summary>
    /// Whether the store is only read; default false. If true, opening creates no file, folder, key, table or record, requires a current schema, and every
    /// write is refused (<c>STO0100</c>).
    /// </summary>
    public bool ReadOnly { get; set; }

    /// <summary>PEM file of the key that signs receipts. Default for SQLite: beside the database file; for PostgreSQL: <c>data/sipas.receipt-key.pem</c>.</summary>
    public string? ReceiptKeyPath { get; set; }

    /// <summary>File of the keys of tickets. Default for SQLite: beside the file of people, with <c>.ticket-key</c> added; for PostgreSQL: <c>data/sipas.ticket-key</c>. Made when the first ticket is issued.</summary>
    public string? TicketKeyPath { get; set; }

    /// <summary>
    /// The folder against which relative paths of database and keys are resolved. Default: the content root of the host
    /// (<c>IHostEnvironment.ContentRootPath</c>); without a host, the working directory.
    /// </summary>
    public string? RootPath { get; set; }

    /// <summary>How long a writer waits for others before the store counts as busy. Default ten seconds.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Where people are kept, apart from the ballots. For SQLite the path of their file, default <c>sipas.people.db</c> beside <c>sipas.db</c>; for PostgreSQL the connection string of another database, default the same one, in both in the schema <c>sipas_people</c>.</summary>
    public string? PeopleDatabase { get; set; }

    /// <summary>The version of SQLite that is judged, for tests; that of the loaded library when null.</summary>
    internal string? SqliteVersion { get; set; }

    /// <summary>The options with the content root of a host.</summary>
    /// <param name="services">The host's services.</param>
    internal SqlStorageOptions In(IServiceProvider services)
    {
        RootPath ??= services.GetService<IHostEnvironment>()?.ContentRootPath;
        return this;
    }

    /// <summary>The full form of a path.</summary>
    /// <param name="path">The path.</param>
    internal string Resolve(string path) => Path.GetFullPath(path, RootPath ?? Directory.GetCurrentDirectory());
}
