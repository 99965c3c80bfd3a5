using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Dapper;
using Npgsql;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;

namespace Sipas.Storage.PostgreSql;

/// <summary>A PostgreSQL of the tests' own: made in a temporary folder, on a free port of the loopback, gone afterwards.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime, IDisposable
{
    private const string Superuser = "sipas_owner";

    private static readonly string? Programs = FindPrograms();

    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-pg-").FullName;
    private readonly string _password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private readonly Lazy<Task<string>> _ballots;
    private readonly Lazy<Task<string>> _people;
    private readonly Lazy<Task<string>> _shared;
    private int _databases;
    private Process? _server;

    public PostgreSqlServer()
    {
        _ballots = new(() => TemplateAsync(ballots: true, people: false));
        _people = new(() => TemplateAsync(ballots: false, people: true));
        _shared = new(() => TemplateAsync(ballots: true, people: true));
    }

    /// <summary>Names the program that is missing; null when the server can be started.</summary>
    public static string? Missing => Programs is null
        ? "initdb of PostgreSQL 15 or later was not found (Debian: postgresql-15; or set SIPAS_POSTGRES_BIN)." : null;

    public int Port { get; private set; }

    private string Data => Path.Combine(_folder, "data");

    public async Task InitializeAsync()
    {
        if (Missing is null)
        {
            string passwordFile = Path.Combine(_folder, "password");
            await File.WriteAllTextAsync(passwordFile, _password);
            if (Environment.UserName == "root")
            {
                await RunAsync("chown", ["-R", "postgres", _folder]);
            }

            await RunProgramAsync("initdb", "-D", Data, "-U", Superuser, "-A", "scram-sha-256", "--pwfile", passwordFile, "-E", "UTF8",
                "--no-locale", "--no-sync");
            Port = FreePort();
            await StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await StopAsync("immediate");
        }

        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _server?.Dispose();

    /// <summary>Starts the server on its data and waits until it answers.</summary>
    public async Task StartAsync()
    {
        // Not durable against a power cut, which these tests do not make; a killed server loses nothing.
        _server = Process.Start(Command(Path.Combine(Programs!, "postgres"),
        [
            "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c",
            $"unix_socket_directories={_folder}",
            "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "autovacuum=off", "-c", "max_wal_size=4GB", "-c",
            "checkpoint_timeout=1h", "-c", "shared_buffers=32MB", "-c", "max_connections=80", "-c", "logging_collector=off", "-c",
            "log_min_messages=fatal",
        ]))!;
        _server.OutputDataReceived += (_, _) => { };
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        for (int tries = 0; ; tries++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres", pooling: false));
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (tries < 300 && !_server.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Stops the server: <c>fast</c>, or <c>immediate</c> as a crash would.</summary>
    public async Task StopAsync(string mode)
    {
        await RunProgramAsync("pg_ctl", "stop", "-D", Data, "-m", mode, "-w", "-t", "60");
        await _server!.WaitForExitAsync();
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>How to connect to it as its owner.</returns>
    public Task<string> NewDatabaseAsync() => CopyAsync("template0");

    /// <summary>Makes a database with the schema of the ballots, a copy of one on which the scripts ran.</summary>
    /// <returns>How to connect to it as its owner.</returns>
    public async Task<string> NewBallotDatabaseAsync() => await CopyAsync(await _ballots.Value);

    /// <summary>Makes a database with the schema of the people, a copy of one on which the scripts ran.</summary>
    /// <returns>How to connect to it as its owner.</returns>
    public async Task<string> NewPeopleDatabaseAsync() => await CopyAsync(await _people.Value);

    /// <summary>Makes a database with both schemas, a copy of one on which the scripts ran.</summary>
    /// <returns>How to connect to it as its owner.</returns>
    public async Task<string> NewSharedDatabaseAsync() => await CopyAsync(await _shared.Value);

    /// <summary>Removes a database of <see cref="NewDatabaseAsync"/> and its kin, and closes its connections.</summary>
    /// <param name="connectionString">How to connect to it; nothing happens when it is empty.</param>
    public async Task DropAsync(string connectionString)
    {
        if (connectionString.Length > 0)
        {
            await using (var pooled = new NpgsqlConnection(connectionString))
            {
                NpgsqlConnection.ClearPool(pooled);
            }

            await using var connection = new NpgsqlConnection(ConnectionString("postgres", pooling: false));
            await connection.ExecuteAsync($"drop database {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");
        }
    }

    private async Task<string> CopyAsync(string template)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"survey_{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(ConnectionString("postgres", pooling: false));
        await connection.ExecuteAsync($"create database {name} template {template} strategy file_copy");
        return ConnectionString(name);
    }

    // Without a pool: a database with a connection cannot be copied.
    private async Task<string> TemplateAsync(bool ballots, bool people)
    {
        string template = new NpgsqlConnectionStringBuilder(await NewDatabaseAsync()).Database!;
        if (ballots)
        {
            using var storage = new PostgreSqlStorage(ConnectionString(template, pooling: false), SampleBallots.Packs, TimeProvider.System,
                new SqlStorageOptions { ReceiptKeyPath = Path.Combine(_folder, "unused.pem") });
            await storage.ApplySchemaAsync(default);
            await storage.ApplyViewsAsync(default);
        }

        if (people)
        {
            using var storage = new PostgreSqlPersonalDataStorage(ConnectionString(template, pooling: false), TimeProvider.System);
            await storage.ApplySchemaAsync(default);
        }

        return template;
    }

    public string ConnectionString(string database, string? user = null, string? password = null, bool pooling = true) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Database = database,
            Username = user ?? Superuser,
            Password = password ?? _password,
            Pooling = pooling,
            Timeout = 15,
            IncludeErrorDetail = true,
        }.ToString();

    /// <summary>Runs one of PostgreSQL's programs as the user that may, with the password at hand.</summary>
    public async Task<string> RunProgramAsync(string program, params string[] arguments) =>
        await RunAsync(Path.Combine(Programs!, program), arguments, _password);

    private static string? FindPrograms()
    {
        IEnumerable<string> folders = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .Where(folder => int.TryParse(Path.GetFileName(folder), out int version) && version >= 15)
                .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        string? named = Environment.GetEnvironmentVariable("SIPAS_POSTGRES_BIN");
        return (named is null ? folders : [named]).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // PostgreSQL refuses to run as root: its own user runs it then.
    private static ProcessStartInfo Command(string program, IReadOnlyList<string> arguments)
    {
        string[] line = Environment.UserName == "root"
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", program, .. arguments]
            : [program, .. arguments];
        return new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath()
        };
    }

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, string? password = null)
    {
        ProcessStartInfo command = program == "chown"
            ? new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
            : Command(program, arguments);
        if (password is not null)
        {
            command.Environment["PGPASSWORD"] = password;
        }

        using Process process = Process.Start(command)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {errors}");
    }
}
