using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Sipas.AspNetCore.Http;

/// <summary>Describes in the OpenAPI document which status codes have a problem document.</summary>
internal static class ProblemMetadata
{
    /// <summary>Adds a problem document for each status code.</summary>
    /// <param name="route">The route.</param>
    /// <param name="statuses">The status codes, in the order of the document.</param>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (int status in statuses)
        {
            route.Produces<ProblemResponse>(status, SipasResults.ProblemContentType);
        }

        return route;
    }
}
