using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>A prepared statement that values are bound to by number, for what is done once a ballot: ADO.NET looks each parameter up by name every time.</summary>
/// <remarks>Only inside a transaction that holds the writer's place: it does not wait for others.</remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <exception cref="SqliteException">The SQL is not understood.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>Binds a value.</summary>
    /// <param name="index">Number of the parameter, from 1.</param>
    /// <param name="value">A whole number, a text, bytes or null.</param>
    public void Bind(int index, object? value) => Check(value switch
    {
        null => raw.sqlite3_bind_null(_statement, index),
        long number => raw.sqlite3_bind_int64(_statement, index, number),
        int number => raw.sqlite3_bind_int(_statement, index, number),
        short number => raw.sqlite3_bind_int(_statement, index, number),
        string text => raw.sqlite3_bind_text(_statement, index, text),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, index, bytes),
        _ => throw new ArgumentException($"A column cannot hold a {value.GetType()}.", nameof(value)),
    });

    /// <summary>Runs the statement from its beginning.</summary>
    /// <returns>Whether it gave a row.</returns>
    /// <exception cref="SqliteException">The database refused it.</exception>
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

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
