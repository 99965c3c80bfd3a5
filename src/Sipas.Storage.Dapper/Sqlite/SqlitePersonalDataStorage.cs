using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Common;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Stores personal data in a separate SQLite file.</summary>
public sealed class SqlitePersonalDataStorage : SqlPersonalDataStorage
{
    private readonly SqliteDatabase _database;

    /// <summary>Creates the storage; the file is first accessed by <see cref="SqlPersonalDataStorage.OpenAsync"/>.</summary>
    /// <param name="path">Path of the file: see <see cref="PathBeside"/>.</param>
    /// <param name="clock">Server time.</param>
    /// <param name="options">Further options of the host; optional.</param>
    public SqlitePersonalDataStorage(string path, TimeProvider clock, SqlStorageOptions? options = null)
        : base(clock, options ??= new SqlStorageOptions())
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _database = new SqliteDatabase(SqlitePath.Resolve(path, options.RootPath), options, SqliteDatabaseKind.People);
    }

    /// <inheritdoc/>
    public override string Name => "SQLite";

    private protected override string Place => _database.Path;

    private protected override string TicketKeyPath =>
        Options.TicketKeyPath is { } path ? Options.Resolve(path) : _database.Path + ".ticket-key";

    /// <summary>Gets the personal-data file that belongs to a file of ballots: <c>sipas.people.db</c> next to
    /// <c>sipas.db</c>.</summary>
    /// <param name="ballots">Path of the file of ballots.</param>
    public static string PathBeside(string ballots)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ballots);
        return Path.ChangeExtension(ballots, ".people" + Path.GetExtension(ballots));
    }

    /// <inheritdoc/>
    public override async Task<SchemaStatus> CheckSchemaAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await _database.CheckAsync().ConfigureAwait(false);
    }

    // Erased data is overwritten in the file, not only unlinked.
    private protected override DbConnection Connect()
    {
        SqliteConnection connection = _database.Connect();
        if (!Options.ReadOnly)
        {
            connection.Execute("pragma secure_delete = on");
        }

        return connection;
    }

    private protected override Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Connect());
    }

    private protected override Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(_database.Begin((SqliteConnection)connection));

    private protected override void Committed(DbConnection connection) => _database.Committed((SqliteConnection)connection);

    private protected override async Task PrepareAsync(bool apply, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await (apply ? _database.InstallAsync(Stamp(Clock.GetUtcNow())) : _database.RequireAsync()).ConfigureAwait(false);
    }

    private protected override async Task<bool> HasTableAsync(DbConnection connection, string table) =>
        await connection.ExecuteScalarAsync<long>("select count(*) from sqlite_schema where type = 'table' and name = @table",
            new { table }).ConfigureAwait(false) > 0;

    // The log contains pages of the dropped tables until it is emptied.
    private protected override async Task RebuildAsync(DbConnection connection)
    {
        await connection.ExecuteAsync("vacuum").ConfigureAwait(false);
        await connection.ExecuteAsync("pragma wal_checkpoint(truncate)").ConfigureAwait(false);
    }

    private protected override void RequireUnchanged() => _database.RequireUnchanged();

    private protected override Exception Explain(DbException error, bool committing) =>
        _database.Explain((SqliteException)error, committing);

    private protected override object Stamp(DateTimeOffset time) => Iso8601.Write(time);

    private protected override Task<long> InsertFrameRowsAsync(
        DbConnection connection, DbTransaction transaction, long frameId, IEnumerable<(long Number, string Cells)> rows,
        CancellationToken cancellationToken)
    {
        using SqliteCommand command = ((SqliteConnection)connection).CreateCommand();
        command.Transaction = (SqliteTransaction)transaction;
        command.CommandText = "insert into frame_row (frame_id, number, cells) values ($frame, $number, $cells)";
        command.Parameters.AddWithValue("$frame", frameId);
        SqliteParameter number = command.Parameters.Add("$number", SqliteType.Integer);
        SqliteParameter cells = command.Parameters.Add("$cells", SqliteType.Text);
        long count = 0;
        foreach ((long row, string text) in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (number.Value, cells.Value) = (row, text);
            command.ExecuteNonQuery();
            count++;
        }

        return Task.FromResult(count);
    }
}
