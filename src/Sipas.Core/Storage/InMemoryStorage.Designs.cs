using Sipas.Audit;
using Sipas.Estimation;

namespace Sipas.Storage;

public sealed partial class InMemoryStorage
{
    private readonly SortedDictionary<string, SampledSurveyDesign> _designs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SampledSurveyDesign>> ReadDesignsAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<SampledSurveyDesign>>([.. _designs.Values]);
        }
    }

    /// <inheritdoc/>
    public Task SaveDesignAsync(SampledSurveyDesign design, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            SurveyDesigns.Require(design, [.. _designs.Values]);
            _designs[design.Name] = design;
            Record(AuditActions.DesignSaved, SurveyDesigns.AuditDetail(design), "survey_design");
        }

        return Task.CompletedTask;
    }
}
