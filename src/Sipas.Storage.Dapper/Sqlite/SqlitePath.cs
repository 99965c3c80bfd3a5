using Microsoft.Data.Sqlite;
using Sipas.Problems;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Names of SQLite files as hosts write them.</summary>
public static class SqlitePath
{
    /// <summary>The full path of a database file.</summary>
    /// <param name="text">A path, or a connection string with <c>Data Source</c> and nothing else.</param>
    /// <param name="rootPath">The folder from which a relative path counts: full; the working directory when null.</param>
    /// <exception cref="SipasException">A text with <c>=</c> that is no such connection string, or one that names no file (<c>CFG0100</c>); of its values none is repeated.</exception>
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

        // Whatever else it says would be passed over without a word.
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
