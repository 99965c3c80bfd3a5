using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>Converts unexpected exceptions of routes whose requests can be repeated safely to the response of a failed
/// store, which contains no exception text.</summary>
internal static class FailureFilter
{
    /// <summary>Adds this behaviour to a route. Call this before filters whose exceptions are converted too.</summary>
    /// <param name="route">The route.</param>
    /// <param name="failed">Receives the exception, unless it is a <see cref="StoreUnavailableException"/>.</param>
    public static RouteHandlerBuilder AnswersFailures(this RouteHandlerBuilder route, Action<HttpContext, Exception> failed) =>
        route.AddEndpointFilter(async (invocation, next) =>
    {
        try
        {
            return await next(invocation);
        }
#pragma warning disable CA1031 // See the summary.
        catch (Exception error) when (error is not (OperationCanceledException or StoreUnavailableException))
#pragma warning restore CA1031
        {
            failed(invocation.HttpContext, error);
            return SipasResults.Unavailable(SipasResults.Busy(ProblemCodes.StoreFailed));
        }
    });
}
