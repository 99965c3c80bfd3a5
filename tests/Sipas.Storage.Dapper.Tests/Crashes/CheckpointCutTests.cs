using System.Buffers.Binary;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Ballots;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Verification;

namespace Sipas.Storage.Dapper.Crashes;

/// <summary>The power goes while SQLite copies its log into the database, or once it writes the log anew: whatever was
/// answered is there, and the file opens.</summary>
/// <remarks>
/// With synchronous=FULL the log is synced before any page of it is copied, and the database before the log is begun
/// anew. So while pages are copied the log is whole, whatever the disk holds of the pages and in whatever order it
/// wrote them; and when the log is begun anew the database is whole, whatever the disk holds of the log.
/// </remarks>
public sealed class CheckpointCutTests : IAsyncLifetime
{
    private const int PageBytes = 4096;
    private const int HeaderBytes = 32;
    private const int FrameBytes = 24 + PageBytes;

    private readonly TemporaryFolder _folder = new();
    private readonly List<Guid> _copied = [];
    private readonly List<(int WalBytes, Guid[] Ids)> _later = [];
    private int _number;
    private byte[] _before = [];
    private byte[] _after = [];
    private byte[] _log = [];
    private byte[] _nextLog = [];

    private string KeyPath => _folder.File("receipts.pem");

    private int[] ChangedPages =>
        [.. Enumerable.Range(0, _after.Length / PageBytes).Where(page => !Page(_after, page).SequenceEqual(Page(_before, page)))];

    public async Task InitializeAsync()
    {
        string path = _folder.File("recorded.db");
        using SqliteStorage storage = Open(path);
        await storage.OpenAsync(default);
        await storage.Units.SaveAsync(SampleBallots.Units, default);

        // A database that is more than its first page, then a log over it that changes old pages and adds new ones.
        await AppendAsync(storage, 120);
        Checkpoint(path, "truncate");
        foreach (int size in new[] { 1, 40, 1, 25, 3 })
        {
            await AppendAsync(storage, size);
        }

        (_before, _log) = (await ReadAsync(path), await ReadAsync(path + "-wal"));
        Checkpoint(path, "full");
        _after = await ReadAsync(path);

        foreach (int size in new[] { 1, 12, 2, 30, 1 })
        {
            Guid[] ids = await AppendAsync(storage, size, copied: false);
            _later.Add((Written(await ReadAsync(path + "-wal")), ids));
        }

        _nextLog = await ReadAsync(path + "-wal");
        Assert.Equal(_after, await ReadAsync(path));
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Recording_ChangesOldPagesAddsNewOnesAndBeginsTheLogAnew()
    {
        int old = _before.Length / PageBytes;

        Assert.True(old > 10 && _after.Length > _before.Length, $"{old} pages before, {_after.Length / PageBytes} after");
        Assert.Contains(ChangedPages, page => page < old);
        Assert.Contains(ChangedPages, page => page >= old);
        Assert.Equal(_log.Length, Written(_log));
        Assert.NotEqual(_log[..HeaderBytes], _nextLog[..HeaderBytes]);
        Assert.True(_later[^1].WalBytes < _log.Length, "the new log lies over a part of the old one");
    }

    [Fact]
    public void Connect_Settings_SyncTheLogBeforeThePagesAndThePagesBeforeTheNextLog()
    {
        using SqliteConnection connection = new SqliteDatabase(_folder.File("recorded.db"), new SqlStorageOptions()).Connect();

        Assert.Equal(2, connection.ExecuteScalar<int>("pragma synchronous"));
        Assert.Equal("wal", connection.ExecuteScalar<string>("pragma journal_mode"));
        Assert.Equal(PageBytes, connection.ExecuteScalar<int>("pragma page_size"));
        Assert.Equal(1000, connection.ExecuteScalar<int>("pragma wal_autocheckpoint"));
    }

    [Theory]
    [InlineData("rising")]
    [InlineData("falling")]
    [InlineData("mixed")]
    public async Task Open_CutWhilePagesAreCopied_LosesNothing(string order)
    {
        var random = new Random(11);
        int[] pages = [.. order switch { "rising" => ChangedPages, "falling" => ChangedPages.Reverse(),
            _ => ChangedPages.OrderBy(_ => random.Next()) }];
        for (int written = 0; written <= pages.Length; written++)
        {
            byte[] database = Mixture(pages, written, torn: random.Next(1, PageBytes));
            await AssertWholeAsync($"{order}-{written}", database, _log, 0);
        }
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("torn")]
    public async Task Open_CutWhileTheLogIsBegunAnew_LosesNothingThatWasAnswered(string tail)
    {
        var random = new Random(13);
        int frames = (Written(_nextLog) - HeaderBytes) / FrameBytes;
        await AssertWholeAsync($"{tail}-header", _after, [.. _nextLog[..16], .. _log[16..]], 0);
        for (int frame = 0; frame <= frames; frame++)
        {
            int synced = HeaderBytes + (frame * FrameBytes);
            int end = tail == "torn" && frame < frames ? synced + random.Next(1, FrameBytes) : synced;
            await AssertWholeAsync($"{tail}-{frame}", _after, [.. _nextLog[..end], .. _log[end..]], synced);
        }
    }

    [Fact]
    public async Task Open_CutAfterTheLogWasEmptied_LosesNothing()
    {
        await AssertWholeAsync("emptied", _after, [], 0);
        await AssertWholeAsync("short", _after, _log[..7], 0);
    }

    [Fact]
    public async Task Open_HalfOfThePagesWithoutTheLog_IsFound()
    {
        // What the order of syncs rules out: it shows that these tests can tell.
        int[] pages = ChangedPages;

        await Assert.ThrowsAnyAsync<Exception>(() => AssertWholeAsync("control", Mixture(pages, pages.Length / 2, torn: 0), [], 0));
    }

    // The database with some of its changed pages copied, the next one in part; where the file grows before all of it
    // is written there are zeros.
    private byte[] Mixture(int[] pages, int written, int torn)
    {
        int[] copied = pages[..written];
        int last = written < pages.Length && torn > 0
            ? Math.Max(pages[written], copied.DefaultIfEmpty(-1).Max())
            : copied.DefaultIfEmpty(-1).Max();
        byte[] database = new byte[Math.Max(_before.Length, (last + 1) * PageBytes)];
        _before.CopyTo(database, 0);
        foreach (int page in copied)
        {
            Page(_after, page).CopyTo(database.AsSpan(page * PageBytes));
        }

        if (written < pages.Length && torn > 0)
        {
            Page(_after, pages[written])[..torn].CopyTo(database.AsSpan(pages[written] * PageBytes));
        }

        return database;
    }

    private async Task AssertWholeAsync(string name, byte[] database, byte[] log, int synced)
    {
        string path = _folder.File($"{name}.db");
        await File.WriteAllBytesAsync(path, database);
        await File.WriteAllBytesAsync(path + "-wal", log);
        using (SqliteStorage storage = Open(path))
        {
            await storage.OpenAsync(default);
            var stored = new HashSet<Guid>();
            await foreach (StoredBallot ballot in storage.Log.ReadStoredAsync(0, default))
            {
                stored.Add(ballot.Id);
            }

            Assert.All(_copied, id => Assert.Contains(id, stored));
            foreach ((int walBytes, Guid[] ids) in _later)
            {
                int there = ids.Count(stored.Contains);
                Assert.True(there == ids.Length ? walBytes <= synced : there == 0 && walBytes > synced,
                    $"{name}: {there} of {ids.Length} ballots of a commit at {walBytes} are there after a cut at {synced}");
            }

            VerificationReport report = await LogVerifier.VerifyAsync(storage.Log, new VerificationSettings { Signatures = false }, null,
                default);
            Assert.Empty(report.Problems);
            Assert.Equal(stored.Count, report.BallotCount);
            Assert.Equal(stored.Count + 1, (await storage.Ballots.AppendAsync([SampleBallots.Draft(9_999)], false, default))[0].Sequence);
        }

        SqliteConnection.ClearAllPools();
        foreach (string file in Directory.GetFiles(_folder.Path, $"{name}.db*"))
        {
            File.Delete(file);
        }
    }

    private async Task<Guid[]> AppendAsync(SqliteStorage storage, int count, bool copied = true)
    {
        PendingBallot[] drafts = [.. Enumerable.Range(_number + 1, count)
            .Select(i => SampleBallots.Draft(i, SampleBallots.Units[i % 3].Code))];
        _number += count;
        await storage.Ballots.AppendAsync(drafts, false, default);
        Guid[] ids = [.. drafts.Select(draft => draft.Ballot.Id)];
        if (copied)
        {
            _copied.AddRange(ids);
        }

        return ids;
    }

    // Bytes of the log that are of its present beginning: frames with the salts of its header.
    private static int Written(byte[] log)
    {
        ulong salts = BinaryPrimitives.ReadUInt64BigEndian(log.AsSpan(16));
        int end = HeaderBytes;
        while (end + FrameBytes <= log.Length && BinaryPrimitives.ReadUInt64BigEndian(log.AsSpan(end + 8)) == salts)
        {
            end += FrameBytes;
        }

        return end;
    }

    private static ReadOnlySpan<byte> Page(byte[] file, int page) =>
        file.Length >= (page + 1) * PageBytes ? file.AsSpan(page * PageBytes, PageBytes) : default;

    private static void Checkpoint(string path, string mode)
    {
        using var connection = new SqliteConnection($"Data Source={path}");
        connection.Open();
        (long busy, long log, long copied) = connection.QuerySingle<(long, long, long)>($"pragma wal_checkpoint({mode})");
        Assert.Equal((0L, log), (busy, copied));
    }

    private SqliteStorage Open(string path) =>
        new(path, SampleBallots.Packs, TimeProvider.System, new SqlStorageOptions { ReceiptKeyPath = KeyPath });

    private static async Task<byte[]> ReadAsync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }
}
