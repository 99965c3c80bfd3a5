using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sipas.AspNetCore.Http;
using Sipas.Problems;

namespace Sipas.AspNetCore.Reports;

/// <summary>Sees to it that a host says who may read the reports: a host that does not is stopped at start, and until it has stopped every request is refused.</summary>
internal static partial class ReportGuard
{
    private const string Fix = "app.MapSipasReports().RequireAuthorization(\"policy\") / .AllowAnonymous()";

    /// <summary>Marks a report route; its presence is how the guard finds the routes.</summary>
    private sealed record ReportRoute;

    public static void Attach(RouteGroupBuilder group, IServiceProvider services)
    {
        group.WithMetadata(new ReportRoute());
        group.AddEndpointFilter(async (context, next) =>
            IsGuarded(context.HttpContext.GetEndpoint()!) ? await next(context) : SipasResults.Problem(ProblemKind.ReportsUnguarded, Unguarded(context.HttpContext.Request.Path)));

        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(() => Check(services, lifetime));
    }

    /// <summary>Whether an endpoint says who may call it.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static bool IsGuarded(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
        || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null
        || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static void Check(IServiceProvider services, IHostApplicationLifetime lifetime)
    {
        string[] open = [.. services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<ReportRoute>() is not null && !IsGuarded(endpoint))
            .Select(endpoint => (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName ?? "?")
            .Distinct(StringComparer.Ordinal)];
        if (open.Length == 0)
        {
            return;
        }

        Problem problem = Unguarded(string.Join(", ", open));
        string vietnamese = problem.Message.Vi;
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Sipas.AspNetCore");
        LogUnguarded(logger, problem, vietnamese);
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    private static Problem Unguarded(string? place) => new(ProblemCodes.ReportsUnguarded, place, null, Fix);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Critical, Message = "{Problem} / {Vietnamese}")]
    private static partial void LogUnguarded(ILogger logger, Problem problem, string vietnamese);
}
