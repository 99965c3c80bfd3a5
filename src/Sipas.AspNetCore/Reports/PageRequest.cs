using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Sipas.Disclosure;
using Sipas.Hosting;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Reports;

/// <summary>The parameters common to the report pages, and the services that compute them.</summary>
internal sealed record PageRequest
{
    public required HttpContext Context { get; init; }

    [FromServices]
    public required SurveyState State { get; init; }

    [FromServices]
    public required FigureService Figures { get; init; }

    [FromServices]
    public required TimeProvider Clock { get; init; }

    [FromServices]
    public required LinkGenerator Links { get; init; }

    [FromServices]
    public required IOptions<SipasOptions> Options { get; init; }

    [FromQuery(Name = "pack")]
    public string? Pack { get; init; }

    [FromQuery(Name = "questionnaireVersion")]
    public string? QuestionnaireVersion { get; init; }

    [FromQuery(Name = "lang")]
    public string? Language { get; init; }
}
