using System.Data.Common;
using Dapper;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.Schema;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>The views of the stored questionnaires, one column per item.</summary>
internal sealed class SqlViews(SqlDialect dialect)
{
    /// <summary>Creates the missing views, if the account may.</summary>
    /// <returns>Number of created views.</returns>
    public async Task<int> MakeAsync(DbConnection connection, DbTransaction transaction)
    {
        HashSet<string> there =
            [.. await connection.QueryAsync<string>(dialect.ViewNamesSql, transaction: transaction).ConfigureAwait(false)];
        AnswerView[] missing = [.. (await ReadAsync(connection, transaction).ConfigureAwait(false))
            .Where(view => !there.Contains(view.Name))];
        if (missing.Length == 0 || !await dialect.MayMakeViewsAsync(connection, transaction).ConfigureAwait(false))
        {
            return 0;
        }

        foreach (AnswerView view in missing)
        {
            await connection.ExecuteAsync(view.Sql, transaction: transaction).ConfigureAwait(false);
        }

        return missing.Length;
    }

    /// <summary>Computes the views of the stored questionnaires.</summary>
    public async Task<IReadOnlyList<AnswerView>> ReadAsync(DbConnection connection, DbTransaction? transaction)
    {
        IEnumerable<(long Id, string Pack, string Version, string Item)> items =
            await connection.QueryAsync<(long, string, string, string)>(
            "select q.questionnaire_id, q.pack, q.version, i.code from questionnaire q join questionnaire_item i on i.questionnaire_id = "
            + "q.questionnaire_id order by q.questionnaire_id, i.number",
            transaction: transaction).ConfigureAwait(false);
        return AnswerView.Of(
            items.GroupBy(row => (row.Id, row.Pack, row.Version))
            .Select(rows => (rows.Key.Id, rows.Key.Pack, rows.Key.Version, rows.Select(row => row.Item).ToArray())),
            dialect.SchemaPrefix, dialect.GrantView);
    }
}
