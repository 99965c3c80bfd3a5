using Microsoft.Data.Sqlite;
using Sipas.Problems;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Paths of SQLite files as hosts specify them.</summary>
internal static class SqlitePath
{
    /// <summary>Gets the full path of a database file.</summary>
    /// <param name="text">A path, or a connection string that contains only <c>Data Source</c>.</param>
    /// <param name="rootPath">The full path of the folder against which a relative path is resolved; the working
    /// directory when null.</param>
    /// <exception cref="SipasException">
    /// A text with <c>=</c> that is not such a connection string, or contains no file (<c>CFG0100</c>); the message
    /// repeats none of its values.
    /// </exception>
    public static string Resolve(string text, string? rootPath = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        string path = text.Contains('=', StringComparison.Ordinal) ? DataSource(text) : text;
        return path == ":memory:" || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            ? throw Refused(path)
            : Path.GetFullPath(path, rootPath ?? Directory.GetCurrentDirectory());
    }

    private static string DataSource(string text)
    {
        SqliteConnectionStringBuilder settings;
        try
        {
            settings = new SqliteConnectionStringBuilder(text);
        }
        catch (ArgumentException)
        {
            throw Refused(text[..text.IndexOf('=', StringComparison.Ordinal)]);
        }

        // Other settings would be silently ignored.
        foreach (string key in new System.Data.Common.DbConnectionStringBuilder { ConnectionString = text }.Keys)
        {
            if (key.ToLowerInvariant() is not ("data source" or "datasource" or "filename"))
            {
                throw Refused(key);
            }
        }

        return settings.DataSource.Length > 0 ? settings.DataSource : throw Refused("Data Source");
    }

    private static SipasException Refused(string value) =>
        new(new Problem(ProblemCodes.DatabasePath, "SQLite", value, "data/sipas.db, Data Source=data/sipas.db"));
}
