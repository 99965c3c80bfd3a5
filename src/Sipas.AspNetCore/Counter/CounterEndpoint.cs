using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Kiosk;
using Sipas.AspNetCore.Pages;
using Sipas.Problems;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.AspNetCore.Counter;

/// <summary><c>/counter/{unit}</c>: the display of codes at a counter. The page itself contains none; its script
/// requests them with the credential of the device.</summary>
internal static class CounterEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/counter/{unit}", ShowAsync).AlsoHead(routes.MapMethods("/counter/{unit}", ReadRoutes.Head, ShowAsync))
        .ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(HttpContext context, string unit, SurveyState state, LinkGenerator links)
    {
        string style = Asset.KioskStyle.Address(links, context);
        OrganisationUnit? found = await state.FindUnitAsync(unit, context.RequestAborted);
        if (found is null)
        {
            return KioskEndpoints.Fault(context, StatusCodes.Status404NotFound, "fault.unit",
                new Problem(ProblemCodes.UnitNotFound, "unit", unit), style);
        }

        var addresses = new KioskAddresses(links, context);
        var data = new CounterData(links.GetPathByName(context, CounterCodeEndpoint.Name)!, addresses.Kiosk("enrol"), found.Code,
            found.Name, WebTexts.Under("counter."));
        KioskOffline.MarkAsOurs(context);
        return HtmlPage.Of<CounterPage>(
            new ScriptedModel<CounterData>(data, style, [KioskScripts.Address(links, context, KioskScripts.Counter)]));
    }
}
