using Microsoft.AspNetCore.Http;
using Sipas.Disclosure;

namespace Sipas.AspNetCore.Reports;

/// <summary>The query parameters of a route of figures.</summary>
/// <param name="Parameters">Names of the parameters, each with its default value; null if no explicit value is
/// equivalent to omitting it.</param>
/// <param name="KeepsLive">Whether responses with live figures may be cached.</param>
internal sealed record FigureRoute(IReadOnlyDictionary<string, string?> Parameters, bool KeepsLive = true)
{
    /// <summary>Gets the view of a request, which the route's filter selected.</summary>
    public static FigureView ViewOf(HttpContext context) => context.Features.Get<FigureView>()
        ?? throw new InvalidOperationException("The route shows figures and was not mapped with FigureRoutes.");
}
