using Sipas.Audit;
using Sipas.Estimation;

namespace Sipas.Storage.InMemory;

/// <summary>Designs of sampled surveys.</summary>
internal sealed class InMemoryDesigns(InMemorySession session, InMemoryAudit audit) : ISurveyDesignStore, IInMemoryContents
{
    private readonly SortedDictionary<string, SampledSurveyDesign> _designs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SampledSurveyDesign>> ReadDesignsAsync(CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<SampledSurveyDesign>>(() => [.. _designs.Values], cancellationToken);

    /// <inheritdoc/>
    public Task SaveDesignAsync(SampledSurveyDesign design, CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            SurveyDesigns.Require(design, [.. _designs.Values]);
            _designs[design.Name] = design;
            audit.Record(AuditActions.DesignSaved, SurveyDesigns.AuditDetail(design), this, "survey_design");
        },
        cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<StoredContent> Contents()
    {
        foreach ((string name, SampledSurveyDesign design) in _designs)
        {
            yield return InMemoryDigest.Of($"survey_design {name}", design.ToJson());
        }
    }
}
