using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Schema;
using Sipas.Storage.Dapper.Stores;
using Sipas.Values;

namespace Sipas.Storage.Dapper.Sqlite;

public sealed class SqliteStorageTests : StorageContract
{
    private readonly TemporaryFolder _folder = new();

    private string DatabasePath => _folder.File("sipas.db");

    public override Task DisposeAsync()
    {
        ((IDisposable)Storage).Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    protected override Task<ISipasStorage> CreateAsync() => Task.FromResult<ISipasStorage>(New(DatabasePath));

    [Fact]
    public async Task OpenAsync_AfterReopening_KeepsReceiptsAndGoesOnWithTheChain()
    {
        Receipt first = (await AppendAsync(SampleBallots.Draft(1)))[0].Receipt!;
        using SqliteStorage again = New(DatabasePath);
        await again.OpenAsync(default);

        AppendOutcome repeated = (await again.Ballots.AppendAsync([SampleBallots.Draft(1)], false, default))[0];
        AppendOutcome next = (await again.Ballots.AppendAsync([SampleBallots.Draft(2)], false, default))[0];

        Assert.Equal(first, repeated.Receipt);
        Assert.Equal(2, next.Receipt!.Position);
        Assert.Equal(first.KeyId, next.Receipt.KeyId);
    }

    [Fact]
    public async Task AppendAsync_TwoStoragesOnOneFile_ShareOneChain()
    {
        using SqliteStorage other = New(DatabasePath);
        await other.OpenAsync(default);

        await Task.WhenAll(
            Task.Run(async () =>
            {
                for (int i = 1; i <= 40; i++)
                {
                    await Storage.Ballots
            .AppendAsync([SampleBallots.Draft(i)], false, default);
                }
            }),
            Task.Run(async () =>
            {
                for (int i = 21; i <= 60; i++)
                {
                    await other.Ballots
            .AppendAsync([SampleBallots.Draft(i)], false, default);
                }
            }));

        using SqliteConnection connection = Connect();
        Assert.Equal(60, connection.ExecuteScalar<long>("select count(*) from ballot"));
        await AssertChainAsync((SqlStorage)Storage);
    }

    [Fact]
    public async Task AppendAsync_Chain_IsRecomputedFromTheBallots()
    {
        await AppendAsync([.. Enumerable.Range(1, 30).Select(i => SampleBallots.Draft(i, i % 2 == 0 ? "S01" : "Q01"))]);

        await AssertChainAsync((SqlStorage)Storage);
    }

    [Fact]
    public void OpenAsync_Settings_AreDurable()
    {
        using SqliteConnection connection = new SqliteDatabase(DatabasePath, new SqlStorageOptions()).Connect();

        Assert.Equal("wal", connection.ExecuteScalar<string>("pragma journal_mode"));
        Assert.Equal(2, connection.ExecuteScalar<int>("pragma synchronous"));
    }

    [Fact]
    public async Task BallotViews_PlainSql_GiveWordsAndLevels()
    {
        PendingBallot draft = SampleBallots.Draft(4, answer: 4);
        await AppendAsync(draft);

        using SqliteConnection connection = Connect();
        (string pack, string unit, string mode, string completed) =
            connection.QuerySingle<(string, string, string, string)>("select pack, unit, mode, completed_at from ballot_readable");
        Assert.Equal(("kiosk-9", "S01", "kiosk", "2026-11-21T05:04:00.000Z"), (pack, unit, mode, completed));
        Assert.Equal(Enumerable.Repeat(4L, 9), connection.Query<long>("select level from ballot_answer order by item"));
    }

    [Fact]
    public async Task AnswerViews_EveryQuestionnaire_HoldWhatTheBallotsHold()
    {
        using SqliteConnection connection = Connect();

        await AnswerViews.AssertEqualToBallotsAsync((SqlStorage)Storage, connection, "");
    }

    [Fact]
    public async Task BallotViews_WithLateAndReplacedBallots_CountWhatTheEngineCounts()
    {
        using SqliteConnection connection = Connect();

        await AnswerViews.AssertCountsEqualToScoresAsync((SqlStorage)Storage, connection, "");
    }

    [Fact]
    public async Task AnswerViews_DroppedOrOfAnOlderStore_AreMadeAgain()
    {
        using SqliteConnection connection = Connect();

        await AnswerViews.AssertScriptsMakeThemAgainAsync((SqlStorage)Storage, connection, "");
    }

    [Fact]
    public void AnswerViews_CodesAndNamesThatCollide_AreToldApart()
    {
        IReadOnlyList<AnswerView> views = AnswerView.Of([(1, "a-b", "1", ["Unit", "K1", "k1", "sequence"]), (7, "a_b", "1", ["x"])], "",
            _ => "");

        Assert.Equal(["answers_a_b_1", "answers_a_b_1_7"], views.Select(view => view.Name));
        Assert.Equal(["Unit_1", "K1", "k1_3", "sequence_4"], views[0].Columns);
        using SqliteConnection connection = Connect();
        foreach (AnswerView view in views)
        {
            connection.Execute(view.Sql);
        }

        Assert.Empty(connection.Query($"select \"Unit_1\", \"k1_3\" from {views[0].Name}"));
    }

    [Fact]
    public async Task FindPackAsync_ContentChangedByHand_IsToldAndNotGiven()
    {
        await Storage.Packs.SavePacksAsync(SampleBallots.Packs.Packs, default);
        using SqliteConnection connection = Connect();
        Assert.Throws<SqliteException>(() => connection.Execute("update method_pack set content = '{}'"));
        Assert.Throws<SqliteException>(() => connection.Execute("delete from method_pack"));
        connection.Execute("drop trigger method_pack_is_not_changed; update method_pack set content = replace(content, 'pooledItems', "
            + "'meanOfItems') where pack = 'kiosk-9'");

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => Storage.Packs.FindPackAsync("kiosk-9", "1", default));

        Assert.Equal((ProblemCodes.StoredPackDamaged, "kiosk-9/1"), (error.Problems[0].Code, error.Problems[0].Place));
    }

    [Theory]
    [InlineData("update ballot set answers = '111111111'")]
    [InlineData("delete from ballot")]
    public async Task Ballot_ChangedOrRemovedBySql_IsRefused(string sql)
    {
        await AppendAsync(SampleBallots.Draft(1));

        using SqliteConnection connection = Connect();
        SqliteException error = Assert.Throws<SqliteException>(() => connection.Execute(sql));

        Assert.Contains("never", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, connection.ExecuteScalar<long>("select count(*) from ballot"));
    }

    [Theory]
    [InlineData("update ballot_value set value = 'x'")]
    [InlineData("update ballot_value set commitment = zeroblob(32), value = null, salt = null")]
    [InlineData("update ballot_value set value = null")]
    [InlineData("delete from ballot_value")]
    public async Task BallotValue_ChangedOrRemovedBySql_IsRefused(string sql)
    {
        await AppendAsync(PendingBallot.Of(SampleBallots.ValueBallot(1, ("O", "tốt")), SampleBallots.Noon, Storage.Ballots.Sealer));

        using SqliteConnection connection = Connect();
        Assert.Throws<SqliteException>(() => connection.Execute(sql));

        Assert.Equal(("O", "longText", "tốt", 0L),
            connection.QuerySingle<(string, string, string, long)>("select question, kind, value, erased from ballot_value_readable"));
    }

    [Fact]
    public async Task EraseValuesAsync_Text_IsNowhereInTheFilesAnyMore()
    {
        await AppendAsync([.. Enumerable.Range(1, 50)
            .Select(i => PendingBallot.Of(
                SampleBallots.ValueBallot(i, ("O", $"secret-{i:D3}")), SampleBallots.Noon, Storage.Ballots.Sealer))]);
        Assert.Contains("secret-017", Files(), StringComparison.Ordinal);

        await Storage.Values.EraseValuesAsync(ValueErasure.OfBallot(SampleBallots.Id(17)), default);

        Assert.DoesNotContain("secret-017", Files(), StringComparison.Ordinal);
        Assert.Contains("secret-018", Files(), StringComparison.Ordinal);

        string Files() => string.Concat(Directory.GetFiles(Path.GetDirectoryName(DatabasePath)!, "sipas.db*").Select(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        }));
    }

    [Fact]
    public async Task OpenAsync_ValueQuestionsOfAFrozenQuestionnaireChanged_IsRefused()
    {
        using (SqliteConnection connection = Connect())
        {
            connection.Execute("update questionnaire_question set kind = 'shortText' where code = 'O'");
        }

        await AssertRefusedAsync(ProblemCodes.StoredPackDiffers, DatabasePath);
    }

    [Fact]
    public async Task OpenAsync_PathBelowAFile_SaysWhatToMend()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "not a folder");

        await AssertRefusedAsync(ProblemCodes.PathUnwritable, _folder.File("file/sipas.db"));
    }

    [Fact]
    public async Task OpenAsync_NoDatabase_IsRefused()
    {
        string path = _folder.File("letter.db");
        await File.WriteAllTextAsync(path, new string('x', 4096));

        await AssertRefusedAsync(ProblemCodes.DatabaseDamaged, path);
    }

    [Fact]
    public async Task OpenAsync_DatabaseOfAnotherProgram_IsRefusedAndUntouched()
    {
        string path = _folder.File("other.db");
        using (var connection = new SqliteConnection($"Data Source={path}"))
        {
            connection.Execute("create table invoice (id integer)");
        }

        await AssertRefusedAsync(ProblemCodes.DatabaseOfOther, path);

        using var after = new SqliteConnection($"Data Source={path}");
        Assert.Equal(["invoice"], after.Query<string>("select name from sqlite_schema"));
    }

    [Fact]
    public async Task OpenAsync_FileCutShort_IsRefusedOrNamedAndNeverSilentlyShorter()
    {
        string whole = _folder.File("whole.db");
        using (SqliteStorage storage = New(whole))
        {
            await storage.OpenAsync(default);
            await storage.Units.SaveAsync(SampleBallots.Units, default);
            await storage.Ballots.AppendAsync([.. Enumerable.Range(1, 300).Select(i => SampleBallots.Draft(i))], false, default);
        }

        SqliteConnection.ClearAllPools();
        byte[] bytes = await File.ReadAllBytesAsync(whole);
        Assert.False(File.Exists(whole + "-wal"));
        for (int pages = 1; pages < bytes.Length / 4096; pages += 3)
        {
            string cut = _folder.File("cut.db");
            await File.WriteAllBytesAsync(cut, bytes[..(pages * 4096)]);

            SipasException error = await Assert.ThrowsAsync<SipasException>(async () =>
            {
                using SqliteStorage storage = New(cut);
                await storage.OpenAsync(default);
                await foreach (StoredBallot _ in storage.Log.ReadStoredAsync(0, default))
                {
                }
            });

            Assert.Equal(ProblemCodes.DatabaseDamaged, Assert.Single(error.Problems).Code);
            SqliteConnection.ClearAllPools();
            File.Delete(cut);
        }
    }

    [Fact]
    public async Task OpenAsync_PreparingSwitchedOffAndNoFile_SaysWhatToRunAndMakesNone()
    {
        string path = _folder.File("none.db");
        using var storage = new SqliteStorage(path, SampleBallots.Packs, TimeProvider.System,
            new SqlStorageOptions { PrepareSchema = false });

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => storage.OpenAsync(default));

        Assert.Equal(ProblemCodes.SchemaOutdated, Assert.Single(error.Problems).Code);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task AppendAsync_DiskFull_SaysFullAndRecoversOnceThereIsRoom()
    {
        await AppendAsync(SampleBallots.Draft(1));
        PendingBallot[] many = [.. Enumerable.Range(2, 500).Select(i => SampleBallots.Draft(i))];
        using var full = new SqliteStorage(DatabasePath, SampleBallots.Packs, TimeProvider.System);
        await full.OpenAsync(default);
        long pages = full.WriterConnection!.ExecuteScalar<long>("pragma page_count");
        full.WriterConnection!.Execute($"pragma max_page_count = {pages + 4}");

        StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => full.Ballots.AppendAsync(many, false, default));

        Assert.Equal(StoreUnavailability.Full, error.Reason);
        Assert.Equal(1, await full.Ballots.LastSequenceAsync(default));
        SqliteConnection.ClearAllPools(); // a connection without the limit: there is room again
        Assert.Equal(501, (await full.Ballots.AppendAsync(many, false, default))[^1].Sequence);
    }

    [Fact]
    public async Task OpenAsync_NewerSchema_IsRefused()
    {
        using (SqliteConnection connection = Connect())
        {
            connection.Execute("insert into schema_version values (99, '2030-01-01T00:00:00.000+00:00', 'sipas-1')");
        }

        await AssertRefusedAsync(ProblemCodes.SchemaTooNew, DatabasePath);
    }

    [Fact]
    public async Task OpenAsync_PackOfStoredBallotsNotRegistered_IsRefused()
    {
        await AppendAsync(SampleBallots.Draft(1));
        using var storage = new SqliteStorage(DatabasePath, new MethodPackRegistry([MethodPacks.Shipped("bnv-2640-2017")]),
            TimeProvider.System);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => storage.OpenAsync(default));

        Assert.Equal(ProblemCodes.StoredPackMissing, Assert.Single(error.Problems).Code);
    }

    [Fact]
    public async Task OpenAsync_PackOfStoredBallotsStoredAndNotRegistered_IsReadFromTheStore()
    {
        await Storage.Packs.SavePacksAsync(SampleBallots.Packs.Packs, default);
        await AppendAsync(SampleBallots.Draft(1));
        var packs = new MethodPackRegistry([MethodPacks.Shipped("bnv-2640-2017")]);
        using var storage = new SqliteStorage(DatabasePath, packs, TimeProvider.System);

        await storage.OpenAsync(default);

        Assert.Equal(["bnv-2640-2017", "kiosk-9"], packs.Packs.Select(pack => pack.Id));
        CountedBallot counted = Assert.Single(await ListAsync(storage));
        Assert.Same(packs.FindLayout("kiosk-9", "five-1"), counted.Layout);
    }

    [Fact]
    public async Task ReadAsync_PackStoredByAnotherProcessSinceTheStart_IsReadFromTheStore()
    {
        var packs = new MethodPackRegistry([MethodPacks.Shipped("bnv-2640-2017")]);
        using var running = new SqliteStorage(DatabasePath, packs, TimeProvider.System);
        await running.OpenAsync(default);
        await Storage.Packs.SavePacksAsync(SampleBallots.Packs.Packs, default);
        await AppendAsync(SampleBallots.Draft(1));

        Assert.Equal("kiosk-9", Assert.Single(await ListAsync(running)).Layout.PackId);
    }

    [Fact]
    public async Task OpenAsync_ReadOnly_ReadsAndRefusesToWrite()
    {
        await Storage.Packs.SavePacksAsync(SampleBallots.Packs.Packs, default);
        await AppendAsync(SampleBallots.Draft(1));
        int records = (await Storage.Audit.ReadAuditAsync(default)).Count;
        using var reader = new SqliteStorage(DatabasePath, SampleBallots.Packs, TimeProvider.System,
            new SqlStorageOptions { ReadOnly = true, ReceiptKeyPath = _folder.File("none.pem") });

        await reader.OpenAsync(default);
        await reader.Packs.SavePacksAsync(SampleBallots.Packs.Packs, default);
        SipasException refused = await Assert.ThrowsAsync<SipasException>(() => reader.Units.SaveAsync(SampleBallots.Units, default));

        Assert.Single(await ListAsync(reader));
        Assert.Equal(ProblemCodes.StoreReadOnly, Assert.Single(refused.Problems).Code);
        Assert.Equal(records, (await Storage.Audit.ReadAuditAsync(default)).Count);
        Assert.False(File.Exists(_folder.File("none.pem")));
    }

    private static async Task<List<CountedBallot>> ListAsync(SqliteStorage storage)
    {
        var ballots = new List<CountedBallot>();
        await foreach (CountedBallot ballot in storage.Ballots.ReadAsync(0, default))
        {
            ballots.Add(ballot);
        }

        return ballots;
    }

    [Fact]
    public async Task OpenAsync_ReadOnlyWhereNothingIs_MakesNothing()
    {
        string path = _folder.File("nowhere/sipas.db");
        using var reader = new SqliteStorage(path, SampleBallots.Packs, TimeProvider.System, new SqlStorageOptions { ReadOnly = true });

        SipasException refused = await Assert.ThrowsAsync<SipasException>(() => reader.OpenAsync(default));

        Assert.Equal(ProblemCodes.FileUnreadable, Assert.Single(refused.Problems).Code);
        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
    }

    [Fact]
    public async Task OpenAsync_PublishedQuestionnaireChanged_IsRefused()
    {
        MethodPack pack = MethodPacks.Shipped("kiosk-9");
        Questionnaire changed = pack.Questionnaires[0] with { Items = [.. pack.Questionnaires[0].Items.Reverse()] };
        using var storage = new SqliteStorage(DatabasePath,
            new MethodPackRegistry([pack with { Questionnaires = [changed, pack.Questionnaires[1]] }]), TimeProvider.System);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => storage.OpenAsync(default));

        Assert.Equal(ProblemCodes.StoredPackDiffers, error.Problems[0].Code);
    }

    [Fact]
    public async Task OpenAsync_DamagedReceiptKey_IsRefused()
    {
        string path = _folder.File("second.db");
        await File.WriteAllTextAsync(path + ".receipt-key.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        await AssertRefusedAsync(ProblemCodes.ReceiptKeyUnreadable, path);
    }

    [Fact]
    public async Task OpenAsync_AnotherProcessHoldsTheWriteLock_SaysBusy()
    {
        using SqliteConnection connection = Connect();
        using SqliteTransaction held = connection.BeginTransaction(deferred: false);
        using var storage = new SqliteStorage(DatabasePath, SampleBallots.Packs, TimeProvider.System,
            new SqlStorageOptions { BusyTimeout = TimeSpan.FromSeconds(1) });

        StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(() => storage.OpenAsync(default));

        Assert.Equal(StoreUnavailability.Busy, error.Reason);
    }

    private static SqliteStorage New(string path) => new(path, SampleBallots.Packs, new FakeTimeProvider(SampleBallots.Noon));

    private static async Task AssertRefusedAsync(string code, string path)
    {
        using SqliteStorage storage = New(path);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => storage.OpenAsync(default));

        Assert.Equal(code, Assert.Single(error.Problems).Code);
    }

    private static async Task AssertChainAsync(SqlStorage storage)
    {
        var links = new Dictionary<string, (long Position, byte[] Link)>();
        await foreach (StoredBallot ballot in storage.Log.ReadStoredAsync(0, default))
        {
            (long position, byte[] link) = links.TryGetValue(ballot.UnitCode, out (long, byte[]) head)
                ? head
                : (0, UnitChain.Start(ballot.UnitCode));
            links[ballot.UnitCode] = (position + 1, UnitChain.Next(link, ballot.ContentHash.Span, CanonicalNote.Hash(ballot)));
            Assert.Equal((position + 1, Convert.ToHexString(links[ballot.UnitCode].Link)),
                (ballot.Position, Convert.ToHexString(ballot.ChainHash.Span)));
        }
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={DatabasePath}");
        connection.Open();
        return connection;
    }
}
