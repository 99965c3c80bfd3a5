using System.Text;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Web;

/// <summary>What stands before every answer of the reference host: the names it answers to, and the headers that all answers bear.</summary>
internal static class HostGate
{
    // A name is 253 signs at most; what is longer is not repeated.
    private const int LongestName = 253;

    /// <summary>Refuses requests for another host, and adds the headers.</summary>
    /// <param name="app">The host.</param>
    /// <param name="names">The names it answers to.</param>
    public static void UseGate(this WebApplication app, HostNames names) => app.Use((context, next) =>
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        HostString asked = AskedFor(context);
        return names.Include(asked, context.Connection.LocalIpAddress) ? next(context) : RefuseAsync(context, asked.Host);
    });

    // As it was sent: HttpRequest.Host decodes names and fails on those that cannot be.
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
