using Microsoft.Data.Sqlite;

namespace Sipas.ReferenceHost;

/// <summary>One run of the <c>sipas</c> command in this process.</summary>
internal sealed record SipasRun(int ExitCode, string Output, string Errors)
{
    public static async Task<SipasRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int exitCode = await SipasCommand.RunAsync(arguments, new SipasInvocation { Output = output, Error = errors });
        return new SipasRun(exitCode, output.ToString(), errors.ToString());
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sipas-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text, System.Text.Encoding? encoding = null)
    {
        System.IO.File.WriteAllText(File(name), text, encoding ?? new System.Text.UTF8Encoding(false));
        return File(name);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
