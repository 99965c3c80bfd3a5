using System.Data.Common;
using System.Text;
using Dapper;
using Sipas.Audit;
using Sipas.Estimation;
using Sipas.Storage.Dapper.Sessions;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Survey designs of sampled ballots.</summary>
internal sealed class SqlDesigns(SqlSession session, SqlAudit audit, SqlContents covered) : ISurveyDesignStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<SampledSurveyDesign>> ReadDesignsAsync(CancellationToken cancellationToken) =>
        session.ReadAsync(connection => DesignsAsync(connection, null), cancellationToken);

    /// <inheritdoc/>
    public Task SaveDesignAsync(SampledSurveyDesign design, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(design);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                SurveyDesigns.Require(design, await DesignsAsync(connection, transaction).ConfigureAwait(false));
                await connection.ExecuteAsync(
                    session.Dialect.Upsert("insert into survey_design (survey, pack, design) values (@Name, @Pack, @json)", "survey",
                        "pack", "design"),
                    new { design.Name, design.Pack, json = Encoding.UTF8.GetString(design.ToJson()) }, transaction).ConfigureAwait(false);
                IReadOnlyList<StoredContent> contents =
                    await SqlContents.ReadAsync(connection, transaction, covered.Designs, "where survey = @Name", new { design.Name })
                    .ConfigureAwait(false);
                string detail = SurveyDesigns.AuditDetail(design);
                return await audit.RecordAsync(connection, transaction, AuditActions.DesignSaved, detail, contents).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private static async Task<IReadOnlyList<SampledSurveyDesign>> DesignsAsync(DbConnection connection, DbTransaction? transaction) =>
        [.. (await connection.QueryAsync<string>("select design from survey_design", transaction: transaction).ConfigureAwait(false))
            .Select(json => SampledSurveyDesign.Read(Encoding.UTF8.GetBytes(json))).OrderBy(design => design.Name, StringComparer.Ordinal)];
}
