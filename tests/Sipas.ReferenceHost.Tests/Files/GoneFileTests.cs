using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Sipas.Problems;
using Sipas.Storage.Dapper.Sqlite;

namespace Sipas.ReferenceHost.Files;

/// <summary>Database files that go away under a host that takes ballots (M4): no receipt is given for a ballot in a
/// file that is gone.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class GoneFileTests : IDisposable
{
    private const int Before = 200;

    private readonly TemporaryFolder _folder = new();

    public enum Deed
    {
        Moved,
        Deleted,
        ReplacedByACopy,
        ReplacedByAnOlderCopy,
        OverwrittenByAnOlderCopy,
        LogDeleted,
        LogIndexDeleted,
    }

    private string Database => _folder.File("sipas.db");

    private string Aside => _folder.File("aside.db");

    private string Copy => _folder.File("copy.db");

    [Theory]
    [InlineData(Deed.Moved, ProblemCodes.StoreFileGone)]
    [InlineData(Deed.Deleted, ProblemCodes.StoreFileGone)]
    [InlineData(Deed.ReplacedByACopy, ProblemCodes.StoreFileGone)]
    [InlineData(Deed.ReplacedByAnOlderCopy, ProblemCodes.StoreFileGone)]
    [InlineData(Deed.OverwrittenByAnOlderCopy, ProblemCodes.StoreReplaced)]
    [InlineData(Deed.LogDeleted, ProblemCodes.StoreLogGone)]
    [InlineData(Deed.LogIndexDeleted, ProblemCodes.StoreLogGone)]
    public async Task Ballots_DatabaseFileGoesAway_NoReceiptIsGivenForNothing(Deed deed, string explained)
    {
        await using RunningHost host = await RunningHost.StartAsync(sipas => sipas.UseSqlite(Database));
        host.Send();
        await host.UntilAsync(Before);
        if (deed is Deed.ReplacedByAnOlderCopy or Deed.OverwrittenByAnOlderCopy)
        {
            SqliteBackup.Copy(Database, Copy);
            await host.UntilAsync(2 * Before);
            Checkpoint();
            await host.UntilAsync(3 * Before);
        }

        await DoAsync(deed);
        host.IsGone();
        await host.StopAsync(ProblemCodes.StoreGone);

        Assert.Empty(host.Late);
        Assert.StartsWith(explained, Assert.Single(host.Critical), StringComparison.Ordinal);
        if (deed is not (Deed.Deleted or Deed.OverwrittenByAnOlderCopy))
        {
            // As they lie there while the host runs: what a program finds that starts after the host was killed,
            // without the log of its own.
            HashSet<Guid> stored = await IdsAsync(deed is Deed.LogDeleted or Deed.LogIndexDeleted ? Database : Aside);
            Assert.Empty(host.Receipts.Except(stored));
        }

        foreach (string page in (string[])["/admin/paper", "/reports", "/sipas/v1/keys", "/sipas/v1/units"])
        {
            using HttpResponseMessage answer = await host.Client.GetAsync(new Uri(page, UriKind.Relative));
            Assert.Equal((page, HttpStatusCode.ServiceUnavailable), (page, answer.StatusCode));
            string text = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain(Database, text, StringComparison.Ordinal);
            if (page is "/admin/paper" or "/sipas/v1/keys")
            {
                Assert.Contains("đã bị di chuyển, xóa hoặc thay thế", WebUtility.HtmlDecode(text), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Ballots_FileIsPutBack_TheHostStaysAsItIsUntilItIsStartedAgain()
    {
        await using (RunningHost host = await RunningHost.StartAsync(sipas => sipas.UseSqlite(Database)))
        {
            host.Send();
            await host.UntilAsync(20);
            File.Move(Database, Aside);
            host.IsGone();
            await host.StopAsync(ProblemCodes.StoreGone, refusals: 4);
            File.Move(Aside, Database);

            using HttpResponseMessage answer = await host.Client.GetAsync(new Uri("/sipas/v1/keys", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        }

        await using RunningHost again = await RunningHost.StartAsync(sipas => sipas.UseSqlite(Database));
        again.Send();
        await again.UntilAsync(20);
    }

    [Fact]
    public async Task Ballots_OtherProcessesMoveTheLogIntoTheFile_TheHostGoesOn()
    {
        await using RunningHost host = await RunningHost.StartAsync(sipas => sipas.UseSqlite(Database));
        host.Send();
        for (int round = 1; round <= 5; round++)
        {
            await host.UntilAsync(round * 50);
            Checkpoint();
            SqliteBackup.Copy(Database, _folder.File($"copy-{round}.db"));
        }

        await host.UntilAsync(300);
        Assert.Empty(host.Critical);
    }

    [Fact]
    public async Task Restart_AfterTheFileWasMovedAway_MakesNoEmptyStoreBesideTheKey()
    {
        await using (RunningHost host = await RunningHost.StartAsync(sipas => sipas.UseSqlite(Database)))
        {
            host.Send();
            await host.UntilAsync(20);
        }

        SqliteConnection.ClearAllPools();
        File.Move(Database, Aside);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => RunningHost.StartAsync(sipas => sipas.UseSqlite(Database)));

        Assert.Equal(ProblemCodes.StoreMissingBesideKey, Assert.Single(error.Problems).Code);
        Assert.False(File.Exists(Database));
        await using RunningHost again = await RunningHost.StartAsync(sipas =>
            sipas.UseSqlite(Database, options => options.AllowNewStore = true));
        Assert.True(File.Exists(Database));
    }

    public void Dispose() => _folder.Dispose();

    private async Task DoAsync(Deed deed)
    {
        switch (deed)
        {
            case Deed.Moved:
                File.Move(Database, Aside);
                break;
            case Deed.Deleted:
                File.Delete(Database);
                break;
            case Deed.ReplacedByACopy:
                SqliteBackup.Copy(Database, Copy);
                await RunAsync("ln", Database, Aside);
                File.Move(Copy, Database, overwrite: true);
                break;
            case Deed.ReplacedByAnOlderCopy:
                await RunAsync("ln", Database, Aside);
                File.Move(Copy, Database, overwrite: true);
                break;
            case Deed.OverwrittenByAnOlderCopy:
                await RunAsync("cp", Copy, Database);
                break;
            default:
                File.Delete(Database + (deed == Deed.LogDeleted ? "-wal" : "-shm"));
                break;
        }
    }

    private void Checkpoint()
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        connection.Execute("pragma wal_checkpoint(passive)");
    }

    // By a program of its own: closing a copied file here would drop the locks of the host's connections.
    private async Task<HashSet<Guid>> IdsAsync(string file)
    {
        string read = _folder.File("read.db");
        await RunAsync("cp", file, read);
        using var connection = new SqliteConnection($"Data Source={read};Pooling=False");
        connection.Open();
        return [.. connection.Query<byte[]>("select ballot_id from ballot").Select(id => new Guid(id, bigEndian: true))];
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
