using System.Data.Common;
using Dapper;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlStorage
{
    /// <summary>The prefix of table names in a script that a database administrator runs: empty, or the schema with a
    /// dot.</summary>
    private protected virtual string SchemaPrefix => "";

    /// <summary>SQL that lists the names of the existing views.</summary>
    private protected abstract string ViewNamesSql { get; }

    /// <summary>The views of the stored questionnaires, one column per item: for <c>sipas schema print --views</c>.
    /// Changes nothing.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<AnswerView>> ReadViewsAsync(CancellationToken cancellationToken) =>
        ReadAsync(connection => ViewsAsync(connection, null), cancellationToken);

    /// <summary>Creates the missing views of questionnaires; the role needs the permission. Opening does this too if it
    /// prepares the schema and has the permission.</summary>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Number of created views.</returns>
    public Task<int> ApplyViewsAsync(CancellationToken cancellationToken) => WriteAsync(MakeViewsAsync, cancellationToken);

    /// <summary>The statement that the dialect adds after a view, so that its roles may read it.</summary>
    private protected virtual string GrantView(string name) => "";

    /// <summary>Whether the role may create views.</summary>
    private protected virtual Task<bool> MayMakeViewsAsync(DbConnection connection, DbTransaction transaction) => Task.FromResult(true);

    private async Task<int> MakeViewsAsync(DbConnection connection, DbTransaction transaction)
    {
        HashSet<string> there = [.. await connection.QueryAsync<string>(ViewNamesSql, transaction: transaction).ConfigureAwait(false)];
        AnswerView[] missing = [.. (await ViewsAsync(connection, transaction).ConfigureAwait(false))
            .Where(view => !there.Contains(view.Name))];
        if (missing.Length == 0 || !await MayMakeViewsAsync(connection, transaction).ConfigureAwait(false))
        {
            return 0;
        }

        foreach (AnswerView view in missing)
        {
            await connection.ExecuteAsync(view.Sql, transaction: transaction).ConfigureAwait(false);
        }

        return missing.Length;
    }

    private async Task<IReadOnlyList<AnswerView>> ViewsAsync(DbConnection connection, DbTransaction? transaction)
    {
        IEnumerable<(long Id, string Pack, string Version, string Item)> items =
            await connection.QueryAsync<(long, string, string, string)>(
            "select q.questionnaire_id, q.pack, q.version, i.code from questionnaire q join questionnaire_item i on i.questionnaire_id = "
            + "q.questionnaire_id order by q.questionnaire_id, i.number",
            transaction: transaction).ConfigureAwait(false);
        return AnswerView.Of(
            items.GroupBy(row => (row.Id, row.Pack, row.Version))
            .Select(rows => (rows.Key.Id, rows.Key.Pack, rows.Key.Version, rows.Select(row => row.Item).ToArray())),
            SchemaPrefix, GrantView);
    }
}
