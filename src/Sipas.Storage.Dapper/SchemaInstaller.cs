using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Problems;

namespace Sipas.Storage.Dapper;

/// <summary>Applies schema scripts in order, or reports which are missing; rejects a schema newer than this library.</summary>
/// <param name="scripts">The scripts, from version 1 without gaps.</param>
/// <param name="place">Location of the data, for messages.</param>
/// <param name="tableNamesSql">Lists the names of the tables.</param>
/// <param name="viewNamesSql">Lists the names of the views.</param>
/// <param name="prefix">The schema with a dot, or empty.</param>
internal sealed class SchemaInstaller(IReadOnlyList<SchemaScript> scripts, string place, string tableNamesSql, string viewNamesSql,
    string prefix)
{
    /// <summary>The schema's status when its version is known.</summary>
    public SchemaStatus Status(int version) => new(version, scripts[^1].Version);

    /// <summary>Applies missing scripts within the caller's transaction.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The caller's transaction; no other process may prepare the schema at the same time.</param>
    /// <param name="version">The current version of the schema; 0 when there is none.</param>
    /// <param name="now">The time of application in the dialect's format.</param>
    /// <exception cref="SipasException">The schema is newer (<c>STO0003</c>), or has spent tickets or keyed sheets of
    /// an earlier version (<c>TKT0022</c>).</exception>
    public async Task ApplyAsync(DbConnection connection, DbTransaction? transaction, int version, object now)
    {
        RefuseNewer(version);
        await RefuseFormerMarksAsync(connection, transaction, version).ConfigureAwait(false);

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
            await connection.ExecuteAsync(script.Sql, transaction: transaction).ConfigureAwait(false);
            await connection.ExecuteAsync($"insert into {prefix}schema_version (version, applied_at) values (@Version, @now)",
                new { script.Version, now }, transaction).ConfigureAwait(false);
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

    // A mark of an earlier version does not identify its ticket or number, so it cannot be converted; without it a
    // ticket could be used twice.
    private async Task RefuseFormerMarksAsync(DbConnection connection, DbTransaction? transaction, int version)
    {
        if (!scripts.Skip(version).Any(script => script.Name.EndsWith("_marks.sql", StringComparison.Ordinal)))
        {
            return;
        }

        // The personal-data store has neither table.
        HashSet<string> tables = [.. await connection.QueryAsync<string>(tableNamesSql, transaction: transaction).ConfigureAwait(false)];
        long former = 0;
        foreach (string table in ((string[])["spent_ticket", "paper_entry"]).Where(tables.Contains))
        {
            former += await connection.ExecuteScalarAsync<long>($"select count(*) from {prefix}{table}", transaction: transaction)
                .ConfigureAwait(false);
        }

        if (former > 0)
        {
            throw new SipasException(new Problem(ProblemCodes.FormerMarks, place, former.ToString(CultureInfo.InvariantCulture)));
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
