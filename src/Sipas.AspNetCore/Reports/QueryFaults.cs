using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sipas.AspNetCore.Http;
using Sipas.Problems;

namespace Sipas.AspNetCore.Reports;

/// <summary>Responds to problems of a query that only the computation of its figures detects. Failures of the store pass: they
/// get the response of <see cref="StoreFaults"/>.</summary>
internal static class QueryFaults
{
    /// <summary>Adds this behaviour to a route. Call this after the filter that stores responses: it stores these too.</summary>
    /// <param name="route">The route.</param>
    /// <param name="answer">Creates the response; null for an error that is not one of the query.</param>
    public static RouteHandlerBuilder AnswersQueryFaults(
        this RouteHandlerBuilder route, Func<HttpContext, SipasException, IResult?> answer) =>
        route.AddEndpointFilter(async (invocation, next) =>
    {
        try
        {
            return await next(invocation);
        }
        catch (SipasException error) when (!StoreFaults.Is(error) && answer(invocation.HttpContext, error) is { } result)
        {
            return result;
        }
    });

    /// <summary>Creates the response of figures as JSON or as a table. All problems are problems of the query, for example a points
    /// table that the pack does not have.</summary>
    public static IResult? OfFigures(HttpContext _, SipasException error) =>
        SipasResults.Problem(ProblemKind.QueryInvalid, error.Problems);

    /// <summary>Creates the response of the index of a unit.</summary>
    public static IResult? OfIndex(HttpContext _, SipasException error) =>
        IsInvalid(error) ? SipasResults.Problem(ProblemKind.QueryInvalid, error.Problems)
        : IsRefusal(error) ? SipasResults.Problem(ProblemKind.FiguresNotPublished, error.Problems)
        : null;

    /// <summary>Creates the response of a page.</summary>
    public static IResult? OfPage(HttpContext context, SipasException error) => context.Features.Get<BoundPage>() is { } page
        ? IsInvalid(error) ? page.Invalid(error.Problems) : IsRefusal(error) ? page.Refused(error.Problems) : null
        : null;

    // For example a procedure that the columns do not distinguish, which is detected only when it is counted.
    private static bool IsInvalid(SipasException error) => error.Problems.All(problem => problem.Code == ProblemCodes.QueryValue);

    // The reader may not see the requested figures.
    private static bool IsRefusal(SipasException error) =>
        error.Problems.All(problem =>
            problem.Code is ProblemCodes.DisclosureOpen or ProblemCodes.DisclosureDivided or ProblemCodes.DisclosureFlags);
}
