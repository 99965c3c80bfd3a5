using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Sipas.Storage.Dapper.Secrecy;

/// <summary>Copies SQLite files, without their keys, and reads what they show.</summary>
internal static class SqliteThief
{
    /// <summary>Copies databases and their logs as they lie there, also while they are in use.</summary>
    /// <param name="folder">Where they lie.</param>
    /// <param name="pattern">Their names.</param>
    /// <param name="target">A folder that is made.</param>
    public static string Copy(string folder, string pattern, string target)
    {
        Directory.CreateDirectory(target);
        foreach (string file in Directory.GetFiles(folder, pattern)
            .Where(file => file.EndsWith(".db", StringComparison.Ordinal) || file.EndsWith(".db-wal", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return target;
    }

    /// <summary>What the newest of several copies shows, and what the logs of all of them do.</summary>
    public static StolenFiles FromLogs(IReadOnlyList<string> copies, string ballots, string people)
    {
        SeenCommit[] commits = [.. copies.SelectMany(copy => SqlitePages.Commits(File.ReadAllBytes(Path.Combine(copy, ballots + "-wal"))))];
        return From(Path.Combine(copies[^1], ballots), Path.Combine(copies[^1], people)) with
        {
            Commits = [.. commits.Where(commit => commit.Marks.Count > 0)
                .DistinctBy(commit => string.Join(',', commit.Marks.Select(Convert.ToHexString)))],
        };
    }

    /// <summary>What two files show.</summary>
    public static StolenFiles From(string ballots, string people)
    {
        (byte[] bytes, byte[] peopleBytes) = (Whole(ballots), Whole(people));
        using SqliteConnection connection = Connect(ballots);
        using SqliteConnection persons = Connect(people);
        string key = persons.QuerySingle<string>("select name from pragma_table_info('ticket') where pk = 1");
        return new StolenFiles
        {
            Ballots =
            [
                .. connection.Query<(byte[] Id, string Unit, string? Procedure, long Day)>(
                    "select ballot_id, u.code, procedure_code, counted_on from ballot b join unit u using (unit_id) where channel = 2 "
                    + "order by sequence")
                    .Select(row => new SeenBallot(new Guid(row.Id, bigEndian: true), row.Unit, row.Procedure, (int)row.Day)),
            ],
            Spent = SqlitePages.Keys(bytes, Root(connection, "spent_ticket")),
            Issued = [.. SqlitePages.Keys(peopleBytes, Root(persons, "ticket"))
                .Select(mark => Rows(persons, $"select * from ticket where {key} = @mark", new { mark }).Single())],
        };
    }

    /// <summary>Rows with all their values.</summary>
    public static List<SeenTicket> Rows(DbConnection connection, string sql, object? parameters = null)
    {
        var rows = new List<SeenTicket>();
        using IDataReader reader = connection.ExecuteReader(sql, parameters);
        while (reader.Read())
        {
            rows.Add(new SeenTicket(Enumerable.Range(0, reader.FieldCount).Where(i => !reader.IsDBNull(i))
                .ToDictionary(reader.GetName, reader.GetValue)));
        }

        return rows;
    }

    /// <summary>First columns of the rows of a table without rowid, in the order in which they lie in the pages.</summary>
    public static List<byte[]> KeysOf(string path, string table)
    {
        byte[] bytes = Whole(path);
        using SqliteConnection connection = Connect(path);
        return SqlitePages.Keys(bytes, Root(connection, table));
    }

    private static int Root(SqliteConnection connection, string table) =>
        connection.ExecuteScalar<int>("select rootpage from sqlite_schema where name = @table", new { table });

    // The log goes into the file of the copy, as when it is opened and closed.
    private static byte[] Whole(string path)
    {
        using (SqliteConnection connection = Connect(path))
        {
            connection.Execute("pragma wal_checkpoint(truncate)");
        }

        return File.ReadAllBytes(path);
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
