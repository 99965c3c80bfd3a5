using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Problems;

namespace Sipas.Storage.Dapper.Schema;

/// <summary>Applies schema scripts in order, or reports which are missing; rejects a schema newer than this library, and one of the
/// versions before the first release.</summary>
/// <param name="scripts">The scripts, from version 1 without gaps.</param>
/// <param name="place">Location of the data, for messages.</param>
/// <param name="tableNamesSql">Lists the names of the tables.</param>
/// <param name="viewNamesSql">Lists the names of the views.</param>
/// <param name="prefix">The schema with a dot, or empty.</param>
internal sealed class SchemaInstaller(IReadOnlyList<SchemaScript> scripts, string place, string tableNamesSql, string viewNamesSql,
    string prefix)
{
    /// <summary>The name of the series of scripts. Versions count within a series: the schemas before the first release had other
    /// scripts with the same numbers, and no name.</summary>
    public const string Series = "sipas-1";

    /// <summary>The schema's status when its version is known.</summary>
    public SchemaStatus Status(int version) => new(version, scripts[^1].Version);

    /// <summary>Reads the version of the schema; 0 when there is none. Changes nothing.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The caller's transaction; null for none.</param>
    /// <exception cref="SipasException">The schema is one of the versions before the first release (<c>STO0131</c>), or of a later
    /// series of scripts (<c>STO0003</c>).</exception>
    public async Task<int> ReadVersionAsync(DbConnection connection, DbTransaction? transaction)
    {
        IEnumerable<string> tables = await connection.QueryAsync<string>(tableNamesSql, transaction: transaction).ConfigureAwait(false);
        if (!tables.Contains("schema_version"))
        {
            return 0;
        }

        int version = 0;
        string? other = null;
        DbDataReader reader = await connection.ExecuteReaderAsync($"select * from {prefix}schema_version order by version",
            transaction: transaction).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
            int series = Array.IndexOf(columns, "series");
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                version = Convert.ToInt32(reader.GetValue(Array.IndexOf(columns, "version")), CultureInfo.InvariantCulture);
                string name = series < 0 ? "" : reader.GetString(series);
                other ??= name == Series ? null : name;
            }
        }

        return other switch
        {
            null => version,
            "" => throw new SipasException(new Problem(ProblemCodes.SchemaBeforeRelease, place, Show(version))),
            _ => throw new SipasException(
                new Problem(ProblemCodes.SchemaTooNew, place, $"{other}/{Show(version)}", $"{Series}/{Show(scripts[^1].Version)}")),
        };
    }

    /// <summary>Applies missing scripts within the caller's transaction.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The caller's transaction; no other process may prepare the schema at the same time.</param>
    /// <param name="version">The current version of the schema; 0 when there is none.</param>
    /// <param name="now">The time of application in the dialect's format.</param>
    /// <exception cref="SipasException">The schema is newer (<c>STO0003</c>).</exception>
    public async Task ApplyAsync(DbConnection connection, DbTransaction? transaction, int version, object now)
    {
        RefuseNewer(version);

        // Views of questionnaires, whose names no script contains, depend on tables that a script may change; they are
        // created again when the store is opened.
        if (Status(version).State == SchemaState.Outdated)
        {
            foreach (string view in (await connection.QueryAsync<string>(viewNamesSql, transaction: transaction).ConfigureAwait(false))
                .Where(view => view.StartsWith(AnswerView.Prefix, StringComparison.Ordinal)).ToArray())
            {
                await connection.ExecuteAsync($"drop view {prefix}{view}", transaction: transaction).ConfigureAwait(false);
            }
        }

        foreach (SchemaScript script in scripts.Skip(version))
        {
            await RunAsync(connection, transaction, script.Sql).ConfigureAwait(false);
            await connection.ExecuteAsync(
                $"insert into {prefix}schema_version (version, applied_at, series) values (@Version, @now, @Series)",
                new { script.Version, now, Series }, transaction).ConfigureAwait(false);
        }
    }

    /// <summary>Rejects a schema that does not have exactly the version that this library requires.</summary>
    /// <exception cref="SipasException">The schema is newer (<c>STO0003</c>), or missing or outdated (<c>STO0008</c>).</exception>
    public void Require(int version)
    {
        RefuseNewer(version);
        if (Status(version).State != SchemaState.Current)
        {
            throw new SipasException(new Problem(ProblemCodes.SchemaOutdated, place, Show(version), Show(scripts[^1].Version)));
        }
    }

    // Every statement is stepped to: ExecuteNonQuery of Microsoft.Data.Sqlite ignores the errors of statements after one that has
    // columns, and ALTER TABLE … ADD COLUMN of a strict table has some.
    private static async Task RunAsync(DbConnection connection, DbTransaction? transaction, string sql)
    {
        DbDataReader reader = await connection.ExecuteReaderAsync(sql, transaction: transaction).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.NextResultAsync().ConfigureAwait(false))
            {
            }
        }
    }

    private void RefuseNewer(int version)
    {
        if (Status(version).State == SchemaState.Newer)
        {
            throw new SipasException(new Problem(ProblemCodes.SchemaTooNew, place, Show(version), Show(scripts[^1].Version)));
        }
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
