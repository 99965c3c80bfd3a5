using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Storage.PostgreSql;

namespace Sipas.Storage.Dapper;

/// <summary>What the databases say of a disk that fails and of data that are damaged, in our words.</summary>
public sealed class StoreErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // SQLITE_IOERR and some that extend it: READ, SHORT_READ, FSYNC, SHMMAP, CORRUPTFS.
    [Theory]
    [InlineData(10)]
    [InlineData(266)]
    [InlineData(522)]
    [InlineData(1034)]
    [InlineData(5386)]
    [InlineData(8458)]
    public void Explain_SqliteDiskError_IsAStoreThatFailsUnlessItWasCommitting(int code)
    {
        SqliteDatabase database = Database();
        foreach (SqliteException error in (SqliteException[])[new("disk I/O error", 10, code), new("disk I/O error", code, code)])
        {
            Assert.Equal(StoreUnavailability.Failing, Assert.IsType<StoreUnavailableException>(database.Explain(error)).Reason);
            Assert.Same(error, database.Explain(error, committing: true));
        }
    }

    // SQLITE_CORRUPT with VTAB, SEQUENCE, INDEX; SQLITE_NOTADB.
    [Theory]
    [InlineData(11)]
    [InlineData(267)]
    [InlineData(523)]
    [InlineData(779)]
    [InlineData(26)]
    public void Explain_SqliteDamage_IsADamagedDatabase(int code)
    {
        var explained = Assert.IsType<SipasException>(Database().Explain(new SqliteException("malformed", code, code)));
        Assert.Equal(ProblemCodes.DatabaseDamaged, Assert.Single(explained.Problems).Code);
    }

    [Theory]
    [InlineData("58030")]
    [InlineData("58000")]
    [InlineData("58P01")]
    public void Explain_PostgreSqlSystemError_IsAStoreThatFailsUnlessItWasCommitting(string state)
    {
        var errors = new PostgreSqlErrors("server", problem => new SipasException(problem));
        var error = new PostgresException("could not read block", "ERROR", "ERROR", state);

        Assert.Equal(StoreUnavailability.Failing,
            Assert.IsType<StoreUnavailableException>(errors.Explain(error, committing: false, isOpen: false)).Reason);
        Assert.Same(error, errors.Explain(error, committing: true, isOpen: false));
    }

    [Theory]
    [InlineData("XX001")]
    [InlineData("XX002")]
    public void Explain_PostgreSqlDamage_IsADamagedDatabase(string state)
    {
        var explained = Assert.IsType<SipasException>(new PostgreSqlErrors("server", problem => new SipasException(problem))
            .Explain(new PostgresException("invalid page", "ERROR", "ERROR", state), committing: false, isOpen: false));
        Assert.Equal(ProblemCodes.DatabaseDamaged, Assert.Single(explained.Problems).Code);
    }

    [Fact]
    public async Task OpenFrame_RowsInDamagedPages_AreToldInOurWordsWhileTheyAreRead()
    {
        string path = _folder.File("sipas.people.db");
        using var people = new SqlitePersonalDataStorage(path, new FakeTimeProvider(SampleBallots.Noon));
        await people.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        StoredFrame frame = await people.Frames.SaveFrameAsync("PX-2026", SamplePeople.Frame(4000), "Lan", default);
        using (var connection = new SqliteConnection($"Data Source={path}"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "pragma wal_checkpoint(truncate)";
            command.ExecuteNonQuery();
        }

        SqliteConnection.ClearAllPools();
        using (FileStream file = File.OpenWrite(path))
        {
            file.Position = file.Length / 2;
            file.Write(new byte[(int)(file.Length - file.Position)]);
        }

        SipasException error = Assert.Throws<SipasException>(() => people.Frames.OpenFrame(frame).ReadRows().Count());
        Assert.Equal(ProblemCodes.DatabaseDamaged, Assert.Single(error.Problems).Code);
    }

    private SqliteDatabase Database() => new(_folder.File("sipas.db"), new SqlStorageOptions { BusyTimeout = TimeSpan.FromSeconds(1) });
}
