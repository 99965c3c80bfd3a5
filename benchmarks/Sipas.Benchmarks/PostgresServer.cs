using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Sipas.Benchmarks;

/// <summary>A separate PostgreSQL server for the benchmark if its programs are installed: in a temporary folder, on a
/// free port of the loopback, removed when the process ends.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Owner = "sipas_benchmark";
    private const int Tries = 300;

    private static readonly string? Programs = FindPrograms();

    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-benchmark-pg-").FullName;
    private readonly Process _server;

    private PostgresServer()
    {
        if (Environment.UserName == "root")
        {
            Run("chown", "postgres", _folder);
        }

        string data = Path.Combine(_folder, "data");
        RunProgram("initdb", "-D", data, "-U", Owner, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        int port = FreePort();

        // Buffers for the whole table, so that no disk access is measured.
        _server = Process.Start(Program("postgres",
        [
            "-D", data, "-p", port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c",
            $"unix_socket_directories={_folder}",
            "-c", "fsync=off", "-c", "shared_buffers=1GB", "-c", "work_mem=256MB", "-c", "logging_collector=off", "-c",
            "log_min_messages=fatal",
        ]))!;
        ConnectionString = $"Host=127.0.0.1;Port={port};Username={Owner};Database=postgres;Command Timeout=600";
        WaitUntilItAnswers();
    }

    internal static bool IsInstalled => Programs is not null;

    internal string ConnectionString { get; }

    /// <summary>Starts a server.</summary>
    internal static PostgresServer Start() => new();

    public void Dispose()
    {
        _server.Kill(entireProcessTree: true);
        _server.WaitForExit();
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string? FindPrograms()
    {
        string[] places = [Environment.GetEnvironmentVariable("SIPAS_POSTGRES_BIN") ?? "", .. Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin")) : []];
        return places.FirstOrDefault(place => File.Exists(Path.Combine(place, "initdb")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // PostgreSQL does not run as root.
    private static ProcessStartInfo Program(string name, string[] arguments)
    {
        string path = Path.Combine(Programs!, name);
        return Environment.UserName == "root"
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            {
                WorkingDirectory = "/"
            }
            : new ProcessStartInfo(path, arguments) { WorkingDirectory = "/" };
    }

    private static void RunProgram(string name, params string[] arguments) => Wait(Program(name, arguments));

    private static void Run(string name, params string[] arguments) => Wait(new ProcessStartInfo(name, arguments));

    private static void Wait(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}.");
        }
    }

    private void WaitUntilItAnswers()
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                using var connection = new NpgsqlConnection(ConnectionString);
                connection.Open();
                return;
            }
            catch (NpgsqlException) when (tries < Tries && !_server.HasExited)
            {
                Thread.Sleep(100);
            }
        }
    }
}
