using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.AspNetCore.Senders;
using Sipas.AspNetCore.Visits;
using Sipas.Counter;
using Sipas.Devices;
using Sipas.Hosting;
using Sipas.Limits;
using Sipas.Problems;

namespace Sipas.AspNetCore.Counter;

/// <summary><c>GET /sipas/v1/devices/counter</c>: the counter code, for the display of an enrolled device.</summary>
internal static class CounterCodeEndpoint
{
    public const string Name = "SipasCounterCode";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sipas/v1/devices/counter", Show).RequiresDevice()
        .AlsoHead(routes.MapMethods("/sipas/v1/devices/counter", ReadRoutes.Head, Show).RequiresDevice())
        .WithName(Name)
        .WithTags("Sipas devices")
        .WithSummary("Returns the code that the display at the counter shows now.")
        .WithDescription("Requires the header \"Authorization: SipasDevice CODE.SECRET\". The unit is that of the device. Request the " +
            "next code after "
            + "the seconds of the response. 404 for a unit without a display (SipasOptions.Collection.PresenceAt).")
        .Produces<CounterCodeResponse>()
        .ProducesProblems(
            StatusCodes.Status401Unauthorized, StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests,
            StatusCodes.Status503ServiceUnavailable);

    private static IResult Show(HttpContext context, CounterPresence presence, TimeProvider clock, LinkGenerator links)
    {
        Device device = RequestSender.DeviceOf(context);
        if (presence.CodeOf(device.UnitCode) is not { } code)
        {
            return SipasResults.Problem(
                ProblemKind.DisplayMissing,
                new Problem(ProblemCodes.DisplayMissing, "unit", device.UnitCode,
                    $"{nameof(SipasOptions)}.{nameof(SipasOptions.Collection)}.{nameof(CollectionSettings.PresenceAt)}"));
        }

        string address = links.GetUriByName(context, VisitEndpoints.OpenName,
            new RouteValueDictionary { ["unit"] = device.UnitCode, [VisitEndpoints.CodeParameter] = code.Code })!;
        QrSvg picture = QrSvg.Of(address);
        return SipasResults.Json(
            new CounterCodeResponse
            {
                Unit = device.UnitCode,
                Code = code.Code,
                Address = address,
                Size = picture.Size,
                Path = picture.Path,
                Seconds = Math.Max(1, (int)Math.Ceiling((code.Until - clock.GetUtcNow()).TotalSeconds)),
            },
            CounterJson.Default.CounterCodeResponse);
    }
}
