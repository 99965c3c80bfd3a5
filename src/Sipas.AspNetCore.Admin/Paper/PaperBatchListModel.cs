using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Pages;
using Sipas.Paper;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Admin.Paper;

/// <summary>The model of the list of batches.</summary>
internal sealed record PaperBatchListModel
{
    public required AntiforgeryTokenSet Mark { get; init; }

    public required FormState Form { get; init; }

    public required string OpenHref { get; init; }

    public required SurveyState State { get; init; }

    public required DateOnly Today { get; init; }

    public required IReadOnlyList<(PaperBatch Batch, string Href)> Batches { get; init; }
}
