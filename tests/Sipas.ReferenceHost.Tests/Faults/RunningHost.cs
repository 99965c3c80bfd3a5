using System.Diagnostics;

namespace Sipas.ReferenceHost.Faults;

/// <summary>The reference host as a process of its own.</summary>
internal sealed class RunningHost : IDisposable
{
    private readonly Process _process;

    private RunningHost(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static Task<RunningHost> StartAsync(string database, params string[] options) => StartWithFolderAsync(database, null, options);

    /// <param name="database">Path of its database.</param>
    /// <param name="temporary">Its folder for temporary files; null for the machine's.</param>
    /// <param name="options">Further options of the command.</param>
    public static async Task<RunningHost> StartWithFolderAsync(string database, string? temporary, string[] options)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Sipas.ReferenceHost.dll");
        var start = new ProcessStartInfo("dotnet",
            [program, "serve", "--database", database, "--address", "http://127.0.0.1:0", "--public-reports", .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (temporary is not null)
        {
            start.Environment["ASPNETCORE_TEMP"] = temporary;
        }

        Process process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();

        // The host tells its addresses once it listens.
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            int at = line.IndexOf("http://", StringComparison.Ordinal);
            if (at >= 0)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new RunningHost(process, new Uri(new Uri(line[at..]).GetLeftPart(UriPartial.Authority)));
            }
        }

        throw new InvalidOperationException("The host did not start.");
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
