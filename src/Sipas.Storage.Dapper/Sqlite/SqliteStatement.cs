using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>A prepared statement to which values are bound by number, for statements executed once per ballot: ADO.NET
/// looks up each parameter by name every time.</summary>
/// <remarks>Only inside a transaction that holds the writer lock: it does not wait for others.</remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <exception cref="SqliteException">The SQL is invalid.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>Binds a whole number.</summary>
    /// <param name="index">Number of the parameter, from 1.</param>
    /// <param name="value">The number.</param>
    public void Bind(int index, long value) => Check(raw.sqlite3_bind_int64(_statement, index, value));

    /// <summary>Binds a text.</summary>
    /// <param name="index">Number of the parameter, from 1.</param>
    /// <param name="value">The text; null for NULL.</param>
    public void Bind(int index, string? value)
    {
        if (value is null)
        {
            BindNull(index);
            return;
        }

        if (value.Length == 0)
        {
            // An empty span would bind NULL.
            Check(raw.sqlite3_bind_text(_statement, index, value));
            return;
        }

        Span<byte> utf8 = value.Length <= 128 ? stackalloc byte[3 * 128] : new byte[Encoding.UTF8.GetMaxByteCount(value.Length)];
        Check(raw.sqlite3_bind_text(_statement, index, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
    }

    /// <summary>Binds bytes.</summary>
    /// <param name="index">Number of the parameter, from 1.</param>
    /// <param name="value">The bytes.</param>
    public void Bind(int index, ReadOnlySpan<byte> value) =>
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, value));

    /// <summary>Binds NULL.</summary>
    /// <param name="index">Number of the parameter, from 1.</param>
    public void BindNull(int index) => Check(raw.sqlite3_bind_null(_statement, index));

    /// <summary>Runs the statement from the start.</summary>
    /// <returns>Whether it returned a row.</returns>
    /// <exception cref="SqliteException">The database reported an error.</exception>
    public bool Run()
    {
        int result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(result);
        }

        Check(raw.sqlite3_reset(_statement));
        return result == raw.SQLITE_ROW;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }
}
