using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Http;
using Sipas.Disclosure;
using Sipas.Hosting;
using Sipas.Limits;
using Sipas.Problems;

namespace Sipas.AspNetCore.Reports;

/// <summary>
/// Maps the routes that show figures: each reader gets the appropriate view, few responses are computed at the same
/// time, and identical requests are computed once.
/// </summary>
internal sealed class FigureRoutes(IEndpointRouteBuilder routes)
{
    private static readonly (string, string?)[] Survey = [("pack", null), ("questionnaireVersion", null)];
    private static readonly (string, string?)[] Filters =
    [
        ("from", null), ("to", null), ("procedure", null), ("mode", null), ("channel", null),
        ("flagged", null), ("below", "false"), ("respondent", null), ("by", null),
    ];

    // Options are validated at startup, after routes are mapped.
    private readonly Lazy<AnswerCache> _cache = new(() => new AnswerCache(
        routes.ServiceProvider.GetRequiredService<IOptions<SipasOptions>>().Value.Reads,
        routes.ServiceProvider.GetRequiredService<TimeProvider>()));

    /// <summary>Maps a page for GET and HEAD.</summary>
    public RouteHandlerBuilder ShowPage(string pattern, RouteHandlerBuilder get, RouteHandlerBuilder head,
        params ReadOnlySpan<(string Name, string? Default)> own) =>
        Map(pattern, get, head, new FigureRoute(Of([.. Survey, .. Filters, ("lang", "vi"), .. own])), QueryFaults.OfPage);

    /// <summary>Maps the index of units, which takes filters, for GET and HEAD.</summary>
    public RouteHandlerBuilder ShowIndex(string pattern, RouteHandlerBuilder get, RouteHandlerBuilder head) =>
        Map(pattern, get, head, new FigureRoute(Of([.. Survey, .. Filters])), QueryFaults.OfIndex)
            .ProducesProblems(StatusCodes.Status403Forbidden);

    /// <summary>Maps figures as JSON or as a table for GET and HEAD.</summary>
    public RouteHandlerBuilder ShowFigures(string pattern, RouteHandlerBuilder get, RouteHandlerBuilder head,
        params ReadOnlySpan<(string Name, string? Default)> own) =>
        Map(
            pattern, get, head, new FigureRoute(Of([.. Survey, ("basis", "sampled"), ("format", "json"), ("lang", "vi"), .. own])),
            QueryFaults.OfFigures);

    /// <summary>As <see cref="ShowFigures"/>, for responses that contain more than counts.</summary>
    public RouteHandlerBuilder ShowValues(string pattern, RouteHandlerBuilder get, RouteHandlerBuilder head,
        params ReadOnlySpan<(string Name, string? Default)> own) =>
        Map(
            pattern, get, head, new FigureRoute(Of([.. Survey, ("basis", "sampled"), ("format", "json"), ("lang", "vi"), .. own]),
                KeepsLive: false),
            QueryFaults.OfFigures);

    /// <summary>Applies the concurrency limit to a route that computes figures of its request body.</summary>
    public static RouteHandlerBuilder Limit(RouteHandlerBuilder route) => route.AddEndpointFilter(async (context, next) =>
    {
        using IDisposable? place = await EnterAsync(context.HttpContext);
        return place is null ? Refusal(context.HttpContext) : await next(context);
    }).AnswersQueryFaults(QueryFaults.OfFigures);

    private static Dictionary<string, string?> Of((string Name, string? Default)[] parameters) =>
        parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Default, StringComparer.OrdinalIgnoreCase);

    private RouteHandlerBuilder Map(string pattern, RouteHandlerBuilder get, RouteHandlerBuilder head, FigureRoute route,
        Func<HttpContext, SipasException, IResult?> faulty)
    {
        // HEAD requests the same as GET, so both share the cache.
        return Show(get).AlsoHead(Show(head));

        RouteHandlerBuilder Show(RouteHandlerBuilder mapped) =>
            mapped.WithMetadata(route).AddEndpointFilter((context, next) => AnswerAsync(pattern, route, context, next))
                .AnswersQueryFaults(faulty);
    }

    private async ValueTask<object?> AnswerAsync(
        string pattern, FigureRoute route, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        FigureService service = http.RequestServices.GetRequiredService<FigureService>();
        FigureView view = await LiveFigureRule.AnyAdmitsAsync(http)
            ? await service.LiveAsync(http.RequestAborted)
            : await service.PublicAsync(http.RequestAborted);
        http.Features.Set(view);
        string key = FigureQuestion.KeyOf(pattern, route, view, http.Request);
        return await _cache.Value.AnswerAsync(key, keep: route.KeepsLive || !view.IsLive, http, ComputeAsync);

        async Task<StoredAnswer> ComputeAsync()
        {
            using IDisposable? place = await EnterAsync(http);
            return await StoredAnswer.TakeAsync(http, () => place is null ? ValueTask.FromResult<object?>(Refusal(http)) : next(context));
        }
    }

    private static Task<IDisposable?> EnterAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<ReadGate>().EnterAsync(context.RequestAborted);

    private static IResult Refusal(HttpContext context)
    {
        Problem problem = SipasResults.Busy(ProblemCodes.TooManyReads);
        context.Response.Headers.RetryAfter = problem.Allowed;
        return (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.StartsWith("/sipas/v1", StringComparison.Ordinal) == true
            ? SipasResults.Unavailable(problem)
            : ReportEndpoints.Unavailable(context, problem);
    }
}
