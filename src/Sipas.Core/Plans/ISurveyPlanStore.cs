using Sipas.Problems;

namespace Sipas.Plans;

/// <summary>Stores survey plans with all their revisions.</summary>
internal interface ISurveyPlanStore
{
    /// <summary>Reads the last revision of every plan, in order of creation of the surveys.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<StoredPlan>> ReadPlansAsync(CancellationToken cancellationToken);

    /// <summary>Reads the last revision of a plan.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The plan; null when there is none with this code.</returns>
    Task<StoredPlan?> FindPlanAsync(string survey, CancellationToken cancellationToken);

    /// <summary>Saves a plan as a new revision.</summary>
    /// <param name="plan">The plan, already verified.</param>
    /// <param name="baseRevision">The revision on which it is based; 0 for a new survey.</param>
    /// <param name="actor">The person who saves it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">
    /// Another revision was saved meanwhile, or the code is taken (<c>PPL0002</c>); or the sample lists are drawn, so
    /// the plan is final (<c>PPL0003</c>). Nothing is written.
    /// </exception>
    Task<StoredPlan> SavePlanAsync(SurveyPlan plan, long baseRevision, string actor, CancellationToken cancellationToken);
}
