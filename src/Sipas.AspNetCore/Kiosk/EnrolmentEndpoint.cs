using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;

namespace Sipas.AspNetCore.Kiosk;

/// <summary><c>/kiosk/enrol</c>: the page on which a device enters its one-time code.</summary>
internal static class EnrolmentEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/kiosk/enrol", (Delegate)Show).AlsoHead(routes.MapMethods("/kiosk/enrol", ReadRoutes.Head, (Delegate)Show))
        .ExcludeFromDescription();

    private static HtmlPage Show(HttpContext context, LinkGenerator links)
    {
        var addresses = new KioskAddresses(links, context);
        string kiosk = addresses.Kiosk("x");
        var data = new EnrolmentData(addresses.Api + "devices/enrol", kiosk[..(kiosk.LastIndexOf('/') + 1)], WebTexts.Under("enrol."));
        KioskOffline.MarkAsOurs(context);
        return HtmlPage.Of<EnrolmentPage>(new ScriptedModel<EnrolmentData>(
            data, Asset.KioskStyle.Address(links, context), [KioskScripts.Address(links, context, KioskScripts.Enrolment)]));
    }
}
