using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Sipas.Problems;
using Sipas.Cases;
using Sipas.Fieldwork;
using Sipas.Sampling;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;

namespace Sipas.Storage.Dapper.Sqlite;

public sealed class SqlitePersonalDataStorageTests : PersonalDataContract
{
    private readonly TemporaryFolder _folder = new();

    private string BallotPath => _folder.File("sipas.db");

    private string PeoplePath => _folder.File("sipas.people.db");

    public override Task DisposeAsync()
    {
        ((IDisposable)People).Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    protected override Task<IPersonalDataStorage> CreateAsync() => Task.FromResult<IPersonalDataStorage>(New(PeoplePath));

    [Fact]
    public void PathBeside_FileOfBallots_IsAnotherFileInTheSameFolder() =>
    Assert.Equal(PeoplePath, SqlitePersonalDataStorage.PathBeside(BallotPath));

    [Fact]
    public async Task OpenAsync_FileOfBallots_IsRefusedAndTheOtherWayRound()
    {
        using SqliteStorage ballots = Ballots();
        await ballots.OpenAsync(default);
        await People.OpenAsync(default);
        using SqlitePersonalDataStorage people = New(BallotPath);
        using var storage = new SqliteStorage(PeoplePath, SampleBallots.Packs, new FakeTimeProvider(SampleBallots.Noon),
            new SqlStorageOptions { ReceiptKeyPath = _folder.File("key.pem") });

        SipasException peopleInBallots = await Assert.ThrowsAsync<SipasException>(() => people.OpenAsync(default));
        SipasException ballotsInPeople = await Assert.ThrowsAsync<SipasException>(() => storage.OpenAsync(default));

        Assert.Equal([ProblemCodes.DatabaseOfOther, ProblemCodes.DatabaseOfOther],
            new[] { peopleInBallots, ballotsInPeople }.Select(error => error.Problems[0].Code));
    }

    [Fact]
    public async Task People_AndBallots_LieInTwoFilesWithoutAKeyBetweenThem()
    {
        using SqliteStorage ballots = Ballots();
        await ballots.OpenAsync(default);
        await ballots.Units.SaveAsync(SampleBallots.Units, default);
        await ballots.Ballots.AppendAsync([SampleBallots.Draft(1)], false, default);
        await People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        StoredFrame frame = await People.Frames.SaveFrameAsync("PX-2026", SamplePeople.Frame(), "Lan", default);
        await People.Samples.SaveDrawAsync(
            "PX-2026", SamplePeople.Draw(People.Frames.OpenFrame(frame), SamplePeople.Plan()), "Lan", default);

        PeopleApart.AssertNoKeyJoins(Columns(BallotPath), Columns(PeoplePath));
        Assert.DoesNotContain(SamplePeople.Phone, Bytes(BallotPath), StringComparison.Ordinal);
        Assert.Contains(SamplePeople.Phone, Bytes(PeoplePath), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(SampleBallots.Id(1).ToByteArray(bigEndian: true)),
            Convert.ToHexString(Encoding.Latin1.GetBytes(Bytes(PeoplePath))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErasePeopleAsync_TheFile_HoldsNoNameAnyMore()
    {
        await People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        await People.Frames.SaveFrameAsync("PX-2026", SamplePeople.Frame(), "Lan", default);

        await People.Frames.ErasePeopleAsync("PX-2026", default);

        using (SqliteConnection connection = Connect(PeoplePath))
        {
            connection.Execute("pragma wal_checkpoint(truncate)");
        }

        Assert.DoesNotContain(SamplePeople.Phone, Bytes(PeoplePath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cases_TheFile_HoldsNoTimeNoOrderAndAfterErasingNoContact()
    {
        for (int i = 9; i >= 1; i--)
        {
            await People.Cases.OpenCaseAsync(
                SamplePeople.Request(i), "I agree", new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 27), 100,
                default);
        }

        using (SqliteConnection connection = Connect(PeoplePath))
        {
            Assert.Equal(
                ["case_id", "code", "rated_unit", "sealed", "consent", "consent_language", "received_on", "due_on", "owner", "closed_on",
                    "outcome", "erased_on"],
                connection.Query<string>("select name from pragma_table_info('contact_case')"));
            string[] order = [.. connection.Query<string>("select case_id from contact_case")];
            Assert.Equal(order.Order(StringComparer.Ordinal), order);
            Assert.Throws<SqliteException>(() => connection.Query<long>("select rowid from contact_case").ToList());
            Assert.Equal(["20261120"], connection.Query<string>("select distinct received_on from contact_case"));
        }

        for (int i = 1; i <= 9; i++)
        {
            await People.Cases.ChangeCaseAsync(SamplePeople.Request(i).Code, 0,
                new CaseChange(CaseEntryKind.Noted, "Lan", "gọi " + SamplePeople.Phone), new DateOnly(2026, 11, 20), default);
            await People.Cases.ChangeCaseAsync(SamplePeople.Request(i).Code, 1,
                new CaseChange(CaseEntryKind.Closed, "Lan", "", CaseOutcome.Resolved), new DateOnly(2026, 11, 21), default);
        }

        Assert.Equal(9, await People.Cases.EraseCasesClosedBeforeAsync(new DateOnly(2026, 11, 22), new DateOnly(2026, 11, 23), default));

        using (SqliteConnection connection = Connect(PeoplePath))
        {
            connection.Execute("pragma wal_checkpoint(truncate)");
        }

        Assert.DoesNotContain(SamplePeople.Phone, Bytes(PeoplePath), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delete from contact_case")]
    [InlineData("update contact_case set sealed = x'00'")]
    [InlineData("update contact_case set consent = 'x'")]
    [InlineData("update contact_case set due_on = 20300101")]
    [InlineData("delete from contact_entry")]
    [InlineData("update contact_entry set sealed = x'00'")]
    [InlineData("update contact_entry set actor = 'x'")]
    public async Task Triggers_Cases_AreNotChangedByHand(string sql)
    {
        await People.Cases.OpenCaseAsync(SamplePeople.Request(1), "I agree", new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 27), 100,
            default);
        await People.Cases.ChangeCaseAsync(SamplePeople.Request(1).Code, 0, new CaseChange(CaseEntryKind.Noted, "Lan", "x1"),
            new DateOnly(2026, 11, 20), default);

        using SqliteConnection connection = Connect(PeoplePath);
        SqliteException error = Assert.Throws<SqliteException>(() => connection.Execute(sql));

        Assert.Equal(19, error.SqliteErrorCode);
    }

    [Theory]
    [InlineData("update survey_plan set plan = '{}'")]
    [InlineData("delete from survey_plan")]
    [InlineData("update frame set seal = null")]
    [InlineData("delete from frame")]
    [InlineData("update frame_row set cells = '[]'")]
    [InlineData("update draw set certificate = '{}'")]
    [InlineData("delete from sample_entry")]
    [InlineData("update sample_entry set unit_id = 'HS-X'")]
    [InlineData("update sample_entry set row_number = 3")]
    [InlineData("update field_event set recorded_on = 20200101")]
    [InlineData("delete from field_event")]
    public async Task Triggers_WhatIsStored_IsNotChangedByHand(string sql)
    {
        await People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        StoredFrame frame = await People.Frames.SaveFrameAsync("PX-2026", SamplePeople.Frame(), "Lan", default);
        await People.Frames.SealFrameAsync(frame.Id,
            FrameSeal.Of(People.Frames.OpenFrame(frame), SamplePeople.Plan().ToDrawDesign(), SampleBallots.Noon), default);
        await People.Samples.SaveDrawAsync(
            "PX-2026", SamplePeople.Draw(People.Frames.OpenFrame(frame), SamplePeople.Plan()), "Lan", default);
        await People.Field.AppendFieldLogAsync("PX-2026", 0,
            [new FieldEvent { Day = new DateOnly(2026, 11, 21), Code = "C1", Kind = FieldEventKind.Issued }], "Lan",
            default);

        using SqliteConnection connection = Connect(PeoplePath);
        SqliteException error = Assert.Throws<SqliteException>(() => connection.Execute(sql));

        Assert.Equal(19, error.SqliteErrorCode);
    }

    private static SqlitePersonalDataStorage New(string path) => new(path, new FakeTimeProvider(SampleBallots.Noon));

    private SqliteStorage Ballots() => new(BallotPath, SampleBallots.Packs, new FakeTimeProvider(SampleBallots.Noon));

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path}");
        connection.Open();
        return connection;
    }

    private static (string Table, string Column)[] Columns(string path)
    {
        using SqliteConnection connection = Connect(path);
        return [.. connection.Query<(string, string)>(
            "select m.name, c.name from sqlite_schema m join pragma_table_info(m.name) c where m.type = 'table' and m.name not like "
            + "'sqlite_%'")];
    }

    private static string Bytes(string path)
    {
        SqliteConnection.ClearAllPools();
        return string.Concat(((string[])[path, path + "-wal"]).Where(File.Exists)
            .Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
    }
}
