using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Text;

namespace Sipas.AspNetCore.Http;

/// <summary>Answers 503 with the code of the store wherever the store cannot be used: never 500, and never 400, for the sender did nothing wrong. What the database said is logged and never shown.</summary>
internal static partial class StoreFaults
{
    private static readonly string[] Damaged = [ProblemCodes.DatabaseDamaged, ProblemCodes.KeptPackDamaged];

    private static readonly string[] Closed =
    [
        ProblemCodes.PathUnwritable, ProblemCodes.ServerUnreachable, ProblemCodes.ServerRefused, ProblemCodes.PrivilegeMissing, ProblemCodes.CompanionOfOther,
        ProblemCodes.DatabaseNotWhole, ProblemCodes.DatabaseChangedMeanwhile, ProblemCodes.TicketKeyMissing, ProblemCodes.TicketKeyUnreadable, ProblemCodes.TicketKeyOther,
        ProblemCodes.KeyExposed, ProblemCodes.SealedRowUnreadable, ProblemCodes.RowsUnsealed,
    ];

    /// <summary>Has all endpoints of a group answer so.</summary>
    /// <param name="group">The group; call this before filters that turn other errors into answers are added.</param>
    /// <param name="page">Makes the page of a problem; addresses below <c>/sipas/v1</c> answer with a problem document.</param>
    public static void Attach(RouteGroupBuilder group, Func<HttpContext, Problem, IResult> page) => group.AddEndpointFilter(async (context, next) =>
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
                LogFailed(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Sipas.AspNetCore"), error, http.Request.Method, pattern);
            }

            http.Response.Headers.RetryAfter = problem.Allowed;
            return pattern.StartsWith("/sipas/v1", StringComparison.Ordinal) ? SipasResults.Unavailable(problem) : page(http, problem);
        }
    });

    /// <summary>What a page says: the sentence of a problem with its code, which whoever runs the host is told.</summary>
    public static LocalizedText Sentence(Problem problem) => new($"{problem.Message.Vi} ({problem.Code})", $"{problem.Message.En} ({problem.Code})");

    /// <summary>Whether an error is the store's, and not of what was sent.</summary>
    /// <param name="error">The error.</param>
    public static bool Is(Exception error) => Find(error) is not null;

    // The names of files and servers in a problem of the store are for whoever runs the host.
    private static Problem? Find(Exception error) => error switch
    {
        StoreUnavailableException unavailable => SipasResults.Busy(unavailable.ProblemCode),
        SipasException { Problems: [var first, ..] } when Damaged.Contains(first.Code) => SipasResults.Busy(ProblemCodes.StoreDamaged),
        SipasException { Problems: [var first, ..] } when Closed.Contains(first.Code) => SipasResults.Busy(ProblemCodes.StoreUnreachable),
        DbException => SipasResults.Busy(ProblemCodes.StoreFailed),
        _ => null,
    };

    [LoggerMessage(EventId = 2004, Level = LogLevel.Error, Message = "The store failed at {Method} {Pattern}; the sender was told to try again.")]
    private static partial void LogFailed(ILogger logger, Exception error, string method, string pattern);
}
