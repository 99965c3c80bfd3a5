using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Admin;
using Sipas.AspNetCore.Collection;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Kiosk;
using Sipas.AspNetCore.Reports;
using Sipas.Hosting;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Surveys;
using Sipas.Tickets;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the pages and endpoints of Sipas in a host.</summary>
public static class SipasEndpointRouteBuilderExtensions
{
    // Bytes beyond a limit that are read and discarded, so that the sender gets the response: for programs, and for
    // officers with their files.
    private const long JsonDrainedBytes = 64L << 20;
    private const long FormDrainedBytes = 2L << 30;

    // Anyone may send JSON, so its rest is discarded for a bounded time only.
    private static readonly TimeSpan JsonDrainedFor = TimeSpan.FromSeconds(30);

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
        RequireServices(endpoints, nameof(MapSipasKiosk));
        HostPolicies.Require(
            endpoints.ServiceProvider, nameof(SipasBuilderInterviewerExtensions.AddInterviewers),
            endpoints.ServiceProvider.GetServices<InterviewerRule>().Select(rule => rule.Policy));
        RouteGroupBuilder group = Group(endpoints, JsonDrainedBytes, JsonDrainedFor);
        StoreFaults.Attach(group, KioskEndpoints.Unavailable);
        BallotEndpoint.Map(group);
        DeviceEndpoints.Map(group);
        CounterCodeEndpoint.Map(group);
        QuarantineEndpoint.Map(group);
        ContactEndpoint.Map(group);
        KeyEndpoint.Map(group);
        KioskEndpoints.Map(group);
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
        RequireServices(endpoints, nameof(MapSipasReports));
        HostPolicies.Require(endpoints.ServiceProvider, nameof(SipasBuilderFigureExtensions.AddLiveFigures),
            endpoints.ServiceProvider.GetServices<LiveFigureRule>().Select(rule => rule.Policy));
        RouteGroupBuilder group = Group(endpoints, JsonDrainedBytes, JsonDrainedFor);
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
        RequireServices(endpoints, nameof(MapSipasAdmin));
        var services = endpoints.ServiceProvider.GetRequiredService<IServiceProviderIsService>();
        if (!services.IsService(typeof(SipasAdminMarker)))
        {
            throw new SipasException(new Problem(ProblemCodes.ServicesMissing, $"app.{nameof(MapSipasAdmin)}()", null,
                "builder.Services.AddSipas(…).AddAdmin()"));
        }

        if (!services.IsService(typeof(IPersonalDataStorage)))
        {
            throw new SipasException(new Problem(ProblemCodes.PersonalDataStorageMissing, $"app.{nameof(MapSipasAdmin)}()", null,
                "builder.Services.AddSipas(…).UsePeopleStorage(…)"));
        }

        endpoints.ServiceProvider.GetRequiredService<PeopleUse>().Require();
        RouteGroupBuilder group = Group(endpoints, FormDrainedBytes, null);
        RouteGuard.Attach(group, endpoints.ServiceProvider, GuardedRoutes.Admin);
        AdminEndpoints.Map(group);
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
        RequireServices(endpoints, nameof(MapSipasTickets));
        if (!endpoints.ServiceProvider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IPersonalDataStorage)))
        {
            throw new SipasException(new Problem(ProblemCodes.PersonalDataStorageMissing, $"app.{nameof(MapSipasTickets)}()", null,
                "builder.Services.AddSipas(…).UsePeopleStorage(…)"));
        }

        endpoints.ServiceProvider.GetRequiredService<PeopleUse>().Require();
        RouteGroupBuilder group = Group(endpoints, JsonDrainedBytes, JsonDrainedFor);
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
        RequireServices(endpoints, nameof(MapSipasNotFound));
        RouteGroupBuilder group = Group(endpoints, JsonDrainedBytes, JsonDrainedFor);
        UnknownAddresses.MapAll(group, KioskEndpoints.Unknown);
        return group;
    }

    private static RouteGroupBuilder Group(IEndpointRouteBuilder endpoints, long drained, TimeSpan? drainedFor)
    {
        RouteGroupBuilder group = endpoints.MapGroup("");
        AnswerHeaders.Attach(group);
        BodyLimit.Attach(group, drained, drainedFor);
        return group;
    }

    private static void RequireServices(IEndpointRouteBuilder endpoints, string method)
    {
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(SurveyState)) != true)
        {
            throw new SipasException(new Problem(ProblemCodes.ServicesMissing, $"app.{method}()", null, "builder.Services.AddSipas(…)"));
        }
    }
}
