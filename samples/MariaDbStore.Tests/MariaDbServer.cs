using System.Diagnostics;
using System.Globalization;
using Dapper;
using MySqlConnector;

namespace MariaDbStore;

/// <summary>A MariaDB of the tests' own: data and socket are in a temporary folder, without a network port.</summary>
public sealed class MariaDbServer : IAsyncLifetime, IDisposable
{
    private static readonly string? Server = Find("mariadbd");
    private static readonly string? Installer = Find("mariadb-install-db");

    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-mariadb-").FullName;
    private Process? _server;
    private int _databases;

    /// <summary>The missing program; null when the server can be started.</summary>
    public static string? Missing =>
        Server is null || Installer is null ? "mariadbd was not found (Debian: mariadb-server)." : null;

    private string Socket => Path.Combine(_folder, "s");

    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        string[] common = ["--no-defaults", $"--datadir={Path.Combine(_folder, "data")}", $"--user={Environment.UserName}"];
        using (Process installer = Start(Installer!, [.. common, "--auth-root-authentication-method=normal", "--skip-test-db"]))
        {
            await installer.WaitForExitAsync();
            Assert.Equal(0, installer.ExitCode);
        }

        _server = Start(Server!,
        [
            .. common, $"--socket={Socket}", $"--pid-file={Path.Combine(_folder, "pid")}", "--skip-networking", "--skip-log-bin",
            "--innodb-buffer-pool-size=64M", "--innodb-file-per-table=0", "--innodb-flush-log-at-trx-commit=1",
            "--performance-schema=off", "--max-connections=200",
        ]);
        for (int tries = 0; ; tries++)
        {
            try
            {
                await ExecuteAsync("select 1");
                return;
            }
            catch (MySqlException) when (tries < 300 && !_server.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            _server.Kill();
            await _server.WaitForExitAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _server?.Dispose();

    /// <summary>Makes an empty database.</summary>
    /// <returns>The connection string.</returns>
    public async Task<string> NewDatabaseAsync()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"survey_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"create database {name}");
        return ConnectionString(name);
    }

    /// <summary>Removes a database of <see cref="NewDatabaseAsync"/>.</summary>
    /// <param name="connectionString">The connection string; nothing happens when it is empty.</param>
    public Task DropAsync(string connectionString) => connectionString.Length == 0
        ? Task.CompletedTask
        : ExecuteAsync($"drop database {new MySqlConnectionStringBuilder(connectionString).Database}");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new MySqlConnection(ConnectionString(""));
        await connection.ExecuteAsync(sql);
    }

    private string ConnectionString(string database) => new MySqlConnectionStringBuilder
    {
        Server = Socket,
        ConnectionProtocol = MySqlConnectionProtocol.UnixSocket,
        UserID = "root",
        Database = database,
        Pooling = database.Length > 0,
    }.ToString();

    private static Process Start(string program, string[] arguments)
    {
        Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static string? Find(string program) =>
        ((string[])[.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/usr/bin"])
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
