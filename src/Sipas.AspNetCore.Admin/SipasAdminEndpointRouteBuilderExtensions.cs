using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Admin.Mapping;
using Sipas.AspNetCore.Http;
using Sipas.Problems;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the officer's pages in a host.</summary>
public static class SipasAdminEndpointRouteBuilderExtensions
{
    /// <summary>Maps the officer's pages under <c>/admin</c>: from the plan of a survey to its lists and fieldwork.
    /// These pages need the personal-data store, which is opened at startup.</summary>
    /// <param name="endpoints">The host's routes, or a group of them.</param>
    /// <returns>All mapped routes. Chain <c>.RequireAuthorization("policy")</c>, or <c>.AllowAnonymous()</c> if only
    /// officers can reach the host: with neither startup fails (<c>PPL0007</c>).</returns>
    /// <exception cref="SipasException"><c>AddSipas</c> or <c>AddAdmin</c> was not called (<c>CFG0005</c>), or there is
    /// no personal-data store (<c>PPL0006</c>).</exception>
    public static IEndpointConventionBuilder MapSipasAdmin(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        SipasRoutes.RequireServices(endpoints, nameof(MapSipasAdmin));
        if (!endpoints.ServiceProvider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(SipasAdminMarker)))
        {
            throw new SipasException(new Problem(ProblemCodes.ServicesMissing, $"app.{nameof(MapSipasAdmin)}()", null,
                "builder.Services.AddSipas(…).AddAdmin()"));
        }

        SipasRoutes.RequirePeople(endpoints, nameof(MapSipasAdmin));
        RouteGroupBuilder group = SipasRoutes.FormGroup(endpoints);
        RouteGuard.Attach(group, endpoints.ServiceProvider, GuardedRoutes.Admin);
        AdminEndpoints.Map(group);
        return group;
    }
}
