using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Ballots;
using Sipas.AspNetCore.Contact;
using Sipas.AspNetCore.Counter;
using Sipas.AspNetCore.Devices;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Kiosk;
using Sipas.AspNetCore.Quarantine;
using Sipas.AspNetCore.Reports;
using Sipas.AspNetCore.Senders;
using Sipas.AspNetCore.Tickets;
using Sipas.AspNetCore.Visits;
using Sipas.Problems;
using Sipas.Tickets;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the pages and endpoints of Sipas in a host.</summary>
public static class SipasEndpointRouteBuilderExtensions
{
    /// <summary>Maps the kiosk page <c>/kiosk/{unit}</c>, <c>POST /sipas/v1/ballots</c>, which accepts ballots from any
    /// client, <c>POST /sipas/v1/contacts</c>, with which a citizen requests contact, and <c>GET /sipas/v1/keys</c>,
    /// with which anyone can verify a receipt.</summary>
    /// <param name="endpoints">The host's routes, or a group of them.</param>
    /// <returns>All mapped routes, for conventions of the host. They are meant to be public: if the host has a fallback
    /// policy, add <c>.AllowAnonymous()</c>.</returns>
    /// <exception cref="SipasException"><c>AddSipas</c> was not called (<c>CFG0005</c>), or the host does not have the
    /// policy of <c>AddInterviewers</c> (<c>CFG0004</c>).</exception>
    public static IEndpointConventionBuilder MapSipasKiosk(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        SipasRoutes.RequireServices(endpoints, nameof(MapSipasKiosk));
        HostPolicies.Require(
            endpoints.ServiceProvider, nameof(SipasBuilderInterviewerExtensions.AddInterviewers),
            endpoints.ServiceProvider.GetServices<InterviewerRule>().Select(rule => rule.Policy));
        RouteGroupBuilder group = SipasRoutes.Group(endpoints);
        StoreFaults.Attach(group, KioskEndpoints.Unavailable);
        BallotEndpoint.Map(group);
        DeviceEndpoints.Map(group);
        CounterCodeEndpoint.Map(group);
        QuarantineEndpoint.Map(group);
        ContactEndpoint.Map(group);
        KeyEndpoint.Map(group);
        KioskEndpoints.Map(group);
        CounterEndpoint.Map(group);
        VisitEndpoints.Map(group);
        foreach (string prefix in (string[])["/kiosk", "/q", "/t", "/counter"])
        {
            UnknownAddresses.MapPages(group, prefix, KioskEndpoints.Unknown);
        }

        UnknownAddresses.MapJson(group, before: 2);
        return group;
    }

    /// <summary>Maps the report page <c>/reports</c>, a page for each unit, and the figures as JSON under <c>/sipas/v1/units</c>.</summary>
    /// <param name="endpoints">The host's routes, or a group of them.</param>
    /// <returns>All mapped routes. Chain <c>.RequireAuthorization("policy")</c> or, to publish them,
    /// <c>.AllowAnonymous()</c>: with neither startup fails (<c>CFG0006</c>).</returns>
    /// <exception cref="SipasException"><c>AddSipas</c> was not called (<c>CFG0005</c>), or the host does not have the
    /// policy of <c>AddLiveFigures</c> (<c>CFG0004</c>).</exception>
    public static IEndpointConventionBuilder MapSipasReports(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        SipasRoutes.RequireServices(endpoints, nameof(MapSipasReports));
        HostPolicies.Require(endpoints.ServiceProvider, nameof(SipasBuilderFigureExtensions.AddLiveFigures),
            endpoints.ServiceProvider.GetServices<LiveFigureRule>().Select(rule => rule.Policy));
        RouteGroupBuilder group = SipasRoutes.Group(endpoints);
        StoreFaults.Attach(group, ReportEndpoints.Unavailable);
        var figures = new FigureRoutes(group);
        IndexEndpoints.Map(group, figures);
        FigureEndpoints.Map(group, figures);
        ReportEndpoints.Map(group, figures);
        UnknownAddresses.MapPages(group, "/reports", ReportEndpoints.Unknown);
        UnknownAddresses.MapJson(group, before: 1);
        RouteGuard.Attach(group, endpoints.ServiceProvider, GuardedRoutes.Reports);
        return group;
    }

    /// <summary>Maps <c>POST /sipas/v1/tickets</c>, with which other applications request tickets. An application in
    /// this process calls <see cref="ITicketIssuer"/> instead.</summary>
    /// <param name="endpoints">The host's routes, or a group of them.</param>
    /// <returns>All mapped routes. Chain <c>.RequireAuthorization("policy")</c>, or <c>.AllowAnonymous()</c> if only
    /// such applications can reach the host: with neither startup fails (<c>TKT0009</c>).</returns>
    /// <exception cref="SipasException"><c>AddSipas</c> was not called (<c>CFG0005</c>), or there is no personal-data
    /// store (<c>PPL0006</c>).</exception>
    public static IEndpointConventionBuilder MapSipasTickets(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        SipasRoutes.RequireServices(endpoints, nameof(MapSipasTickets));
        SipasRoutes.RequirePeople(endpoints, nameof(MapSipasTickets));
        RouteGroupBuilder group = SipasRoutes.Group(endpoints);
        RouteGuard.Attach(group, endpoints.ServiceProvider, GuardedRoutes.Tickets);
        StoreFaults.Attach(group, (_, problem) => SipasResults.Unavailable(problem));
        TicketEndpoints.Map(group);
        return group;
    }

    /// <summary>Maps a page for unknown addresses, with a link. For a host that serves only Sipas; omit it inside
    /// another application.</summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <returns>The route, for conventions of the host.</returns>
    /// <exception cref="SipasException"><c>AddSipas</c> was not called (<c>CFG0005</c>).</exception>
    public static IEndpointConventionBuilder MapSipasNotFound(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        SipasRoutes.RequireServices(endpoints, nameof(MapSipasNotFound));
        RouteGroupBuilder group = SipasRoutes.Group(endpoints);
        UnknownAddresses.MapAll(group, KioskEndpoints.Unknown);
        return group;
    }
}
