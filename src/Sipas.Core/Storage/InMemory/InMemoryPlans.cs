using System.Globalization;
using Sipas.Audit;
using Sipas.Erasure;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Storage.InMemory;

/// <summary>Survey plans.</summary>
internal sealed class InMemoryPlans(InMemorySession session, InMemoryPeopleAudit audit, InMemorySurveys surveys) : ISurveyPlanStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredPlan>> ReadPlansAsync(CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<StoredPlan>>(() => [.. surveys.Plans], cancellationToken);

    /// <inheritdoc/>
    public Task<StoredPlan?> FindPlanAsync(string survey, CancellationToken cancellationToken) =>
        session.RunAsync(() => surveys.Plans.Find(stored => stored.Plan.Code == survey), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredPlan> SavePlanAsync(SurveyPlan plan, long baseRevision, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return session.RunAsync(
            () =>
            {
                int index = surveys.Plans.FindIndex(stored => stored.Plan.Code == plan.Code);
                RefuseMoved(plan.Code, baseRevision, index < 0 ? 0 : surveys.Plans[index].Revision);
                surveys.RefuseDrawn(plan.Code);
                var saved = new StoredPlan { Plan = plan, Revision = baseRevision + 1, SavedAt = session.Now, SavedBy = actor };
                if (index < 0)
                {
                    surveys.Plans.Add(saved);
                }
                else
                {
                    surveys.Plans[index] = saved;
                }

                audit.Note(AuditActions.PlanSaved, PeopleAuditDetail.Of(saved), actor);
                return saved;
            },
            cancellationToken);
    }

    private static void RefuseMoved(string survey, long from, long last)
    {
        if (from != last)
        {
            throw new SipasException(new Problem(ProblemCodes.PlanMoved, survey, from.ToString(CultureInfo.InvariantCulture),
                last.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
