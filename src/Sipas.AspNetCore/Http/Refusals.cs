using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.Intake;
using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>Counts the requests that endpoints of this library reject: failed credentials, forged forms and tickets,
/// limits, guards.</summary>
internal static class Refusals
{
    private const string WhoKey = "Sipas.Refusals.Who";

    // Rejections that the status does not show.
    private static readonly string[] Counted =
    [
        ProblemCodes.FormExpired, ProblemCodes.TicketInvalid, ProblemCodes.TicketSpent, ProblemCodes.EnrolmentCodeUnknown,
        ProblemCodes.BodyTooSlow,
        ProblemCodes.BodyMemoryFull,
    ];

    /// <summary>States the device or unit that a request concerns, if it is in the store.</summary>
    /// <param name="context">The request.</param>
    /// <param name="who">For example <c>device K-01</c> or <c>unit SO-01</c>.</param>
    public static void Concern(HttpContext context, string who) => context.Items[WhoKey] = who;

    /// <summary>Counts a response if it is a rejection.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status of the response.</param>
    /// <param name="codes">Codes of its problems.</param>
    public static void Note(HttpContext context, int status, IEnumerable<string> codes)
    {
        string? code = status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests
            ? codes.FirstOrDefault()
            : codes.FirstOrDefault(Counted.Contains);
        if (code is not null && context.RequestServices.GetService<RefusalLog>() is { } log)
        {
            string route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "?";
            string method = HttpMethods.IsPost(context.Request.Method) ? "POST" : "GET";
            string sender = context.Items[WhoKey] is string who ? " " + who : "";
            log.Add(code, $"{method} {route}{sender}");
        }
    }
}
