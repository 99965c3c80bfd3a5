using Dapper;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper;
using Sipas.Storage.Dapper.Options;
using Sipas.Units;

namespace Sipas.Storage.PostgreSql;

/// <summary>Ballots that lie on three servers: what <see cref="ThreeServersStorageTests"/> does not ask.</summary>
[NeedsPostgreSql]
[Collection(ThreeServerTests.Name)]
public sealed class ThreeServersTests(ThreeServers servers) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private string _coordinator = "";
    private string[] _parts = [];

    private PostgreSqlStorage Storage { get; set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgreSqlServer.Missing is null)
        {
            (_coordinator, _parts) = await servers.NewStoreAsync();
            Storage = new PostgreSqlStorage(
                _coordinator, SampleBallots.Packs, new FakeTimeProvider(SampleBallots.Noon),
                new SqlStorageOptions { ReceiptKeyPath = _folder.File("key.pem") });
            await Storage.OpenAsync(default);
            await Storage.Units.SaveAsync(SampleBallots.Units, default);
        }
    }

    public async Task DisposeAsync()
    {
        Storage?.Dispose();
        _folder.Dispose();
        await servers.DropAsync(_coordinator, _parts);
    }

    [StorageFact]
    public async Task AppendAsync_ManyUnits_LieOnAllThreeServersEachWhole()
    {
        OrganisationUnit[] units = [.. Enumerable.Range(1, 30)
            .Select(i => new OrganisationUnit { Code = $"U{i}", Name = new LocalizedText("Đơn vị", "Unit"), Block = "communes" })];
        await Storage.Units.SaveAsync(units, default);
        await Storage.Ballots.AppendAsync(
            [.. Enumerable.Range(1, 600).Select(i => SampleBallots.Draft(i, units[i % 30].Code))], false, default);

        var stored = new List<(int Unit, long Count)>();
        foreach (string part in _parts)
        {
            await using var connection = new NpgsqlConnection(part);
            (int, long)[] own = [.. await connection.QueryAsync<(int, long)>(
                "select unit_id, count(*) from sipas.ballot group by unit_id")];
            Assert.NotEmpty(own);
            stored.AddRange(own);
        }

        Assert.Equal(30, stored.Select(row => row.Unit).Distinct().Count());
        Assert.All(stored, row => Assert.Equal(20, row.Count));
    }

    [StorageFact]
    public async Task AnswerViews_EveryQuestionnaire_HoldWhatTheBallotsHold()
    {
        await using var connection = new NpgsqlConnection(_coordinator);

        await AnswerViews.AssertEqualToBallotsAsync(Storage, connection, "sipas.");
    }

    [StorageFact]
    public async Task BallotViews_WithLateAndReplacedBallots_CountWhatTheEngineCounts()
    {
        await using var connection = new NpgsqlConnection(_coordinator);

        await AnswerViews.AssertCountsEqualToScoresAsync(Storage, connection, "sipas.");
    }

    [StorageFact]
    public async Task Aggregate_ByUnit_RunsOnTheServersThatKeepTheBallots()
    {
        await Storage.Ballots.AppendAsync(
            [.. Enumerable.Range(1, 300).Select(i => SampleBallots.Draft(i, SampleBallots.Units[i % 3].Code))], false,
            default);

        // The planner sends the aggregate to the servers once they know how many ballots they keep; autovacuum tells them in the field.
        foreach (string part in _parts)
        {
            await using var own = new NpgsqlConnection(part);
            await own.ExecuteAsync("analyze sipas.ballot");
        }

        // A connection of its own: one from the pool may be older than the database's settings.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_coordinator) { Pooling = false }.ToString());
        await connection.OpenAsync();
        const string sql =
            "select unit_id, count(*), count(*) filter (where substr(answers, 1, 1) in ('4', '5')), count(*) filter (where "
            + "substr(answers, 1, 1) between '1' and '9') from sipas.ballot group by unit_id";

        string plan = string.Join('\n', await connection.QueryAsync<string>($"explain (verbose, costs off) {sql}"));
        (int Unit, long Count, long Satisfied, long Valid)[] rows = [.. await connection.QueryAsync<(int, long, long, long)>(sql)];

        Assert.Equal(3, plan.Split("Relations: Aggregate on").Length - 1);
        Assert.Equal(3, plan.Split("Foreign Scan").Length - 1);
        Assert.Equal(300, rows.Sum(row => row.Count));
        Assert.Equal(3, rows.Length);
        await foreach (CountedBallot ballot in Storage.Ballots.ReadAsync(0, default))
        {
            int unit = await connection.ExecuteScalarAsync<int>("select unit_id from sipas.unit where code = @code",
                new { code = ballot.Key.UnitCode });
            int row = Array.FindIndex(rows, known => known.Unit == unit);
            byte code = ballot.Codes.Span[0];
            rows[row] = (unit, rows[row].Count - 1, rows[row].Satisfied - (code is 4 or 5 ? 1 : 0),
                rows[row].Valid - (code is >= 1 and <= 5 ? 1 : 0));
        }

        Assert.All(rows, row => Assert.Equal((0L, 0L, 0L), (row.Count, row.Satisfied, row.Valid)));
    }

    [StorageTheory]
    [InlineData("update sipas.ballot set answers = ''")]
    [InlineData("delete from sipas.ballot")]
    public async Task Ballot_ChangedThroughTheCoordinator_IsRefused(string sql)
    {
        await Storage.Ballots.AppendAsync([SampleBallots.Draft(1)], false, default);
        await using var connection = new NpgsqlConnection(_coordinator);

        Assert.Equal(PostgresErrorCodes.RestrictViolation,
            (await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql))).SqlState);
    }
}
