using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Verification;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Somebody with the file and SQL at hand changes what is kept: never a silent difference, and the first bad
/// record is named.</summary>
public sealed class TamperingTests : IAsyncLifetime
{
    private const int Count = 60;

    private readonly TemporaryFolder _folder = new();
    private SqliteStorage _storage = null!;
    private Anchor _anchor = null!;

    private static string CodeColumns => string.Join(", ", BallotFields.Codes.Select(code => code.Column));

    public static TheoryData<string> Codes => [.. BallotFields.Codes.Select(code => code.Column!)];

    private string DatabasePath => _folder.File("sipas.db");

    public async Task InitializeAsync()
    {
        _storage = New();
        await _storage.OpenAsync(default);
        await _storage.Units.SaveAsync(SampleBallots.Units, default);
        await _storage.Ballots.AppendAsync(
            [.. Enumerable.Range(1, Count).Select(i => SampleBallots.Draft(i, SampleBallots.Units[i % 3].Code))],
            false, default);
        VerificationReport report = await VerifyAsync();
        Assert.Empty(report.Problems);
        using ReceiptSigner signer = _storage.OpenReceiptKey();
        _anchor = Anchor.Read(Anchor.Of(report, signer, SampleBallots.Noon).Write());
    }

    public Task DisposeAsync()
    {
        _storage.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task VerifyAsync_Untouched_FitsTheAnchorNowAndAfterMoreBallots()
    {
        Assert.Empty((await VerifyAsync(_anchor)).Problems);

        await _storage.Ballots.AppendAsync([SampleBallots.Draft(1_000)], false, default);

        VerificationReport later = await VerifyAsync(_anchor);
        Assert.Empty(later.Problems);
        Assert.Equal(Count + 1, later.BallotCount);
    }

    [Theory]
    [InlineData("answers", "'111111111'", ProblemCodes.ContentChanged)]
    [InlineData("procedure_code", "'9.999999'", ProblemCodes.ContentChanged)]
    [InlineData("device_code", "'x'", ProblemCodes.ContentChanged)]
    [InlineData("language", "'en'", ProblemCodes.ContentChanged)]
    [InlineData("mode", "5", ProblemCodes.ContentChanged)]
    [InlineData("basis", "1", ProblemCodes.ContentChanged)]
    [InlineData("started_at", "started_at + 1", ProblemCodes.ContentChanged)]
    [InlineData("started_offset", "0", ProblemCodes.ContentChanged)]
    [InlineData("completed_at", "completed_at - 86400000", ProblemCodes.ContentChanged)]
    [InlineData("completed_offset", "99999", ProblemCodes.ContentChanged)]
    [InlineData("started_at", "9223372036854775807", ProblemCodes.ContentChanged)]
    [InlineData("questionnaire_id", "2", ProblemCodes.ContentChanged)]
    [InlineData("ballot_id", "x'00112233445566778899aabbccddeeff'", ProblemCodes.ContentChanged)]
    [InlineData("received_at", "received_at + 1", ProblemCodes.SignatureWrong)]
    [InlineData("counted_on", "counted_on - 1", ProblemCodes.CountedDayChanged)]
    [InlineData("counted_on", "20250101", ProblemCodes.CountedDayChanged)]
    [InlineData("counted_on", "20261340", ProblemCodes.CountedDayChanged)]
    [InlineData("received_at", "253402300799999", ProblemCodes.SignatureWrong)]
    [InlineData("content_hash", "zeroblob(32)", ProblemCodes.ContentChanged)]
    [InlineData("content_hash", "x'00'", ProblemCodes.ContentChanged)]
    [InlineData("clock_skew", "250", ProblemCodes.NoteChanged)]
    [InlineData("clock_skew", "-9223372036854775807", ProblemCodes.NoteChanged)]
    [InlineData("sent_by", "'tablet-9'", ProblemCodes.NoteChanged)]
    [InlineData("sent_by", "''", ProblemCodes.NoteChanged)]
    [InlineData("channel", "3", ProblemCodes.NoteChanged)]
    [InlineData("channel", "null", ProblemCodes.NoteChanged)]
    [InlineData("channel", "4294967296", ProblemCodes.NoteChanged)]
    [InlineData("chain_hash", "zeroblob(32)", ProblemCodes.ChainBroken)]
    [InlineData("chain_hash", "x'0011'", ProblemCodes.ChainBroken)]
    public async Task VerifyAsync_OneColumnOfOneBallotChanged_NamesThatBallotFirst(string column, string value, string code)
    {
        Tamper($"update ballot set {column} = {value} where sequence = 31");

        VerificationReport report = await VerifyAsync();

        Assert.Equal(code, report.Problems[0].Code);
        Assert.StartsWith("sequence 31,", report.Problems[0].Place, StringComparison.Ordinal);
        Assert.InRange(report.FaultCount, 1, 4);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public Task VerifyAsync_AnyCodeOfOneBallotChanged_NamesThatBallotFirst(string column) =>
        VerifyAsync_OneColumnOfOneBallotChanged_NamesThatBallotFirst(column, "'other'", ProblemCodes.ContentChanged);

    [Theory]
    [InlineData("signature = zeroblob(64)", ProblemCodes.SignatureWrong, "sequence 1,", 1)]
    [InlineData("signature = x''", ProblemCodes.SignatureWrong, "sequence 1,", 1)]
    [InlineData("key_id = 'ffffffffffffffff'", ProblemCodes.ReceiptKeyUnknown, "sequence 1,", 1)]
    [InlineData("leaves = zeroblob(1920)", ProblemCodes.SignatureWrong, "sequence 1,", 61)]
    [InlineData("leaves = x'00'", ProblemCodes.SignatureWrong, "sequence 1,", 61)]
    [InlineData("leaves = substr(leaves, 1, 960)", ProblemCodes.SignatureWrong, "sequence 1,", 31)]
    [InlineData("first_sequence = 2", ProblemCodes.SealMissing, "sequence 1,", 61)]
    public async Task VerifyAsync_SealChanged_NamesTheFirstBallotItCovers(string change, string code, string place, int faults)
    {
        Tamper($"update receipt_seal set {change}");

        VerificationReport report = await VerifyAsync();

        Assert.Equal(code, report.Problems[0].Code);
        Assert.StartsWith(place, report.Problems[0].Place, StringComparison.Ordinal);
        Assert.Equal(faults, report.FaultCount);
    }

    [Fact]
    public async Task VerifyAsync_CountedDayMoved_NamesTheDayThatWasSigned()
    {
        Tamper("update ballot set counted_on = 20261231 where sequence = 31");

        Problem only = Assert.Single((await VerifyAsync()).Problems);

        Assert.Equal((ProblemCodes.CountedDayChanged, "2026-12-31", "2026-11-21"), (only.Code, only.Value, only.Allowed));
        Assert.StartsWith("sequence 31,", only.Place, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_UnitRenamed_NamesItsFirstBallot()
    {
        Tamper("update unit set code = 'S09' where code = 'Q01'");

        Problem first = (await VerifyAsync()).Problems[0];

        Assert.Equal(ProblemCodes.ContentChanged, first.Code);
        Assert.StartsWith("sequence 1, unit S09, position 1,", first.Place, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update unit set code = '…' where code = 'Q01'; update unit set code = 'Q01' where code = 'S01'; update unit set code = "
        + "'S01' where code = '…'", "sequence 1, unit S01,")]
    [InlineData("update questionnaire set version = 'other' where pack = 'kiosk-9' and version = 'five-1'", "sequence 1, unit Q01,")]
    [InlineData("update questionnaire set pack = 'kiosk-8' where pack = 'kiosk-9'", "sequence 1, unit Q01,")]
    public async Task VerifyAsync_UnitsSwappedOrQuestionnaireRenamed_NamesTheFirstBallot(string sql, string place)
    {
        Tamper(sql);

        Problem first = (await VerifyAsync()).Problems[0];

        Assert.Equal(ProblemCodes.ContentChanged, first.Code);
        Assert.StartsWith(place, first.Place, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_TwoSealsSwapped_NamesTheFirstBallotOfEach()
    {
        await _storage.Ballots.AppendAsync([.. Enumerable.Range(101, Count).Select(i => SampleBallots.Draft(i))], false, default);

        Tamper("update receipt_seal set first_sequence = -first_sequence; update receipt_seal set first_sequence = 62 + first_sequence;");

        VerificationReport report = await VerifyAsync();
        Assert.Equal(2 * Count, report.FaultCount);
        Assert.Equal(ProblemCodes.SignatureWrong, report.Problems[0].Code);
        Assert.StartsWith("sequence 1,", report.Problems[0].Place, StringComparison.Ordinal);
        Assert.Contains(report.Problems, problem => problem.Place!.StartsWith("sequence 61,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task VerifyAsync_BallotFromTheMiddleRemoved_NamesTheGap()
    {
        Tamper("delete from ballot where sequence = 31");

        VerificationReport report = await VerifyAsync();

        Assert.Equal((ProblemCodes.SequenceGap, "31"), (report.Problems[0].Code, report.Problems[0].Value));
        Assert.StartsWith("sequence 32,", report.Problems[0].Place, StringComparison.Ordinal);
        Assert.Contains(report.Problems, problem => problem.Code == ProblemCodes.PositionGap);
    }

    [Fact]
    public async Task VerifyAsync_LastTenOfACommitRemoved_ShowsByTheSignatureThatCoversThem()
    {
        Tamper("delete from ballot where sequence > 50");

        Problem only = Assert.Single((await VerifyAsync()).Problems);
        Assert.Equal((ProblemCodes.SealIncomplete, "sequence 51", "10"), (only.Code, only.Place, only.Value));
    }

    [Fact]
    public async Task VerifyAsync_LastCommitRemovedWhole_ShowsAgainstTheAnchorOnly()
    {
        Anchor anchor = await AppendTenAndAnchorAsync();

        Tamper("delete from ballot where sequence > 60; delete from receipt_seal where first_sequence > 60;");

        Assert.Empty((await VerifyAsync()).Problems);
        Problem first = Assert.Single((await VerifyAsync(anchor)).Problems);
        Assert.Equal((ProblemCodes.RecordsMissing, "sequence 61", "10"), (first.Code, first.Place, first.Value));
        Assert.Contains("S01 21–30", first.Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_LastCommitReplacedByTheStoreItself_ShowsAgainstTheAnchor()
    {
        Anchor anchor = await AppendTenAndAnchorAsync();
        Tamper("delete from ballot where sequence > 60; delete from receipt_seal where first_sequence > 60;");
        using (SqliteStorage again = New())
        {
            await again.OpenAsync(default);
            await again.Ballots.AppendAsync([.. Enumerable.Range(201, 20).Select(i => SampleBallots.Draft(i, answer: 5))], false, default);
        }

        Assert.Empty((await VerifyAsync()).Problems);
        Assert.Equal(ProblemCodes.AnchorDiffers, Assert.Single((await VerifyAsync(anchor)).Problems).Code);
    }

    [Theory]
    [InlineData("answers")]
    [InlineData("ballot_id")]
    [InlineData("answers, content_hash")]
    [InlineData("ballot_id, questionnaire_id, unit_id, mode, basis, {codes}, started_at, started_offset, "
        + "completed_at, completed_offset, received_at, answers, content_hash")]
    public async Task VerifyAsync_TwoBallotsSwapped_NamesTheFirst(string columns)
    {
        // 31 and 34 are of one unit; the swap goes over a table of its own, for ids are unique and positions fixed.
        string set = string.Join(", ", columns.Replace("{codes}", CodeColumns, StringComparison.Ordinal).Split(", ")
            .Select(column => $"{column} = (select {column} from both where both.sequence = 65 - ballot.sequence)"));
        Tamper(
            $"""
            create temp table both as select * from ballot where sequence in (31, 34);
            update ballot set ballot_id = randomblob(16) where sequence in (31, 34);
            update ballot set {set} where sequence in (31, 34);
            """);

        VerificationReport report = await VerifyAsync();

        Assert.StartsWith("sequence 31,", report.Problems[0].Place, StringComparison.Ordinal);
        Assert.Contains(report.Problems, problem => problem.Place!.StartsWith("sequence 34,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task VerifyAsync_ChangedAndTheWholeChainRecomputed_IsGivenAwayByTheSignature()
    {
        using (SqliteConnection connection = Connect())
        {
            Loosen(connection);
            connection.Execute("update ballot set answers = '111111111' where sequence = 31");
            byte[]? link = null;
            foreach (StoredBallot ballot in (await StoredAsync()).Where(ballot => ballot.UnitCode == "Q01"))
            {
                byte[] content = CanonicalBallot.ContentHash(ballot);
                link = UnitChain.Next(link ?? UnitChain.Start("Q01"), content, CanonicalNote.Hash(ballot));
                connection.Execute("update ballot set content_hash = @content, chain_hash = @link where sequence = @Sequence",
                    new { content, link, ballot.Sequence });
            }
        }

        Problem only = Assert.Single((await VerifyAsync()).Problems);
        Assert.Equal(ProblemCodes.SignatureWrong, only.Code);
        Assert.StartsWith("sequence 31,", only.Place, StringComparison.Ordinal);
        Assert.Contains((await VerifyAsync(_anchor)).Problems, problem => problem.Code == ProblemCodes.AnchorDiffers);
    }

    [Fact]
    public async Task VerifyAsync_KeySlippedIntoTheStore_IsNotTrustedBesideAnAnchor()
    {
        File.Delete(DatabasePath + ".receipt-key.pem");
        using (var other = new SqliteStorage(DatabasePath, SampleBallots.Packs, new FakeTimeProvider(SampleBallots.Noon),
            new SqlStorageOptions { AllowNewKeys = true }))
        {
            await other.OpenAsync(default);
            await other.Ballots.AppendAsync([SampleBallots.Draft(1_000)], false, default);
        }

        Assert.Empty((await VerifyAsync()).Problems);
        IReadOnlyList<Problem> problems = (await VerifyAsync(_anchor)).Problems;
        Assert.Equal([ProblemCodes.ReceiptKeyUnknown, ProblemCodes.AuditUnsigned], problems.Select(problem => problem.Code));
        Assert.StartsWith("sequence 61,", problems[0].Place, StringComparison.Ordinal);
        Assert.EndsWith("key.added", problems[1].Place, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RotateReceiptKeyAsync_Twice_AllReceiptsStayValidUnderTheFirstKey()
    {
        string first = _anchor.SignedBy;
        string second = await _storage.RotateReceiptKeyAsync(default);
        Receipt afterwards = (await _storage.Ballots.AppendAsync([SampleBallots.Draft(1_000)], false, default))[0].Receipt!;
        using SqliteStorage reopened = New();
        await reopened.OpenAsync(default);
        string third = await reopened.RotateReceiptKeyAsync(default);
        await reopened.Ballots.AppendAsync([SampleBallots.Draft(1_001)], false, default);

        VerificationReport report = await VerifyAsync(_anchor);

        Assert.Equal(second, afterwards.KeyId);
        Assert.Empty(report.Problems);
        Assert.Equal(new[] { first, second, third }.Order(StringComparer.Ordinal), report.KeyIds);
        Assert.Equal([$"{first} {second}", $"{second} {third}"],
            (await _storage.Audit.ReadAuditAsync(default)).Where(record => record.Action == "key.rotated").Select(record => record.Detail));
        Assert.True(File.Exists($"{DatabasePath}.receipt-key.pem.retired-{first}"));
    }

    [Fact]
    public async Task VerifyAsync_ClosedSurveyTouched_RootDiffers()
    {
        await _storage.Closings.CloseAsync("2026", new SurveyScope { PackId = "kiosk-9" }, default);
        await _storage.Ballots.AppendAsync([SampleBallots.Draft(1_000)], false, default);

        Tamper("delete from late_ballot");
        Assert.Equal(ProblemCodes.LateCounted, Assert.Single((await VerifyAsync()).Problems).Code);
        Tamper("insert into late_ballot values (61, 1), (5, 1)");
        IReadOnlyList<Problem> problems = (await VerifyAsync()).Problems;
        Assert.Equal([ProblemCodes.LateUnproved, ProblemCodes.RootDiffers], problems.Select(problem => problem.Code));
        Assert.StartsWith("sequence 5,", problems[0].Place, StringComparison.Ordinal);
        Assert.Equal("2026", problems[1].Place);
    }

    [Theory]
    [InlineData("insert into late_ballot values (5, 1)", ProblemCodes.LateUnproved)]
    [InlineData("insert into survey_closing (closing_id, name, pack, last_sequence, ballots, root, closed_at) values (1, '2025', "
        + "'bnv-2640-2017', 60, 0, x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '2026-01-01T00:00:00.000Z')",
        ProblemCodes.ClosingChanged)]
    [InlineData("update audit set detail = 'x' where action = 'key.added'", ProblemCodes.KeyChanged)]
    [InlineData("delete from audit where action = 'key.added'; delete from receipt_key", ProblemCodes.ReceiptKeyUnknown)]
    public async Task VerifyAsync_WhatStandsBesideTheBallotsPutThereBySql_IsNamed(string sql, string code)
    {
        Tamper(sql);

        Assert.Equal(code, (await VerifyAsync()).Problems[0].Code);
    }

    [Fact]
    public async Task VerifyAsync_ClosingRemovedOrRenamed_IsNamedByWhatTheAuditLogNoted()
    {
        await _storage.Closings.CloseAsync("2026", new SurveyScope { PackId = "bnv-2640-2017" }, default);

        Tamper("update survey_closing set name = '2027'");
        Assert.Equal([(ProblemCodes.ClosingChanged, "2027"), (ProblemCodes.ClosingChanged, "2026")],
            (await VerifyAsync()).Problems.Select(problem => (problem.Code, problem.Place!)));
        Tamper("delete from survey_closing");
        Assert.Equal([(ProblemCodes.ClosingChanged, "2026")],
            (await VerifyAsync()).Problems.Select(problem => (problem.Code, problem.Place!)));
    }

    [Fact]
    public async Task VerifyAsync_NotesOfAllBallotsChanged_NamesEach()
    {
        Tamper("update ballot set channel = 3");

        VerificationReport report = await VerifyAsync();

        Assert.Equal(Count, report.FaultCount);
        Assert.Equal(Enumerable.Range(1, Count).Select(i => $"sequence {i}"),
            report.Problems.Select(problem => problem.Place!.Split(',')[0]));
        Assert.All(report.Problems,
            problem => Assert.Contains(problem.Code, (string[])[ProblemCodes.ChainBroken, ProblemCodes.NoteChanged]));
    }

    [Fact]
    public async Task VerifyAsync_NoteChangedAndItsChainRecomputed_ShowsAgainstTheAnchor()
    {
        using (SqliteConnection connection = Connect())
        {
            Loosen(connection);
            connection.Execute("update ballot set sent_by = 'tablet-9' where sequence = 31");
            byte[] link = UnitChain.Start("Q01");
            foreach (StoredBallot ballot in (await StoredAsync()).Where(ballot => ballot.UnitCode == "Q01"))
            {
                link = UnitChain.Next(link, ballot.ContentHash.Span, CanonicalNote.Hash(ballot));
                connection.Execute("update ballot set chain_hash = @link where sequence = @Sequence", new { link, ballot.Sequence });
            }
        }

        Assert.Empty((await VerifyAsync()).Problems);
        Problem only = Assert.Single((await VerifyAsync(_anchor)).Problems);
        Assert.Equal(ProblemCodes.AnchorDiffers, only.Code);
        Assert.StartsWith("unit Q01,", only.Place, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delete from ballot_correction", ProblemCodes.ContentChanged)]
    [InlineData("update ballot_correction set replaced_id = zeroblob(16)", ProblemCodes.ContentChanged)]
    [InlineData("update ballot_correction set replaced = 5", ProblemCodes.CorrectionUnproved)]
    [InlineData("update ballot_correction set original = 5", ProblemCodes.CorrectionUnproved)]
    [InlineData("update ballot_correction set reason = 'y'", ProblemCodes.NoteChanged)]
    [InlineData("update ballot_correction set brought_by = 'Hoa'", ProblemCodes.NoteChanged)]
    [InlineData("update ballot_correction set reviewed_by = ''", ProblemCodes.NoteChanged)]
    [InlineData("insert into ballot_correction values (61, 5, (select ballot_id from ballot where sequence = 5), 5, 'x', 'a', 'b')",
        ProblemCodes.ContentChanged)]
    [InlineData("update ballot set answers = '111111111' where sequence = 62", ProblemCodes.ContentChanged)]
    public async Task VerifyAsync_CorrectionTouched_IsNamed(string sql, string code)
    {
        Ballot sheet = SampleBallots.Ballot(1_000).WithHeader(header => header with
        {
            Id = SampleBallots.Numbers.ToId("kiosk-9", "S01", "1"),
            Mode = CollectionMode.Paper
        });
        Ballot right = sheet.Replacement() with { Codes = SampleBallots.Ballot(1_001).Codes };
        await _storage.Ballots.AppendAsync(
            [PendingBallot.Of(sheet, SampleBallots.Noon) with { Channel = CollectionChannel.Officer }], false,
            default);
        await _storage.Ballots.AppendAsync(
            [PendingBallot.Of(right, SampleBallots.Noon) with { Channel = CollectionChannel.Officer,
                Correction = new BallotCorrection("x", "Lan", "Minh") }], false, default);
        Assert.Empty((await VerifyAsync()).Problems);

        Tamper(sql);

        Assert.Contains(code, (await VerifyAsync()).Problems.Select(problem => problem.Code));
    }

    [Theory]
    [InlineData("update ballot_value set value = 'xấu' where sequence = 62", ProblemCodes.ValueChanged)]
    [InlineData("update ballot_value set salt = zeroblob(16) where sequence = 62", ProblemCodes.ValueChanged)]
    [InlineData("update ballot_value set commitment = zeroblob(32) where sequence = 62", ProblemCodes.ContentChanged)]
    [InlineData("update ballot_value set commitment = zeroblob(32), salt = null, value = null where sequence = 62",
        ProblemCodes.ContentChanged)]
    [InlineData("delete from ballot_value where sequence = 62", ProblemCodes.ContentChanged)]
    [InlineData("update ballot_value set sequence = 61 where sequence = 62", ProblemCodes.ContentChanged)]
    [InlineData("update ballot_value set number = 3 where sequence = 62", ProblemCodes.ContentChanged)]
    [InlineData("delete from questionnaire_question where code = 'O'", ProblemCodes.ContentChanged)]
    [InlineData("update ballot_value set value = null where sequence = 62", ProblemCodes.ValueChanged)]
    public async Task VerifyAsync_ValueTouched_IsNamed(string sql, string code)
    {
        await _storage.Ballots.AppendAsync(
            [SampleBallots.Draft(1_000),
                PendingBallot.Of(SampleBallots.ValueBallot(1_001, ("O", "tốt")), SampleBallots.Noon, _storage.Ballots.Sealer)], false,
                    default);
        Assert.Empty((await VerifyAsync()).Problems);

        Tamper($"pragma ignore_check_constraints = on; {sql}");

        Assert.Equal(code, (await VerifyAsync()).Problems[0].Code);
    }

    [Theory]
    [InlineData("taken", "taken 2026-01-01T00:00:00.000Z")]
    [InlineData("ballots", "ballots 50")]
    [InlineData("unit Q01", "unit Q01 20 00")]
    public async Task VerifyAsync_AnchorEdited_IsNotBelieved(string line, string instead)
    {
        Anchor edited = Anchor.Read(
            string.Join('\n', _anchor.Write().Split('\n')
                .Select(text => text.StartsWith(line, StringComparison.Ordinal) ? instead : text)));

        Assert.Equal(ProblemCodes.AnchorUnsigned, (await VerifyAsync(edited)).Problems[0].Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sipas-anchor/1\n")]
    [InlineData("sipas-anchor/2\ntaken yesterday\n")]
    [InlineData("sipas-anchor/2\ntaken 2026-11-21T12:00:00.000+07:00\nballots many\n")]
    [InlineData("sipas-anchor/2\ntaken 2026-11-21T12:00:00.000+07:00\nballots 1\nroot 00\naudit 0 00\nspent 0\nunit S01\nsigned a b\n")]
    [InlineData("sipas-anchor/2\ntaken 2026-11-21T12:00:00.000+07:00\nballots 1\nroot 00\naudit 0\nspent 0\nsigned a b\n")]
    [InlineData("sipas-anchor/2\ntaken 2026-11-21T12:00:00.000+07:00\nballots 1\nroot 00\naudit 0 00\nspent 0\nclosing 2026\nsigned a b\n")]
    [InlineData("sipas-anchor/2\ntaken 2026-11-21T12:00:00.000+07:00\nballots 1\nroot 00\n")]
    public void Read_NoAnchor_IsRefusedByItsLine(string text)
    {
        SipasException error = Assert.Throws<SipasException>(() => Anchor.Read(text));

        Assert.Equal(ProblemCodes.AnchorUnreadable, Assert.Single(error.Problems).Code);
    }

    [Theory]
    [InlineData("update audit set detail = ''")]
    [InlineData("delete from audit")]
    [InlineData("update survey_closing set ballots = 0")]
    [InlineData("delete from survey_closing")]
    [InlineData("delete from late_ballot")]
    public async Task Proof_ChangedBySqlWithItsTriggers_IsRefused(string sql)
    {
        await _storage.Closings.CloseAsync("2026", new SurveyScope { PackId = "kiosk-9" }, default);
        await _storage.Ballots.AppendAsync([SampleBallots.Draft(1_000)], false, default);
        using SqliteConnection connection = Connect();

        Assert.Contains("never", Assert.Throws<SqliteException>(() => connection.Execute(sql)).Message, StringComparison.Ordinal);
    }

    // On the index rests that no ballot is kept twice; the quick check does not look into it.
    [Fact]
    public async Task VerifyAsync_UniqueIndexDamaged_IsAFaultOfItsOwn()
    {
        DamageIndex(SampleBallots.Id(31));

        using (SqliteConnection connection = Connect())
        {
            Assert.Equal("ok", connection.ExecuteScalar<string>("pragma quick_check"));
        }

        IReadOnlyList<Problem> problems = (await VerifyAsync(_anchor)).Problems;
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.Equal((ProblemCodes.DatabaseUnsound, DatabasePath), (problem.Code, problem.Place)));
        Assert.Contains("sqlite_autoindex_ballot_1", string.Concat(problems.Select(problem => problem.Value)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ballot")]
    [InlineData("audit")]
    [InlineData("survey_design")]
    public async Task VerifyAsync_PageOfATableOverwritten_IsTold(string table)
    {
        (long page, int size) = PageOf(table);
        Write(page * size, new byte[size]);

        IReadOnlyList<Problem> problems = (await VerifyAsync()).Problems;

        Assert.Contains(problems, problem => problem.Code is ProblemCodes.DatabaseUnsound or ProblemCodes.DatabaseDamaged);
    }

    private void DamageIndex(Guid id)
    {
        (long page, int size) = PageOf("sqlite_autoindex_ballot_1");
        byte[] whole = File.ReadAllBytes(DatabasePath);
        int at = whole.AsSpan((int)page * size, size).IndexOf(id.ToByteArray(bigEndian: true));
        Assert.True(at > 0);
        Write((page * size) + at + 15, [0x7F]);
    }

    // Number of its first page from 0, and the size of pages; all is in the file afterwards.
    private (long Page, int Size) PageOf(string name)
    {
        using SqliteConnection connection = Connect();
        connection.Execute("pragma wal_checkpoint(truncate)");
        long page = connection.ExecuteScalar<long>("select rootpage - 1 from sqlite_schema where name = @name", new { name });
        return (page, connection.ExecuteScalar<int>("pragma page_size"));
    }

    private void Write(long position, byte[] bytes)
    {
        _storage.Dispose();
        SqliteConnection.ClearAllPools();
        using (FileStream file = File.OpenWrite(DatabasePath))
        {
            file.Position = position;
            file.Write(bytes);
        }

        _storage = New();
    }

    private SqliteStorage New() => new(DatabasePath, SampleBallots.Packs, new FakeTimeProvider(SampleBallots.Noon));

    private Task<VerificationReport> VerifyAsync(Anchor? anchor = null) =>
        LogVerifier.VerifyAsync(_storage.Log, new VerificationSettings { Anchor = anchor }, null, default);

    private async Task<Anchor> AppendTenAndAnchorAsync()
    {
        await _storage.Ballots.AppendAsync([.. Enumerable.Range(101, 10).Select(i => SampleBallots.Draft(i))], false, default);
        using ReceiptSigner signer = _storage.OpenReceiptKey();
        return Anchor.Of(await VerifyAsync(), signer, SampleBallots.Noon);
    }

    private async Task<List<StoredBallot>> StoredAsync()
    {
        var stored = new List<StoredBallot>();
        await foreach (StoredBallot ballot in _storage.Log.ReadStoredAsync(0, default))
        {
            stored.Add(ballot);
        }

        return stored;
    }

    private void Tamper(string sql)
    {
        using SqliteConnection connection = Connect();
        Loosen(connection);
        Assert.True(connection.Execute(sql) > 0);
    }

    // What whoever owns the file can do in a second.
    private static void Loosen(SqliteConnection connection)
    {
        connection.Execute("pragma foreign_keys = off");
        foreach (string trigger in connection.Query<string>("select name from sqlite_schema where type = 'trigger'").ToList())
        {
            connection.Execute($"drop trigger {trigger}");
        }
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DatabasePath, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
