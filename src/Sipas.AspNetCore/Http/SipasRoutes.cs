using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.Hosting;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Http;

/// <summary>Creates the groups in which the routes of Sipas are mapped.</summary>
internal static class SipasRoutes
{
    // Bytes beyond a limit that are read and discarded, so that the sender gets the response: for programs, and for
    // officers with their files.
    private const long JsonDrainedBytes = 64L << 20;
    private const long FormDrainedBytes = 2L << 30;

    // Anyone may send JSON, so its rest is discarded for a bounded time only.
    private static readonly TimeSpan JsonDrainedFor = TimeSpan.FromSeconds(30);

    /// <summary>Creates a group with the headers and the body limits of this library, for requests of programs and
    /// respondents.</summary>
    /// <param name="endpoints">The host's routes.</param>
    public static RouteGroupBuilder Group(IEndpointRouteBuilder endpoints) => Group(endpoints, JsonDrainedBytes, JsonDrainedFor);

    /// <summary>As <see cref="Group(IEndpointRouteBuilder)"/>, for forms with files.</summary>
    /// <param name="endpoints">The host's routes.</param>
    public static RouteGroupBuilder FormGroup(IEndpointRouteBuilder endpoints) => Group(endpoints, FormDrainedBytes, null);

    /// <summary>Requires that the host added the services of Sipas.</summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <param name="method">The method that maps routes.</param>
    /// <exception cref="SipasException"><c>AddSipas</c> was not called (<c>CFG0005</c>).</exception>
    public static void RequireServices(IEndpointRouteBuilder endpoints, string method)
    {
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(SurveyState)) != true)
        {
            throw new SipasException(new Problem(ProblemCodes.ServicesMissing, $"app.{method}()", null, "builder.Services.AddSipas(…)"));
        }
    }

    /// <summary>Requires a personal-data store, which is opened at startup.</summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <param name="method">The method that maps routes.</param>
    /// <exception cref="SipasException">There is none (<c>PPL0006</c>).</exception>
    public static void RequirePeople(IEndpointRouteBuilder endpoints, string method)
    {
        if (!endpoints.ServiceProvider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IPersonalDataStorage)))
        {
            throw new SipasException(new Problem(ProblemCodes.PersonalDataStorageMissing, $"app.{method}()", null,
                "builder.Services.AddSipas(…).UsePersonalDataStorage(…)"));
        }

        endpoints.ServiceProvider.GetRequiredService<PeopleUse>().Require();
    }

    private static RouteGroupBuilder Group(IEndpointRouteBuilder endpoints, long drained, TimeSpan? drainedFor)
    {
        RouteGroupBuilder group = endpoints.MapGroup("");
        AnswerHeaders.Attach(group);
        BodyLimit.Attach(group, drained, drainedFor);
        return group;
    }
}
