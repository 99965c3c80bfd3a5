using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Storage.Dapper.Dialects;

namespace Sipas.Storage.Dapper.Sessions;

/// <summary>Queries whose rows are read by column number, and values that may have been modified.</summary>
internal static class SqlRows
{
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(
        DbConnection connection, DbTransaction? transaction, string sql, Func<DbDataReader, T> read, object? parameters = null)
    {
        var rows = new List<T>();
        DbDataReader reader = await connection.ExecuteReaderAsync(sql, parameters, transaction).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                rows.Add(read(reader));
            }
        }

        return rows;
    }

    public static Task<IReadOnlyList<T>> RowsAsync<T>(DbConnection connection, string sql, object? parameters, Func<DbDataReader,
        T> read) =>
        QueryAsync(connection, null, sql, read, parameters);

    public static string? TextOrNull(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    // SQLite stores eight bytes in every column: a value truncated to four may equal the original.
    public static int Small(DbDataReader reader, int ordinal) =>
        reader.GetInt64(ordinal) is >= int.MinValue and <= int.MaxValue and long number ? (int)number : int.MinValue;

    // Every time is stored with millisecond precision; a finer one was modified.
    public static DateTimeOffset Whole(DateTimeOffset time) => time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? time : default;

    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // A value that is not a day was modified: it then shows as changed.
    public static DateOnly? ReadDay(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal)
        ? null
        : DateOnly.TryParseExact(
            reader.GetString(ordinal), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : DateOnly.MinValue;

    public static DateTimeOffset? TimeOrNull(this SqlDialect dialect, DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : dialect.ReadTime(reader, ordinal);

    public static DateTimeOffset? StampOrNull(this SqlDialect dialect, DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : dialect.ReadStamp(reader, ordinal);
}
