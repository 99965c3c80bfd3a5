using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>
/// Handles unknown addresses below the prefixes of this library. Its routes are matched last, so they never replace a
/// route of the host, not even an equally general one.
/// </summary>
internal static class UnknownAddresses
{
    // Matched after every other route. Addresses that need no sign-in come before those that the host protects.
    private const int Last = int.MaxValue;

    /// <summary>
    /// Handles unknown addresses below a prefix. Names with a dot are left to the host's static files, unless the whole
    /// prefix belongs to this library.
    /// </summary>
    /// <param name="routes">The routes.</param>
    /// <param name="prefix">For example <c>/kiosk</c>.</param>
    /// <param name="page">Creates the page for a problem with a status.</param>
    public static void MapPages(IEndpointRouteBuilder routes, string prefix, Func<HttpContext, int, Problem, IResult> page) =>
        Map(routes, prefix + "/{**rest:nonfile}", 1, context =>
            Answer(context, ProblemCodes.PageUnknown, (status, problem) => page(context, status, problem)));

    /// <summary>Returns a problem document for unknown addresses below <c>/sipas</c>, which programs use.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="before">Number of equally general route sets that are matched after this one.</param>
    public static void MapJson(IEndpointRouteBuilder routes, int before) => Map(
        routes, "/sipas/{**rest}", before, context => Answer(context, ProblemCodes.EndpointUnknown, (status, problem) =>
        SipasResults.Problem(status switch
        {
            StatusCodes.Status405MethodNotAllowed => ProblemKind.MethodNotAllowed,
            StatusCodes.Status415UnsupportedMediaType => ProblemKind.ContentType,
            _ => ProblemKind.AddressUnknown,
        }, problem)));

    /// <summary>Handles every unknown address of a host that serves only this library.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="page">Creates the page for a problem with a status.</param>
    public static void MapAll(IEndpointRouteBuilder routes, Func<HttpContext, int, Problem, IResult> page) =>
        Map(routes, "/{**rest}", 0,
            context => Answer(context, ProblemCodes.PageUnknown, (status, problem) => page(context, status, problem)));

    /// <summary>Whether an endpoint was mapped by this class.</summary>
    public static bool Answers(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<Marker>() is not null;

    private static void Map(IEndpointRouteBuilder routes, string pattern, int before, Func<HttpContext, IResult> answer) =>
        routes.Map(pattern, (HttpContext context) => answer(context)).WithOrder(Last - before).WithMetadata(Marker.Instance)
        .ExcludeFromDescription();

    private static IResult Answer(HttpContext context, string code, Func<int, Problem, IResult> make)
    {
        PathString path = context.Request.Path;
        RouteEndpoint[] known = [.. KnowingOf(context, path)];
        string[] methods = [.. known.SelectMany(MethodsOf).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];

        // Address and method match a route, so the content type is the one that no route accepts: candidates with
        // another content type are skipped.
        if (known.Where(endpoint => MethodsOf(endpoint).Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? []).Distinct()
            .ToArray() is { Length: > 0 } accepted)
        {
            return make(
                StatusCodes.Status415UnsupportedMediaType,
                new Problem(ProblemCodes.ContentType, "Content-Type", context.Request.ContentType ?? "—", string.Join(", ", accepted)));
        }

        if (methods.Length > 0)
        {
            context.Response.Headers.Allow = string.Join(", ", methods);
        }

        return make(
            methods.Length > 0 ? StatusCodes.Status405MethodNotAllowed : StatusCodes.Status404NotFound,
            new Problem(code, "path", context.Request.PathBase.Add(path).Value));
    }

    // The routes that match the address; without them the request would not have been rejected.
    private static IEnumerable<RouteEndpoint> KnowingOf(HttpContext context, PathString path) =>
        context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !Answers(endpoint) && endpoint.RoutePattern.RawText is not null && MethodsOf(endpoint).Count > 0
                && Knows(context, TemplateParser.Parse(endpoint.RoutePattern.RawText), path));

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

    private static bool Knows(HttpContext context, RouteTemplate template, PathString path)
    {
        var values = new RouteValueDictionary();
        var resolver = context.RequestServices.GetRequiredService<IInlineConstraintResolver>();
        return new TemplateMatcher(template, []).TryMatch(path, values)
            && template.Parameters.All(parameter => parameter.InlineConstraints.All(constraint =>
                resolver.ResolveConstraint(constraint.Constraint)?.Match(context, null, parameter.Name!, values,
                    RouteDirection.IncomingRequest) != false));
    }

    private sealed class Marker
    {
        public static readonly Marker Instance = new();
    }
}
