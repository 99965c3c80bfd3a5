using System.Diagnostics;
using System.Runtime.Versioning;

namespace Sipas.ReferenceHost;

/// <summary>Runs the <c>sipas</c> command in a process of its own, as an account that does not own the files: where the
/// tests run as root as <c>nobody</c>; otherwise as the same account, which is held back by the modes of the files as
/// another one is.</summary>
[UnsupportedOSPlatform("windows")]
internal static class OtherAccount
{
    private const string NobodyId = "65534";
    private const UnixFileMode Entered = UnixFileMode.OtherExecute;

    /// <summary>Runs the command.</summary>
    /// <param name="folder">A folder of the test, in which the account gets a home.</param>
    /// <param name="arguments">The arguments of <c>sipas</c>.</param>
    public static async Task<SipasRun> RunAsync(TemporaryFolder folder, params string[] arguments)
    {
        string program = Path.Combine(Reachable(folder), "Sipas.ReferenceHost.dll");
        ProcessStartInfo start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", ["--reuid", NobodyId, "--regid", NobodyId, "--clear-groups", "dotnet", program, .. arguments])
            : new ProcessStartInfo("dotnet", [program, .. arguments]);
        string home = Path.Combine(Path.GetTempPath(), "sipas-nobody");
        start.Environment["HOME"] = home;
        start.Environment["DOTNET_CLI_HOME"] = home;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();

        // Bounds a process that hangs; how long one takes decides nothing.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        return new SipasRun(process.ExitCode, await output, await errors);
    }

    /// <summary>Lets every account into a folder, and read its files.</summary>
    public static void Open(string folder, bool mayWrite)
    {
        const UnixFileMode Enter = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(folder, mayWrite ? Enter | UnixFileMode.UserWrite | UnixFileMode.OtherWrite : Enter);
    }

    /// <summary>Makes a file readable to everybody. Its owner may write it only where another account reads it.</summary>
    public static void Show(string file) => File.SetUnixFileMode(
        file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead
        | (Environment.IsPrivilegedProcess ? UnixFileMode.UserWrite : 0));

    // The program's folder may lie where only its owner may go.
    private static string Reachable(TemporaryFolder folder)
    {
        string own = AppContext.BaseDirectory;
        if (!Environment.IsPrivilegedProcess || Ancestors(own).All(parent => File.GetUnixFileMode(parent).HasFlag(Entered)))
        {
            return own;
        }

        string copy = folder.File("program");
        if (Directory.Exists(copy))
        {
            return copy;
        }

        foreach (string file in Directory.GetFiles(own, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(own, file));
            string place = Path.GetDirectoryName(target)!;
            Directory.CreateDirectory(place);
            Open(place, mayWrite: false);
            File.Copy(file, target);
            Show(target);
        }

        Open(copy, mayWrite: false);
        return copy;
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (string? at = Path.TrimEndingDirectorySeparator(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            yield return at;
        }
    }
}
