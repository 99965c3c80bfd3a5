using Microsoft.Data.Sqlite;

namespace Sipas.ReferenceHost;

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
