using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Sipas.AspNetCore.Http;

/// <summary>Routes that only read.</summary>
internal static class ReadRoutes
{
    private static readonly string[] Head = [HttpMethods.Head];

    /// <summary>Maps a route for GET, and for HEAD without a body, which monitors and link previews use.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="handler">The handler.</param>
    /// <returns>The GET route, to be named and described. The HEAD route is excluded from descriptions, in which names are unique.</returns>
    public static RouteHandlerBuilder MapReading(this IEndpointRouteBuilder routes, string pattern, Delegate handler)
    {
        routes.MapMethods(pattern, Head, handler).ExcludeFromDescription();
        return routes.MapGet(pattern, handler);
    }
}
