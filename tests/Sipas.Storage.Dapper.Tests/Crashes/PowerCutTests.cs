using Sipas.Ballots;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Verification;

namespace Sipas.Storage.Dapper.Crashes;

/// <summary>The power goes at every frame of SQLite's write-ahead log: what was synced is there, what was not is gone
/// whole, and the file opens.</summary>
/// <remarks>With synchronous=FULL the log is synced at each commit, so after a cut it holds at least the frames of the
/// last commit that was answered; what lies behind may be missing or torn.</remarks>
public sealed class PowerCutTests : IAsyncLifetime
{
    private const int HeaderBytes = 32;
    private const int FrameBytes = 24 + 4096;

    private readonly TemporaryFolder _folder = new();
    private readonly List<(long WalBytes, Guid[] Ids)> _answered = [];
    private byte[] _database = [];
    private byte[] _wal = [];

    private string KeyPath => _folder.File("receipts.pem");

    public async Task InitializeAsync()
    {
        string path = _folder.File("recorded.db");
        using SqliteStorage storage = Open(path);
        await storage.OpenAsync(default);
        await storage.Units.SaveAsync(SampleBallots.Units, default);
        int number = 1;
        foreach (int size in new[] { 1, 1, 3, 20, 1, 60, 2, 1, 150, 1, 5, 1, 30, 1 })
        {
            PendingBallot[] drafts = [.. Enumerable.Range(number, size)
                .Select(i => SampleBallots.Draft(i, SampleBallots.Units[i % 3].Code))];
            await storage.Ballots.AppendAsync(drafts, false, default);
            _answered.Add((new FileInfo(path + "-wal").Length, [.. drafts.Select(draft => draft.Ballot.Id)]));
            number += size;
        }

        // Copied while the storage is open: closing it would empty the log into the database.
        _database = await ReadAsync(path);
        _wal = await ReadAsync(path + "-wal");
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Recording_IsOneLogWithoutACheckpoint()
    {
        Assert.Equal(0, (_wal.Length - HeaderBytes) % FrameBytes);
        Assert.Equal(_answered.Select(answer => answer.WalBytes).Order(), _answered.Select(answer => answer.WalBytes));
        Assert.True(_answered[^1].WalBytes == _wal.Length && _answered[0].WalBytes > HeaderBytes);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("torn")]
    [InlineData("noise")]
    [InlineData("zeros")]
    public async Task Open_PowerCutAtEveryFrame_LosesNothingThatWasAnswered(string tail)
    {
        var random = new Random(7);
        int frames = (_wal.Length - HeaderBytes) / FrameBytes;
        for (int frame = 0; frame <= frames; frame++)
        {
            int synced = HeaderBytes + (frame * FrameBytes);
            byte[] wal = [.. _wal.AsSpan(0, synced), .. Tail(tail, synced, random)];
            string path = _folder.File($"{tail}-{frame}.db");
            await File.WriteAllBytesAsync(path, _database);
            await File.WriteAllBytesAsync(path + "-wal", wal);

            await AssertWholeAsync(path, synced);
            foreach (string file in Directory.GetFiles(_folder.Path, $"{tail}-{frame}.db*"))
            {
                File.Delete(file);
            }
        }
    }

    private async Task AssertWholeAsync(string path, int synced)
    {
        using SqliteStorage storage = Open(path);
        await storage.OpenAsync(default);
        var stored = new HashSet<Guid>();
        await foreach (StoredBallot ballot in storage.Log.ReadStoredAsync(0, default))
        {
            stored.Add(ballot.Id);
        }

        foreach ((long walBytes, Guid[] ids) in _answered)
        {
            int there = ids.Count(stored.Contains);
            Assert.True(there == ids.Length || (there == 0 && walBytes > synced),
                $"{there} of {ids.Length} ballots of a commit at {walBytes} are there after a cut at {synced}");
        }

        VerificationReport report = await LogVerifier.VerifyAsync(
            storage.Log, new VerificationSettings { Signatures = false }, null, default);
        Assert.Empty(report.Problems);
        await storage.Units.SaveAsync(SampleBallots.Units, default);
        Assert.Equal(stored.Count + 1, (await storage.Ballots.AppendAsync([SampleBallots.Draft(9_999)], false, default))[0].Sequence);
    }

    // What the disk may hold behind the last frame that was synced.
    private byte[] Tail(string kind, int synced, Random random)
    {
        byte[] tail = kind switch
        {
            "torn" => _wal.AsSpan(synced, Math.Min(_wal.Length - synced, random.Next(1, FrameBytes))).ToArray(),
            "noise" or "zeros" => new byte[FrameBytes * 2],
            _ => [],
        };
        if (kind == "noise")
        {
            random.NextBytes(tail);
        }

        return tail;
    }

    // Until the store's first commit the key of a host lies at PATH.next; here it lies in its place at every cut.
    private SqliteStorage Open(string path) =>
        new(path, SampleBallots.Packs, TimeProvider.System, new SqlStorageOptions { ReceiptKeyPath = KeyPath, AllowNewStore = true });

    private static async Task<byte[]> ReadAsync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }
}
