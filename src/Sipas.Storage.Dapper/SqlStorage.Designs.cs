using System.Data.Common;
using System.Text;
using Dapper;
using Sipas.Audit;
using Sipas.Estimation;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlStorage
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<SampledSurveyDesign>> ReadDesignsAsync(CancellationToken cancellationToken) =>
        ReadAsync(connection => DesignsAsync(connection, null), cancellationToken);

    /// <inheritdoc/>
    public Task SaveDesignAsync(SampledSurveyDesign design, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(design);
        return WriteAsync(
            async (connection, transaction) =>
            {
                SurveyDesigns.Require(design, await DesignsAsync(connection, transaction).ConfigureAwait(false));
                await connection.ExecuteAsync(
                    "insert into survey_design (survey, pack, design) values (@Name, @Pack, @json) on conflict (survey) do update set "
                    + "pack = excluded.pack, design = excluded.design",
                    new { design.Name, design.Pack, json = Encoding.UTF8.GetString(design.ToJson()) }, transaction).ConfigureAwait(false);
                IReadOnlyList<StoredContent> contents =
                    await ContentsAsync(connection, transaction, DesignContents, "where survey = @Name", new { design.Name })
                    .ConfigureAwait(false);
                string detail = SurveyDesigns.AuditDetail(design);
                return await AuditAsync(connection, transaction, AuditActions.DesignSaved, detail, contents).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private static async Task<IReadOnlyList<SampledSurveyDesign>> DesignsAsync(DbConnection connection, DbTransaction? transaction) =>
        [.. (await connection.QueryAsync<string>("select design from survey_design", transaction: transaction).ConfigureAwait(false))
            .Select(json => SampledSurveyDesign.Read(Encoding.UTF8.GetBytes(json))).OrderBy(design => design.Name, StringComparer.Ordinal)];
}
