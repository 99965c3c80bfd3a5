using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Problems;

namespace Sipas.Storage.Dapper;

/// <summary>Applies schema scripts in order, or reports which are missing; rejects a schema newer than this library.</summary>
internal sealed class SchemaInstaller(string dialect, string place)
{
    // The first version that has both the table of spent tickets and the table of keyed sheets.
    private const int FirstWithMarks = 7;

    private readonly IReadOnlyList<SchemaScript> _scripts = SchemaScripts.Of(dialect);

    // Views of questionnaires, whose names no script contains.
    private readonly string? _viewNamesSql = dialect switch
    {
        "Sqlite" => $"select name from sqlite_schema where type = 'view' and substr(name, 1, {AnswerView.Prefix.Length}) "
            + $"= '{AnswerView.Prefix}'",
        "PostgreSql" => $"select 'sipas.' || viewname from pg_views where schemaname = 'sipas' and "
            + $"starts_with(viewname, '{AnswerView.Prefix}')",
        _ => null,
    };

    /// <summary>The schema's status when its version is known.</summary>
    public SchemaStatus Status(int version) => new(version, _scripts[^1].Version);

    /// <summary>Applies missing scripts within the caller's transaction.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The caller's transaction; no other process may prepare the schema at the same time.</param>
    /// <param name="version">The current version of the schema; 0 when there is none.</param>
    /// <param name="now">The time of application in the dialect's format.</param>
    /// <exception cref="SipasException">The schema is newer (<c>STO0003</c>), or has spent tickets or keyed sheets of
    /// an earlier version (<c>TKT0022</c>).</exception>
    public async Task ApplyAsync(DbConnection connection, DbTransaction transaction, int version, object now)
    {
        RefuseNewer(version);
        await RefuseFormerMarksAsync(connection, transaction, version).ConfigureAwait(false);

        // The views depend on tables that a script may change; they are created again when the store is opened.
        if (_viewNamesSql is not null && Status(version).State == SchemaState.Outdated)
        {
            foreach (string view in (await connection.QueryAsync<string>(_viewNamesSql, transaction: transaction).ConfigureAwait(false))
                .AsList())
            {
                await connection.ExecuteAsync($"drop view {view}", transaction: transaction).ConfigureAwait(false);
            }
        }

        foreach (SchemaScript script in _scripts.Skip(version))
        {
            await connection.ExecuteAsync(script.Sql, transaction: transaction).ConfigureAwait(false);
            await connection.ExecuteAsync("insert into schema_version (version, applied_at) values (@Version, @now)",
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
            throw new SipasException(new Problem(ProblemCodes.SchemaOutdated, place, Show(version), Show(_scripts[^1].Version)));
        }
    }

    // A mark of an earlier version does not identify its ticket or number, so it cannot be converted; without it a
    // ticket could be used twice.
    private async Task RefuseFormerMarksAsync(DbConnection connection, DbTransaction transaction, int version)
    {
        if (dialect.EndsWith("/People", StringComparison.Ordinal) || version < FirstWithMarks
            || !_scripts.Skip(version).Any(script => script.Name.EndsWith("_marks.sql", StringComparison.Ordinal)))
        {
            return;
        }

        string prefix = dialect == "PostgreSql" ? "sipas." : "";
        long former = await connection.ExecuteScalarAsync<long>(
            $"select (select count(*) from {prefix}spent_ticket) + (select count(*) from {prefix}paper_entry)", transaction: transaction)
            .ConfigureAwait(false);
        if (former > 0)
        {
            throw new SipasException(new Problem(ProblemCodes.FormerMarks, place, former.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private void RefuseNewer(int version)
    {
        if (Status(version).State == SchemaState.Newer)
        {
            throw new SipasException(new Problem(ProblemCodes.SchemaTooNew, place, Show(version), Show(_scripts[^1].Version)));
        }
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
