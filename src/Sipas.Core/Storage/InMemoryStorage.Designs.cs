using Sipas.Estimation;

namespace Sipas.Storage;

public sealed partial class InMemoryStorage
{
    private readonly SortedDictionary<string, ListedSurveyDesign> _designs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedSurveyDesign>> ReadDesignsAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ListedSurveyDesign>>([.. _designs.Values]);
        }
    }

    /// <inheritdoc/>
    public Task SaveDesignAsync(ListedSurveyDesign design, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            SurveyDesigns.Require(design, [.. _designs.Values]);
            _designs[design.Name] = design;
            Record(AuditActions.DesignSaved, SurveyDesigns.AuditDetail(design));
        }

        return Task.CompletedTask;
    }
}
