using System.CommandLine;
using Sipas.Hosting;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Schema;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Storage.Dapper.Stores;
using Sipas.Storage.PostgreSql;

namespace Sipas.ReferenceHost.Commands;

/// <summary>Options that specify the store for commands that manage it. A connection string is never on the command
/// line, where others could read it.</summary>
internal sealed class StoreOptions
{
    private const string PostgreSql = "postgresql";

    private readonly Option<string> _storage = new("--storage")
    {
        Description = "sqlite or postgresql",
        DefaultValueFactory = _ => "sqlite",
    };
    private readonly Option<string> _database = DatabaseOption.Create();
    private readonly Option<string?> _variable = new("--connection-variable")
    {
        Description = "Environment variable with the PostgreSQL connection string",
        DefaultValueFactory = _ => "SIPAS_POSTGRESQL",
    };

    private readonly Option<string?> _key =
        new("--receipt-key") { Description = "PEM file of the key that signs receipts. Default: the location defined by the storage" };

    private readonly Option<string?> _people =
        new("--people-database") { Description = "SQLite file for personal data. Default: sipas.people.db next to sipas.db" };

    private readonly Option<string?> _peopleVariable = new("--people-connection-variable")
    {
        Description = "Environment variable with the connection string of another PostgreSQL database for personal data. Default: the "
        + "same database",
    };

    private readonly Option<bool> _anew =
        new("--new-store")
        {
            Description = "Create an empty store although its key already exists; refused by default, because the store may have been "
                + "moved or deleted",
        };

    private readonly Option<bool> _newKeys =
        new("--new-keys")
        {
            Description = "Create a new key if the key of the store is lost, or add the key that was found; refused by default",
        };

    private readonly Option<bool> _prepared =
        new("--schema-is-prepared") { Description = "Neither create nor upgrade the schema, because 'sipas schema apply' has done so" };

    // Created when a command runs: every command has these options, and all commands are created to print the help of one.
    private readonly Lazy<MethodPackRegistry> _packs =
        new(() => new MethodPackRegistry(MethodPacks.ShippedIds.Select(MethodPacks.Shipped)));

    private bool _warned;

    /// <summary>The packs of the storages that these options create.</summary>
    public MethodPackRegistry Packs => _packs.Value;

    public StoreOptions() => _storage.AcceptOnlyFromAmong("sqlite", PostgreSql);

    /// <summary>Adds the options to a command.</summary>
    public Command AddTo(Command command)
    {
        command.Add(_storage);
        command.Add(_database);
        command.Add(_variable);
        command.Add(_key);
        command.Add(_people);
        command.Add(_peopleVariable);
        return command;
    }

    /// <summary>Adds the options to a command that runs a host.</summary>
    public Command AddToHost(Command command)
    {
        AddTo(command).Add(_prepared);
        return AddBeginning(command);
    }

    /// <summary>Adds the options by which a command may create a store next to a key, or accept another key.</summary>
    public Command AddBeginning(Command command)
    {
        command.Add(_anew);
        command.Add(_newKeys);
        return command;
    }

    /// <summary>The schema scripts of the store.</summary>
    public IReadOnlyList<SchemaScript> Scripts(ParseResult parsed, bool people) => (IsPostgreSql(parsed), people) switch
    {
        (true, true) => PostgreSqlScripts.People,
        (true, false) => PostgreSqlScripts.Ballots,
        (false, true) => SchemaScripts.SqlitePeople,
        (false, false) => SchemaScripts.Sqlite,
    };

    /// <summary>Creates the storage, not opened, for a command that only reads: it creates and changes nothing, even if
    /// the store does not exist.</summary>
    public SqlStorage Read(ParseResult parsed, bool mayBeMissing = false, MethodPackRegistry? packs = null) =>
        Create(parsed, mayBeMissing, packs, readOnly: true);

    /// <summary>Creates the storage, not opened, for a command that writes; it must already exist, unless the command
    /// creates it.</summary>
    public SqlStorage Create(ParseResult parsed, bool mayMake = false) => Create(parsed, mayMake, null, readOnly: false);

    /// <summary>Warns on the error stream about an SQLite library that may lose ballots.</summary>
    public static void WarnOfSqlite(ParseResult parsed)
    {
        if (parsed.SqliteVersion() is { } version && SqliteLibrary.Check(version) is { } warning)
        {
            ProblemReport.Tell(parsed.InvocationConfiguration.Error, warning);
        }
    }

    private SqlStorage Create(ParseResult parsed, bool mayMake, MethodPackRegistry? packs, bool readOnly)
    {
        SqlStorageOptions options = Options(parsed, readOnly);
        options.ReceiptKeyPath = parsed.GetValue(_key);
        packs ??= Packs;
        if (IsPostgreSql(parsed))
        {
            return new PostgreSqlStorage(Connection(parsed, _variable), packs, parsed.Clock(), options);
        }

        WarnOnce(parsed);
        string path = DatabasePath(parsed);
        return mayMake || File.Exists(path)
            ? new SqliteStorage(path, packs, parsed.Clock(), options)
            : throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "--database", path));
    }

    /// <summary>Creates the personal-data storage, not opened.</summary>
    public SqlPersonalDataStorage CreatePeople(ParseResult parsed, bool readOnly = false)
    {
        SqlStorageOptions options = Options(parsed, readOnly);
        WarnOnce(parsed);
        return IsPostgreSql(parsed)
            ? new PostgreSqlPersonalDataStorage(PeopleDatabase(parsed) ?? Connection(parsed, _variable), parsed.Clock(), options)
            : new SqlitePersonalDataStorage(PeopleDatabase(parsed) ?? SqlitePersonalDataStorage.PathBeside(DatabasePath(parsed)),
                parsed.Clock(), options);
    }

    /// <summary>Whether there is a personal-data store: a host with only kiosks has none. A specified store must exist.</summary>
    /// <exception cref="SipasException">The given file does not exist (<c>IMP0001</c>).</exception>
    public bool HasPeople(ParseResult parsed)
    {
        if (IsPostgreSql(parsed) || File.Exists(PeopleDatabase(parsed) ?? SqlitePersonalDataStorage.PathBeside(DatabasePath(parsed))))
        {
            return true;
        }

        return PeopleDatabase(parsed) is { } named ? throw new SipasException(new Problem(ProblemCodes.FileUnreadable, _people.Name, named))
            : File.Exists(DatabasePath(parsed)) ? false
            : throw new SipasException(new Problem(ProblemCodes.FileUnreadable, _database.Name, DatabasePath(parsed)));
    }

    /// <summary>Finds the personal-data storage, not opened; null where none was created: a host with only kiosks has
    /// none.</summary>
    public async Task<SqlPersonalDataStorage?> FindPeopleAsync(ParseResult parsed, bool readOnly, CancellationToken cancellationToken)
    {
        SqlPersonalDataStorage people = CreatePeople(parsed, readOnly);
        if ((await people.CheckSchemaAsync(cancellationToken).ConfigureAwait(false)).State != SchemaState.Missing)
        {
            return people;
        }

        people.Dispose();
        return null;
    }

    /// <summary>Selects the storage for a host; a host that may prepare the schema does so, unless it only reads.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="readOnly">Whether it only reads.</param>
    /// <param name="logs">Whether the host has a log; otherwise messages for the operator go to the error stream.</param>
    public Action<ISipasBuilder> Use(ParseResult parsed, bool readOnly = false, bool logs = false)
    {
        string? connection = IsPostgreSql(parsed) ? Connection(parsed, _variable) : null;
        if (readOnly && connection is null && !File.Exists(DatabasePath(parsed)))
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "--database", DatabasePath(parsed)));
        }

        WarnOnce(parsed);
        return sipas =>
        {
            sipas.Services.AddSingleton(parsed.Clock());
            _ = connection is null ? sipas.UseSqlite(DatabasePath(parsed), Configure) : sipas.UsePostgreSql(connection, Configure);
        };

        void Configure(SqlStorageOptions options)
        {
            options.ReceiptKeyPath = parsed.GetValue(_key);
            options.PrepareSchema = !parsed.GetValue(_prepared);
            options.ReadOnly = readOnly;
            options.PeopleDatabase = PeopleDatabase(parsed);
            options.AllowNewStore = parsed.GetValue(_anew);
            options.AllowNewKeys = parsed.GetValue(_newKeys);
            options.OnProblem = logs ? null : problem => ProblemReport.Tell(parsed.InvocationConfiguration.Error, problem);

            // Like all paths of a command, independent of the command and of the program's folder.
            options.RootPath = Directory.GetCurrentDirectory();
            options.RootPath = Directory.GetCurrentDirectory();
        }
    }

    /// <summary>Finds a pack by its id or file: a shipped one, otherwise the newest stored pack with the id.</summary>
    /// <exception cref="SipasException">There is none (<c>STO0016</c>).</exception>
    public async Task<MethodPack> FindPackAsync(ParseResult parsed, string idOrFile, CancellationToken cancellationToken)
    {
        if (File.Exists(idOrFile) || MethodPacks.ShippedIds.Contains(idOrFile))
        {
            return CommandRunner.FindPack(idOrFile);
        }

        IReadOnlyList<StoredPack> packs = [];
        using SqlStorage storage = Read(parsed, mayBeMissing: true);
        if ((await storage.CheckSchemaAsync(cancellationToken).ConfigureAwait(false)).State == SchemaState.Current)
        {
            packs = await storage.Packs.ReadPacksAsync(cancellationToken).ConfigureAwait(false);
            if (packs.LastOrDefault(pack => pack.Id == idOrFile) is { } stored
                && await storage.Packs.FindPackAsync(stored.Id, stored.Version, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return new MethodPackRegistry([MethodPackSerializer.Read(found.Content)]).Packs[0];
            }
        }

        throw new SipasException(new Problem(ProblemCodes.StoredPackUnknown, "--pack", idOrFile,
            CommandRunner.List(packs.Select(pack => pack.Id).Union(MethodPacks.ShippedIds))));
    }

    /// <summary>The SQLite file.</summary>
    public string DatabasePath(ParseResult parsed) => SqlitePath.Resolve(parsed.GetValue(_database)!);

    /// <summary>Whether a store was given, for commands that also work without one.</summary>
    public bool IsNamed(ParseResult parsed) =>
        new Option[] { _database, _storage }.Any(option => parsed.GetResult(option) is { Implicit: false });

    private void WarnOnce(ParseResult parsed)
    {
        if (!_warned && !IsPostgreSql(parsed))
        {
            WarnOfSqlite(parsed);
        }

        _warned = true;
    }

    private SqlStorageOptions Options(ParseResult parsed, bool readOnly) => new()
    {
        PrepareSchema = false,
        ReadOnly = readOnly,
        AllowNewStore = parsed.GetValue(_anew),
        AllowNewKeys = parsed.GetValue(_newKeys),
        OnProblem = problem => ProblemReport.Tell(parsed.InvocationConfiguration.Error, problem),
    };

    private bool IsPostgreSql(ParseResult parsed) => parsed.GetValue(_storage) == PostgreSql;

    private string? PeopleDatabase(ParseResult parsed) => !IsPostgreSql(parsed) ? parsed.GetValue(_people)
        : parsed.GetValue(_peopleVariable) is null ? null : Connection(parsed, _peopleVariable);

    private static string Connection(ParseResult parsed, Option<string?> option)
    {
        string variable = parsed.GetValue(option)!;
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new SipasException(new Problem(ProblemCodes.ConnectionMissing, variable));
    }
}
