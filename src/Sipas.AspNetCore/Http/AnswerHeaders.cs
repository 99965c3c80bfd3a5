using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Sipas.AspNetCore.Http;

/// <summary>Headers of every response of this library: pages, JSON, downloads and responses for unknown addresses.</summary>
internal static class AnswerHeaders
{
    /// <summary>Adds the headers to all endpoints of a group. A response that may be cached sets its own <c>Cache-Control</c>.</summary>
    /// <param name="group">The group; call this before other filters are added.</param>
    public static void Attach(RouteGroupBuilder group) => group.AddEndpointFilter(async (context, next) =>
    {
        IHeaderDictionary headers = context.HttpContext.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        object? answer = await next(context);
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }

        return answer;
    });

    /// <summary>Adds the headers of pages: nothing is shared with other sites, no window of theirs has access, and no
    /// device of the machine is used.</summary>
    /// <param name="headers">The headers of the response.</param>
    public static void AddToPage(IHeaderDictionary headers)
    {
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        // Kiosks use none of these; reading aloud, the queue and full screen need no permission.
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    }
}
