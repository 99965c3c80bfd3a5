using System.Text;
using Dapper;
using Sipas.Audit;
using Sipas.Erasure;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.People.PeopleText;

namespace Sipas.Storage.Dapper.People;

/// <summary>Survey plans.</summary>
internal sealed class PeoplePlans(SqlSession session, PeopleAudit audit) : ISurveyPlanStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredPlan>> ReadPlansAsync(CancellationToken cancellationToken) =>
        session.ReadAsync<IReadOnlyList<StoredPlan>>(
        async connection => [.. (await connection.QueryAsync<PlanRow>(PlanSql("") + " order by p.survey_id").ConfigureAwait(false))
            .Select(row => row.ToPlan())], cancellationToken);

    /// <inheritdoc/>
    public Task<StoredPlan?> FindPlanAsync(string survey, CancellationToken cancellationToken) => session.ReadAsync(
        async connection => (await connection.QuerySingleOrDefaultAsync<PlanRow>(PlanSql("and s.code = @survey"), new { survey })
            .ConfigureAwait(false))?.ToPlan(), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredPlan> SavePlanAsync(SurveyPlan plan, long baseRevision, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(session.Dialect.Upsert("insert into survey (code) values (@Code)", "code"), new { plan.Code },
                    transaction).ConfigureAwait(false);
                long survey = await PeopleSurveys.RequireAsync(connection, transaction, plan.Code).ConfigureAwait(false);
                long last = await connection.ExecuteScalarAsync<long>(
                    "select coalesce(max(revision), 0) from survey_plan where survey_id = @survey", new { survey }, transaction)
                    .ConfigureAwait(false);
                if (last != baseRevision)
                {
                    throw new SipasException(new Problem(ProblemCodes.PlanMoved, plan.Code, Show(baseRevision), Show(last)));
                }

                await PeopleSurveys.RefuseDrawnAsync(session.Dialect, connection, transaction, plan.Code).ConfigureAwait(false);
                var saved = new StoredPlan { Plan = plan, Revision = last + 1, SavedAt = audit.Now, SavedBy = actor };
                await connection.ExecuteAsync(
                    "insert into survey_plan (survey_id, revision, plan, saved_at, saved_by) values (@survey, @Revision, @json, "
                    + "@savedAt, @SavedBy)",
                    new
                    {
                        survey,
                        saved.Revision,
                        json = Encoding.UTF8.GetString(SurveyPlanSerializer.Write(plan)),
                        savedAt = session.Dialect.Stamp(saved.SavedAt),
                        saved.SavedBy,
                    }, transaction).ConfigureAwait(false);
                await audit.RecordAsync(connection, transaction, AuditActions.PlanSaved, PeopleAuditDetail.Of(saved), actor)
                    .ConfigureAwait(false);
                return saved;
            },
            cancellationToken);
    }

    private string PlanSql(string condition) =>
        $"""
        select p.plan as Plan, p.revision as Revision, {session.Dialect.TimeOut("p.saved_at")} as SavedAt, p.saved_by as SavedBy
        from survey_plan p join survey s using (survey_id)
        where p.revision = (select max(revision) from survey_plan l where l.survey_id = p.survey_id) {condition}
        """;

    private sealed class PlanRow
    {
        public string Plan { get; set; } = "";

        public long Revision { get; set; }

        public string SavedAt { get; set; } = "";

        public string SavedBy { get; set; } = "";

        public StoredPlan ToPlan() =>
            new()
            {
                Plan = SurveyPlanSerializer.Read(Encoding.UTF8.GetBytes(Plan)),
                Revision = Revision,
                SavedAt = Time(SavedAt),
                SavedBy = SavedBy,
            };
    }
}
