using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sipas.Problems;

namespace Sipas.Storage.Dapper.Options;

/// <summary>Options of the database.</summary>
public sealed class SqlStorageOptions
{
    /// <summary>Whether opening creates and upgrades the schema. Default true; if false, <c>sipas schema apply</c> does
    /// it under another role, and opening rejects an older schema.</summary>
    public bool PrepareSchema { get; set; } = true;

    /// <summary>
    /// Whether the store is only read; default false. If true, opening creates no file, folder, key, table or record,
    /// requires a current schema, and every write is rejected (<c>STO0100</c>).
    /// </summary>
    public bool ReadOnly { get; set; }

    /// <summary>PEM file of the key that signs receipts. Default for SQLite: next to the database file; for PostgreSQL:
    /// <c>data/sipas.receipt-key.pem</c>.</summary>
    public string? ReceiptKeyPath { get; set; }

    /// <summary>File of the keys of tickets and of sealed personal data. Default for SQLite: next to the personal-data
    /// file, with <c>.ticket-key</c> appended; for PostgreSQL: <c>data/sipas.ticket-key</c>. Created when the first
    /// ticket is issued or the first row is sealed.</summary>
    public string? TicketKeyPath { get; set; }

    /// <summary>Protects the contents of key files; null, the default, for plain files that only their owner may read.
    /// A plain key file is replaced by a protected one when it is opened for writing; an older copy, for example in a
    /// backup, remains plain. Commands of the reference host reject protected keys (<c>STO0130</c>).</summary>
    public IKeyProtector? KeyProtector { get; set; }

    /// <summary>
    /// The folder against which relative paths of database and keys are resolved. Default: the content root of the host
    /// (<c>IHostEnvironment.ContentRootPath</c>); without a host, the working directory.
    /// </summary>
    public string? RootPath { get; set; }

    /// <summary>How long a writer waits for others before the store counts as busy. Default ten seconds.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a store may be created although its receipt or ticket key already exists. Default false: an
    /// empty store with an existing key means that the store was moved or deleted, or that the path is wrong
    /// (<c>STO0123</c>).</summary>
    public bool AllowNewStore { get; set; }

    /// <summary>Whether a store whose recorded key is not found accepts another one. Default false: opening fails
    /// (<c>STO0125</c>–<c>STO0127</c>). If true, a receipt key is vouched for by the previous key if that is next to it
    /// as <c>….retired-ID</c>.</summary>
    public bool AllowNewKeys { get; set; }

    /// <summary>Receives problems that the operator should know: the store disappeared during operation
    /// (<c>STO0120</c>–<c>STO0122</c>, once), or other accounts may read a file (<c>STO0129</c>, a warning). Default:
    /// the host's log, if there is one, as critical and as a warning.</summary>
    public Action<Problem>? OnProblem { get; set; }

    /// <summary>The personal-data store, separate from the ballots. For SQLite the path of its file, default
    /// <c>sipas.people.db</c> next to <c>sipas.db</c>; for PostgreSQL the connection string of another database,
    /// default the same one. With PostgreSQL the data are always in the schema <c>sipas_people</c>.</summary>
    public string? PeopleDatabase { get; set; }

    /// <summary>The version of SQLite that is checked, for tests; that of the loaded library when null.</summary>
    internal string? SqliteVersion { get; set; }

    /// <summary>Completes the options from a host: its content root becomes <see cref="RootPath"/>, and its log receives the problems
    /// of <see cref="OnProblem"/>, where these are null. For the extension that selects a provider.</summary>
    /// <param name="services">The host's services.</param>
    /// <returns>These options.</returns>
    public SqlStorageOptions ForHost(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        RootPath ??= services.GetService<IHostEnvironment>()?.ContentRootPath;
        OnProblem ??= services.GetService<ILoggerFactory>() is { } logs
            ? problem => Log(logs.CreateLogger("Sipas.Storage"), problem)
            : null;
        return this;
    }

    /// <summary>The full form of a path.</summary>
    /// <param name="path">The path.</param>
    internal string Resolve(string path) => Path.GetFullPath(path, RootPath ?? Directory.GetCurrentDirectory());

    private static void Log(ILogger logger, Problem problem)
    {
        bool warns = problem.Severity == ProblemSeverity.Warning;
        (warns ? Exposed : Lost)(logger, problem.ToString(), problem.Message.Vi, null);
    }

    private static readonly Action<ILogger, string, string, Exception?> Lost =
        LoggerMessage.Define<string, string>(LogLevel.Critical, new EventId(1301, "StoreGone"), "{Problem} / {Vietnamese}");

    private static readonly Action<ILogger, string, string, Exception?> Exposed =
        LoggerMessage.Define<string, string>(LogLevel.Warning, new EventId(1302, "FileExposed"), "{Problem} / {Vietnamese}");
}
