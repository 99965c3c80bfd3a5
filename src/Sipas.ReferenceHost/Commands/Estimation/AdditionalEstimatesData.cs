using Sipas.Estimation;
using Sipas.ReferenceHost.Files;

namespace Sipas.ReferenceHost.Commands.Estimation;

/// <summary>The data for the further estimates.</summary>
internal sealed record AdditionalEstimatesData(SurveyDesign Design, NumberColumns Columns, string[]? Labels, double Level,
    IReadOnlyList<Estimate> Estimates)
{
    public RowSet?[] Domains() => [null, .. Labels is null ? [] : RowSet.By(Labels)];
}
