using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sipas.Problems;

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

    /// <summary>File of the keys of tickets and of sealed rows of people. Default for SQLite: beside the file of people, with <c>.ticket-key</c> added; for PostgreSQL: <c>data/sipas.ticket-key</c>. Made when the first ticket is issued or the first row is sealed.</summary>
    public string? TicketKeyPath { get; set; }

    /// <summary>Protects the contents of key files; null, the default, for plain files that only their owner may read. A plain key file is protected in its place when it is opened for writing; a copy of it from before, for example in a backup, stays plain. Commands of the reference host refuse protected keys (<c>STO0130</c>).</summary>
    public IKeyProtector? KeyProtector { get; set; }

    /// <summary>
    /// The folder against which relative paths of database and keys are resolved. Default: the content root of the host
    /// (<c>IHostEnvironment.ContentRootPath</c>); without a host, the working directory.
    /// </summary>
    public string? RootPath { get; set; }

    /// <summary>How long a writer waits for others before the store counts as busy. Default ten seconds.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether an empty store may be begun although its key is there already: that of receipts, or of tickets. Default false: an empty store beside a key is one that was moved, deleted or is looked for at another place (<c>STO0123</c>).</summary>
    public bool BeginAnew { get; set; }

    /// <summary>Whether a store that knows a key takes another one where that is not found. Default false: opening refuses (<c>STO0125</c>–<c>STO0127</c>). Where true, a key of receipts whose former one lies beside it as <c>….retired-ID</c> is vouched for.</summary>
    public bool AllowNewKeys { get; set; }

    /// <summary>Is given what whoever runs the host should know: a store that went away under it (<c>STO0120</c>–<c>STO0122</c>, once), a file that other accounts may read (<c>STO0129</c>, a warning). Default: the host's log, where there is one, as critical and as a warning.</summary>
    public Action<Problem>? OnProblem { get; set; }

    /// <summary>Where people are kept, apart from the ballots. For SQLite the path of their file, default <c>sipas.people.db</c> beside <c>sipas.db</c>; for PostgreSQL the connection string of another database, default the same one, in both in the schema <c>sipas_people</c>.</summary>
    public string? PeopleDatabase { get; set; }

    /// <summary>The version of SQLite that is judged, for tests; that of the loaded library when null.</summary>
    internal string? SqliteVersion { get; set; }

    /// <summary>The options with the content root of a host.</summary>
    /// <param name="services">The host's services.</param>
    internal SqlStorageOptions In(IServiceProvider services)
    {
        RootPath ??= services.GetService<IHostEnvironment>()?.ContentRootPath;
        OnProblem ??= services.GetService<ILoggerFactory>() is { } logs ? problem => Log(logs.CreateLogger("Sipas.Storage"), problem) : null;
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

    private static readonly Action<ILogger, string, string, Exception?> Lost = LoggerMessage.Define<string, string>(LogLevel.Critical, new EventId(1301, "StoreGone"), "{Problem} / {Vietnamese}");

    private static readonly Action<ILogger, string, string, Exception?> Exposed = LoggerMessage.Define<string, string>(LogLevel.Warning, new EventId(1302, "FileExposed"), "{Problem} / {Vietnamese}");
}
