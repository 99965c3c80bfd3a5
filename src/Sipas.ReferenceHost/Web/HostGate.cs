using System.Text;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Web;

/// <summary>Middleware in front of all responses of the reference host: checks the requested host name, and adds the
/// headers common to all responses.</summary>
internal static class HostGate
{
    // A name has at most 253 characters; a longer one is not repeated.
    private const int LongestName = 253;

    /// <summary>Rejects requests for another host, and adds the headers.</summary>
    /// <param name="app">The host.</param>
    /// <param name="names">The names that the host accepts.</param>
    public static void UseGate(this WebApplication app, HostNames names) => app.Use((context, next) =>
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        HostString asked = AskedFor(context);
        return names.Include(asked, context.Connection.LocalIpAddress) ? next(context) : RefuseAsync(context, asked.Host);
    });

    // As sent: HttpRequest.Host decodes names and fails on those that cannot be decoded.
    private static HostString AskedFor(HttpContext context) => new(context.Request.Headers.Host.ToString());

    private static async Task RefuseAsync(HttpContext context, string asked)
    {
        var problem = new Problem(ProblemCodes.HostUnknown, "Host", asked.Length is 0 or > LongestName ? "—" : asked);
        byte[] text = Encoding.UTF8.GetBytes($"{problem.Code}\n{problem.Message.Vi}\n{problem.Message.En}\n");
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = text.Length;
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
