using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sipas.ReferenceHost.Commands;
using Sipas.ReferenceHost.Hosting;

namespace Sipas.ReferenceHost;

/// <summary>Who runs with a SQLite library that may lose ballots is told so, by a host and by the command.</summary>
public sealed class SqliteWarningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("sipas.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Host_WithAnUnsoundLibrary_StartsAndWarnsInItsLog()
    {
        using var log = new WarningLog();
        await using WebApplication app = HostFactory.CreateWeb(new WebHostSettings
        {
            UseStorage = sipas =>
            {
                sipas.Services.AddSingleton<ILoggerProvider>(log);
                sipas.UseSqlite(Database, options => options.SqliteVersion = "3.50.4");
            },
            Address = "http://127.0.0.1:0",
            PublicReports = true,
        });

        await app.StartAsync();

        string line = Assert.Single(log.Lines, text => text.Contains("STO0110", StringComparison.Ordinal));
        Assert.Contains("Upgrade the package Microsoft.Data.Sqlite", line, StringComparison.Ordinal);
        Assert.Contains("Hãy nâng gói Microsoft.Data.Sqlite", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_WithAnUnsoundLibrary_WorkAndWarnOnce()
    {
        string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\n");

        // One that runs a host, one that opens a store by itself, one that copies files.
        foreach (string[] command in (string[][])[
            ["units", "import", units, "--database", Database], ["verify", "--database", Database],
            ["backup", "--database", Database, "--to", _folder.File("copy.db")]])
        {
            using var output = new StringWriter();
            using var errors = new StringWriter();

            int exitCode = await SipasCommand.RunAsync(command,
                new SipasInvocation { Output = output, Error = errors, SqliteVersion = "3.50.4" });

            Assert.Equal(0, exitCode);
            Assert.Equal(2, errors.ToString().Split("STO0110").Length);
            Assert.Contains("Microsoft.Data.Sqlite", errors.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Command_WithTheLibraryThatComesAlong_SaysNothing()
    {
        string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\n");

        SipasRun run = await SipasRun.OfAsync("units", "import", units, "--database", Database);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
    }

    private sealed class WarningLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
