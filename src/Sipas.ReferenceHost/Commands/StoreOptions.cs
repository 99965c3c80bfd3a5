using System.CommandLine;
using Sipas.DependencyInjection;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Storage.Dapper;
using Sipas.Storage.Dapper.PostgreSql;
using Sipas.Storage.Dapper.Sqlite;

namespace Sipas.ReferenceHost.Commands;

/// <summary>Options by which commands that tend the store name it. A connection string never stands on the command line, where others could read it.</summary>
internal sealed class StoreOptions
{
    private const string PostgreSql = "postgresql";

    private readonly Option<string> _storage = new("--storage") { Description = "sqlite or postgresql", DefaultValueFactory = _ => "sqlite" };
    private readonly Option<string> _database = HostOptions.Database();
    private readonly Option<string> _variable = new("--connection-variable")
    {
        Description = "Environment variable that holds the connection string of PostgreSQL",
        DefaultValueFactory = _ => "SIPAS_POSTGRESQL",
    };

    private readonly Option<string?> _key = new("--receipt-key") { Description = "PEM file of the key that signs receipts; the storage's own place when left out" };

    private readonly Option<bool> _prepared = new("--schema-is-prepared") { Description = "Neither make nor upgrade the schema: 'sipas schema apply' did" };

    /// <summary>The packs of the storages that these options make.</summary>
    public MethodPackRegistry Packs { get; } = new(MethodPacks.ShippedIds.Select(MethodPacks.Shipped));

    public StoreOptions() => _storage.AcceptOnlyFromAmong("sqlite", PostgreSql);

    /// <summary>Adds the options to a command.</summary>
    public Command AddTo(Command command)
    {
        command.Add(_storage);
        command.Add(_database);
        command.Add(_variable);
        command.Add(_key);
        return command;
    }

    /// <summary>Adds the options to a command that runs a host.</summary>
    public Command AddToHost(Command command)
    {
        AddTo(command).Add(_prepared);
        return command;
    }

    /// <summary>The dialect's name, as its scripts are filed.</summary>
    public string Dialect(ParseResult parsed) => IsPostgreSql(parsed) ? "PostgreSql" : "Sqlite";

    /// <summary>The storage, not opened; it must exist already unless it is going to be made.</summary>
    public SqlStorage Create(ParseResult parsed, bool mayMake = false)
    {
        var options = new SqlStorageOptions { PrepareSchema = false, ReceiptKeyPath = parsed.GetValue(_key) };
        if (IsPostgreSql(parsed))
        {
            return new PostgreSqlStorage(Connection(parsed), Packs, TimeProvider.System, options);
        }

        string path = DatabasePath(parsed);
        return mayMake || File.Exists(path)
            ? new SqliteStorage(path, Packs, TimeProvider.System, options)
            : throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "--database", path));
    }

    /// <summary>Chooses the storage for a host; a host that may prepare the schema does.</summary>
    public Action<ISipasBuilder> Use(ParseResult parsed)
    {
        string? connection = IsPostgreSql(parsed) ? Connection(parsed) : null;
        return sipas => _ = connection is null ? sipas.UseSqlite(DatabasePath(parsed), Configure) : sipas.UsePostgreSql(connection, Configure);

        void Configure(SqlStorageOptions options)
        {
            options.ReceiptKeyPath = parsed.GetValue(_key);
            options.PrepareSchema = !parsed.GetValue(_prepared);
        }
    }

    /// <summary>The SQLite file.</summary>
    public string DatabasePath(ParseResult parsed) => parsed.GetValue(_database)!;

    private bool IsPostgreSql(ParseResult parsed) => parsed.GetValue(_storage) == PostgreSql;

    private string Connection(ParseResult parsed)
    {
        string variable = parsed.GetValue(_variable)!;
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : throw new SipasException(new Problem(ProblemCodes.ConnectionMissing, variable));
    }
}
