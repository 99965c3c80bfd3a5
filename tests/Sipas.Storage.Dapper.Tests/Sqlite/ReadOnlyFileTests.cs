using System.Runtime.InteropServices;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Problems;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>A database that may be read and not written, as another account finds it.</summary>
public sealed class ReadOnlyFileTests : IDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Enterable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const uint Nobody = 65_534;

    private readonly TemporaryFolder _folder = new();

    private string LockedPath => Path.Combine(_folder.File("locked"), "sipas.db");

    public void Dispose()
    {
        if (OperatingSystem.IsLinux() && Directory.Exists(_folder.File("locked")))
        {
            File.SetUnixFileMode(_folder.File("locked"), Enterable | UnixFileMode.UserWrite);
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Open_FileMayOnlyBeRead_IsRefusedByItsPathAndLeftAsItIs()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await MakeAsync();
        byte[] before = await File.ReadAllBytesAsync(LockedPath);

        SipasException refused = Assert.IsType<SipasException>(AsNobody(() =>
        {
            using var storage = new SqliteStorage(LockedPath, SampleBallots.Packs, TimeProvider.System,
                new SqlStorageOptions { ReceiptKeyPath = _folder.File("key.pem") });
            storage.OpenAsync(default).GetAwaiter().GetResult();
        }));

        Problem problem = Assert.Single(refused.Problems);
        Assert.Equal((ProblemCodes.PathUnwritable, LockedPath), (problem.Code, problem.Value));
        Assert.Equal(before, await File.ReadAllBytesAsync(LockedPath));
    }

    [Fact]
    public async Task Read_FileMayOnlyBeReadAndIsWrittenToMeanwhile_IsRefused()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await MakeAsync();
        using var storage = new SqliteStorage(LockedPath, SampleBallots.Packs, TimeProvider.System,
            new SqlStorageOptions { ReadOnly = true });
        SipasException? refused = null;

        Assert.Null(AsNobody(() => storage.OpenAsync(default).GetAwaiter().GetResult()));
        File.SetLastWriteTimeUtc(LockedPath, File.GetLastWriteTimeUtc(LockedPath).AddSeconds(1));
        refused = Assert.IsType<SipasException>(AsNobody(() => storage.Ballots.LastSequenceAsync(default).GetAwaiter().GetResult()));

        Assert.True(storage.MayOnlyRead);
        Assert.Equal(ProblemCodes.DatabaseChangedMeanwhile, Assert.Single(refused.Problems).Code);
    }

    private async Task MakeAsync()
    {
        using (var storage = new SqliteStorage(_folder.File("sipas.db"), SampleBallots.Packs, TimeProvider.System))
        {
            await storage.OpenAsync(default);
            await storage.Units.SaveAsync(SampleBallots.Units, default);
            await storage.Ballots.AppendAsync([.. Enumerable.Range(1, 10).Select(i => SampleBallots.Draft(i))], false, default);
        }

        Directory.CreateDirectory(_folder.File("locked"));
        using (var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = _folder.File("sipas.db"), Pooling = false }.ToString()))
        {
            connection.Open();
            connection.Execute("vacuum into @path", new { path = LockedPath });
        }

        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(LockedPath, Readable);
            File.SetUnixFileMode(_folder.File("locked"), Enterable);
            File.SetUnixFileMode(_folder.Path, Enterable | UnixFileMode.UserWrite);
        }
    }

    // Root may write everywhere: its thread lets that right go. Whoever is not root keeps its own.
    private static Exception? AsNobody(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            _ = SetFileUser(Nobody);
            thrown = Record.Exception(action);
        });
        thread.Start();
        thread.Join();
        return thrown;
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileUser(uint user);
}
