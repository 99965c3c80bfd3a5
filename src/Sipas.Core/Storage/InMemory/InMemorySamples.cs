using Sipas.Audit;
using Sipas.Erasure;
using Sipas.Sampling;

namespace Sipas.Storage.InMemory;

/// <summary>Draws.</summary>
internal sealed class InMemorySamples(InMemorySession session, InMemoryPeopleAudit audit, InMemorySurveys surveys) : ISampleStore
{
    /// <inheritdoc/>
    public Task<StoredDraw?> FindDrawAsync(string survey, CancellationToken cancellationToken) =>
        session.RunAsync(() => surveys.Draws.GetValueOrDefault(survey), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredDraw> SaveDrawAsync(string survey, DrawResult draw, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return session.RunAsync(
            () =>
            {
                surveys.RefuseUnknown(survey);
                surveys.RefuseDrawn(survey);
                audit.Note(AuditActions.SampleDrawn, PeopleAuditDetail.Of(survey, draw.Certificate), actor);
                return surveys.Draws[survey] = new StoredDraw
                {
                    Survey = survey,
                    Certificate = draw.Certificate,
                    Official = draw.Official,
                    Reserve = draw.Reserve,
                    DrawnBy = actor,
                };
            },
            cancellationToken);
    }
}
