using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Problems;

namespace Sipas.Storage.Dapper;

/// <summary>What a schema is, compared with the scripts of this library.</summary>
public enum SchemaState
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>Scripts have to be applied.</summary>
    Outdated,

    /// <summary>It is the one this library works with.</summary>
    Current,

    /// <summary>A newer library made it.</summary>
    Newer,
}

/// <summary>The version of a schema and what it means.</summary>
/// <param name="Version">The version that is there; 0 when there is none.</param>
/// <param name="Expected">The version that this library works with.</param>
public readonly record struct SchemaStatus(int Version, int Expected)
{
    /// <summary>What the schema is.</summary>
    public SchemaState State => Version == 0 ? SchemaState.Missing : Version < Expected ? SchemaState.Outdated : Version == Expected ? SchemaState.Current : SchemaState.Newer;
}

/// <summary>Applies schema scripts in order, or says which are missing; stops at a schema newer than itself.</summary>
internal sealed class SchemaInstaller(string dialect, string place)
{
    // The version that has both tables, of spent tickets and of keyed sheets.
    private const int FirstWithMarks = 7;

    private readonly IReadOnlyList<SchemaScript> _scripts = SchemaScripts.Of(dialect);

    // Views of questionnaires, of which no script knows the names.
    private readonly string? _viewNamesSql = dialect switch
    {
        "Sqlite" => $"select name from sqlite_schema where type = 'view' and substr(name, 1, {AnswerView.Prefix.Length}) = '{AnswerView.Prefix}'",
        "PostgreSql" => $"select 'sipas.' || viewname from pg_views where schemaname = 'sipas' and starts_with(viewname, '{AnswerView.Prefix}')",
        _ => null,
    };

    /// <summary>The schema's status when its version is known.</summary>
    public SchemaStatus Status(int version) => new(version, _scripts[^1].Version);

    /// <summary>Applies what is missing within the caller's transaction.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="transaction">The caller's; no other process may prepare the schema meanwhile.</param>
    /// <param name="version">The version that is there; 0 when there is none.</param>
    /// <param name="now">How the dialect writes the time of application.</param>
    /// <exception cref="SipasException">The schema is newer (<c>STO0003</c>), or has spent tickets or keyed sheets of an earlier version (<c>TKT0022</c>).</exception>
    public async Task ApplyAsync(DbConnection connection, DbTransaction transaction, int version, object now)
    {
        RefuseNewer(version);
        await RefuseFormerMarksAsync(connection, transaction, version).ConfigureAwait(false);

        // They hang on tables that a script may change, and are made again when the store is opened.
        if (_viewNamesSql is not null && Status(version).State == SchemaState.Outdated)
        {
            foreach (string view in (await connection.QueryAsync<string>(_viewNamesSql, transaction: transaction).ConfigureAwait(false)).AsList())
            {
                await connection.ExecuteAsync($"drop view {view}", transaction: transaction).ConfigureAwait(false);
            }
        }

        foreach (SchemaScript script in _scripts.Skip(version))
        {
            await connection.ExecuteAsync(script.Sql, transaction: transaction).ConfigureAwait(false);
            await connection.ExecuteAsync("insert into schema_version (version, applied_at) values (@Version, @now)", new { script.Version, now }, transaction).ConfigureAwait(false);
        }
    }

    /// <summary>Refuses a schema that is not exactly the one this library works with.</summary>
    /// <exception cref="SipasException">The schema is newer (<c>STO0003</c>), or missing or outdated (<c>STO0008</c>).</exception>
    public void Require(int version)
    {
        RefuseNewer(version);
        if (Status(version).State != SchemaState.Current)
        {
            throw new SipasException(new Problem(ProblemCodes.SchemaOutdated, place, Show(version), Show(_scripts[^1].Version)));
        }
    }

    // A mark of an earlier version does not say which ticket or number it is of, so it cannot be made anew; without it a ticket could vote twice.
    private async Task RefuseFormerMarksAsync(DbConnection connection, DbTransaction transaction, int version)
    {
        if (dialect.EndsWith("/People", StringComparison.Ordinal) || version < FirstWithMarks || !_scripts.Skip(version).Any(script => script.Name.EndsWith("_marks.sql", StringComparison.Ordinal)))
        {
            return;
        }

        string prefix = dialect == "PostgreSql" ? "sipas." : "";
        long former = await connection.ExecuteScalarAsync<long>($"select (select count(*) from {prefix}spent_ticket) + (select count(*) from {prefix}paper_entry)", transaction: transaction).ConfigureAwait(false);
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
