using System.Data.Common;
using Sipas.Storage.Dapper.Rows;

namespace Sipas.Storage.Dapper.Dialects;

/// <summary>An insert that is prepared once and executed per row; the values of a row are received in the order of the columns.</summary>
internal sealed class PreparedInsert : IBallotRowWriter, IAsyncDisposable
{
    private readonly SqlDialect _dialect;
    private readonly DbCommand _command;
    private int _next;
    private bool _isPrepared;

    /// <param name="dialect">Converts ids and times.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction of the writer.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns.</param>
    public PreparedInsert(SqlDialect dialect, DbConnection connection, DbTransaction transaction, string table,
        IReadOnlyList<string> columns)
    {
        _dialect = dialect;
        _command = connection.CreateCommand();
        _command.Transaction = transaction;
        _command.CommandText =
            $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(column => $"@{column}"))})";
        foreach (string column in columns)
        {
            DbParameter parameter = _command.CreateParameter();
            parameter.ParameterName = "@" + column;
            _command.Parameters.Add(parameter);
        }
    }

    public void Number64(long value) => Set(value);

    public void Number64OrNull(long? value) => Set(value);

    public void Number32(int value) => Set(value);

    public void Number16(short value) => Set(value);

    public void Text(string? value) => Set(value);

    public void Bytes(byte[] value) => Set(value);

    public void BytesOrNull(byte[]? value) => Set(value);

    public void Id(Guid value) => Set(_dialect.IdValue(value));

    public void Time(DateTimeOffset value) => Set(_dialect.TimeValue(value));

    /// <summary>Inserts the row whose values were received.</summary>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        _next = 0;
        if (!_isPrepared)
        {
            await _command.PrepareAsync(cancellationToken).ConfigureAwait(false);
            _isPrepared = true;
        }

        await _command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _command.DisposeAsync();

    private void Set(object? value) => _command.Parameters[_next++].Value = value ?? DBNull.Value;
}
