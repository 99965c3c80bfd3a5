using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>Responds with 503 and the code of the problem if the store cannot be used: never 500, and never 400,
/// because the sender did nothing wrong. The database's message is logged and never shown.</summary>
internal static partial class StoreFaults
{
    private static readonly string[] Damaged = [ProblemCodes.DatabaseDamaged, ProblemCodes.StoredPackDamaged];

    private static readonly string[] Closed =
    [
        ProblemCodes.PathUnwritable, ProblemCodes.ServerUnreachable, ProblemCodes.ServerRefused, ProblemCodes.PrivilegeMissing,
        ProblemCodes.CompanionOfOther,
        ProblemCodes.DatabaseNotWhole, ProblemCodes.DatabaseChangedMeanwhile, ProblemCodes.TicketKeyMissing,
        ProblemCodes.TicketKeyUnreadable, ProblemCodes.TicketKeyOther,
        ProblemCodes.KeyExposed, ProblemCodes.SealedRowUnreadable, ProblemCodes.SchemaBeforeRelease,
    ];

    /// <summary>Adds this behaviour to all endpoints of a group.</summary>
    /// <param name="group">The group; call this before filters that convert other errors to responses are added.</param>
    /// <param name="page">Creates the page of a problem; addresses below <c>/sipas/v1</c> return a problem document.</param>
    public static void Attach(RouteGroupBuilder group, Func<HttpContext, Problem, IResult> page) =>
        group.AddEndpointFilter(async (context, next) =>
    {
        try
        {
            return await next(context);
        }
        catch (Exception error) when (Find(error) is { } problem)
        {
            HttpContext http = context.HttpContext;
            string pattern = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
            if (error is not StoreUnavailableException { Reason: StoreUnavailability.Busy })
            {
                LogFailed(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Sipas.AspNetCore"), error,
                    http.Request.Method, pattern);
            }

            http.Response.Headers.RetryAfter = problem.Allowed;
            return pattern.StartsWith("/sipas/v1", StringComparison.Ordinal) ? SipasResults.Unavailable(problem) : page(http, problem);
        }
    });

    /// <summary>Gets the text of a page: the message of a problem with its code, which can be reported to the operator.</summary>
    public static LocalizedText Sentence(Problem problem) =>
        new($"{problem.Message.Vi} ({problem.Code})", $"{problem.Message.En} ({problem.Code})");

    /// <summary>Whether an error was caused by the store and not by the request.</summary>
    /// <param name="error">The error.</param>
    public static bool Is(Exception error) => Find(error) is not null;

    // The names of files and servers in a problem of the store are for the operator only.
    private static Problem? Find(Exception error) => error switch
    {
        StoreUnavailableException unavailable => SipasResults.Busy(unavailable.ProblemCode),
        SipasException { Problems: [var first, ..] } when Damaged.Contains(first.Code) => SipasResults.Busy(ProblemCodes.StoreDamaged),
        SipasException { Problems: [var first, ..] } when Closed.Contains(first.Code) => SipasResults.Busy(ProblemCodes.StoreUnreachable),
        DbException => SipasResults.Busy(ProblemCodes.StoreFailed),
        _ => null,
    };

    [LoggerMessage(EventId = 2004, Level = LogLevel.Error,
        Message = "The store failed at {Method} {Pattern}; the sender was asked to try again.")]
    private static partial void LogFailed(ILogger logger, Exception error, string method, string pattern);
}
