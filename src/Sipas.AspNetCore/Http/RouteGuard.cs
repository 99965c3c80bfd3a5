using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>Requires that a host specifies authorization for these routes: a host that does not is stopped at startup,
/// and until it has stopped every request is rejected.</summary>
internal static partial class RouteGuard
{
    public static void Attach(RouteGroupBuilder group, IServiceProvider services, GuardedRoutes routes)
    {
        // The guard finds the routes by this metadata.
        group.WithMetadata(routes);
        group.AddEndpointFilter(async (context, next) =>
            IsGuarded(context.HttpContext.GetEndpoint()!)
            ? await next(context)
            : SipasResults.Problem(routes.Kind, routes.Problem(context.HttpContext.Request.Path)));

        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(() => Check(services, lifetime, routes));
    }

    /// <summary>Whether an endpoint specifies its authorization.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static bool IsGuarded(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
        || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null
        || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static void Check(IServiceProvider services, IHostApplicationLifetime lifetime, GuardedRoutes routes)
    {
        string[] open = [.. services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<GuardedRoutes>() == routes && !IsGuarded(endpoint))
            .Select(endpoint => (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName ?? "?")
            .Distinct(StringComparer.Ordinal)];
        if (open.Length == 0)
        {
            return;
        }

        Problem problem = routes.Problem(string.Join(", ", open));
        string vietnamese = problem.Message.Vi;
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Sipas.AspNetCore");
        LogUnguarded(logger, problem, vietnamese);
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    [LoggerMessage(EventId = 2002, Level = LogLevel.Critical, Message = "{Problem} / {Vietnamese}")]
    private static partial void LogUnguarded(ILogger logger, Problem problem, string vietnamese);
}
