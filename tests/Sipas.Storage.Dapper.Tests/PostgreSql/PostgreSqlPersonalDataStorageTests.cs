using Dapper;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Sipas.Fieldwork;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Cases;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper;
using Sipas.Storage.Dapper.Options;

namespace Sipas.Storage.PostgreSql;

[NeedsPostgreSql]
[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlPersonalDataStorageTests(PostgreSqlServer server) : PersonalDataContract
{
    private readonly TemporaryFolder _folder = new();
    private string _database = "";

    public override async Task DisposeAsync()
    {
        ((IDisposable)People).Dispose();
        _folder.Dispose();
        await server.DropAsync(_database);
    }

    protected override async Task<IPersonalDataStorage> CreateAsync()
    {
        _database = await server.NewPeopleDatabaseAsync();
        return New(_database);
    }

    [StorageFact]
    public async Task People_AndBallotsInOneDatabase_LieInTwoSchemasWithoutAKeyBetweenThem()
    {
        await People.OpenAsync(default);
        using (var ballots = new PostgreSqlStorage(_database, SampleBallots.Packs, new FakeTimeProvider(SampleBallots.Noon),
            new SqlStorageOptions { ReceiptKeyPath = _folder.File("key.pem") }))
        {
            await ballots.OpenAsync(default);
        }

        await using var connection = new NpgsqlConnection(_database);
        PeopleApart.AssertNoKeyJoins([.. await ColumnsAsync(connection, "sipas")], [.. await ColumnsAsync(connection, "sipas_people")]);
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>(
            """
            select count(*) from pg_constraint c join pg_class a on a.oid = c.conrelid join pg_class b on b.oid = c.confrelid
            where c.contype = 'f' and a.relnamespace <> b.relnamespace
            """));
    }

    [StorageFact]
    public async Task Officer_WithLeastPrivileges_DoesTheWholeWalkAndNothingElse()
    {
        using (PostgreSqlPersonalDataStorage owner = New(_database))
        {
            await owner.ApplySchemaAsync(default);
        }

        await using var connection = new NpgsqlConnection(_database);
        await connection.ExecuteAsync(PostgreSqlScripts.PeopleLeastPrivilege);
        await connection.ExecuteAsync(PostgreSqlScripts.PeopleLeastPrivilege);
        string name = new NpgsqlConnectionStringBuilder(_database).Database!;
        await connection.ExecuteAsync($"create role officer_{name} login password 'officer' in role sipas_officer");
        string officer = server.ConnectionString(name, $"officer_{name}", "officer");
        using PostgreSqlPersonalDataStorage people = New(officer, prepare: false);

        await people.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        await people.Frames.SaveFrameAsync("PX-2026", SamplePeople.Frame(3), "Lan", default);
        StoredFrame frame = await people.Frames.SaveFrameAsync("PX-2026", SamplePeople.Frame(), "Lan", default);
        await people.Frames.SealFrameAsync(
            frame.Id, FrameSeal.Of(people.Frames.OpenFrame(frame), SamplePeople.Plan().ToDrawDesign(), SampleBallots.Noon),
            default);
        await people.Samples.SaveDrawAsync(
            "PX-2026", SamplePeople.Draw(people.Frames.OpenFrame(frame), SamplePeople.Plan()), "Lan", default);
        Assert.True(await people.Field.AppendFieldLogAsync("PX-2026", 0,
            [new FieldEvent { Day = new DateOnly(2026, 11, 21), Code = "C1", Kind = FieldEventKind.Issued }], "Lan", default));
        Assert.Equal(9, await people.Frames.ErasePeopleAsync("PX-2026", default));
        var day = new DateOnly(2026, 11, 20);
        Assert.Equal(
            CaseOpening.Opened, (await people.Cases.OpenCaseAsync(SamplePeople.Request(1), "I agree", day, day, 1, default)).Opening);
        await people.Cases.ChangeCaseAsync(SamplePeople.Request(1).Code, 0,
            new CaseChange(CaseEntryKind.Closed, "Lan", "x", CaseOutcome.Resolved), day, default);
        Assert.Equal(1, await people.Cases.EraseCasesClosedBeforeAsync(day.AddDays(1), day.AddDays(1), default));

        await using var other = new NpgsqlConnection(officer);
        foreach (string sql in (string[])["delete from sipas_people.draw", "update sipas_people.frame set name = 'x'",
            "update sipas_people.field_event set recorded_on = 20200101", "delete from sipas_people.contact_case",
            "update sipas_people.contact_case set due_on = 1", "create table sipas_people.mine (x integer)"])
        {
            PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => other.ExecuteAsync(sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
        }
    }

    [StorageFact]
    public async Task OpenAsync_PreparingSwitchedOffAndNoSchema_SaysWhatToRun()
    {
        // Without a schema, which is what is tested.
        string empty = await server.NewDatabaseAsync();
        using PostgreSqlPersonalDataStorage people = New(empty, prepare: false);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => people.OpenAsync(default));

        Assert.Equal(ProblemCodes.SchemaOutdated, Assert.Single(error.Problems).Code);
        await server.DropAsync(empty);
    }

    private PostgreSqlPersonalDataStorage New(string connectionString, bool prepare = true) =>
        new(connectionString, new FakeTimeProvider(SampleBallots.Noon),
            new SqlStorageOptions { PrepareSchema = prepare, TicketKeyPath = _folder.File("tickets.key") });

    private static async Task<IEnumerable<(string, string)>> ColumnsAsync(NpgsqlConnection connection, string schema) =>
        await connection.QueryAsync<(string, string)>(
            "select c.table_name, c.column_name from information_schema.columns c join information_schema.tables t using (table_schema, "
            + "table_name) where c.table_schema = @schema and t.table_type = 'BASE TABLE'", new { schema });
}
