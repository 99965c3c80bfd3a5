using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Collection;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>Addresses of what the kiosk page asks for, under whatever base path the host runs.</summary>
internal readonly struct KioskAddresses(LinkGenerator links, HttpContext context)
{
    public string Submit => links.GetPathByName(context, BallotEndpoint.Name)!;

    public string Contact => links.GetPathByName(context, ContactEndpoint.Name)!;

    /// <summary>What all addresses of our JSON endpoints begin with.</summary>
    public string Api => Submit[..^"ballots".Length];

    public string Worker => links.GetPathByName(context, KioskOffline.WorkerName)!;

    public string Icon => KioskScripts.Address(links, context, KioskScripts.Icon);

    public string Kiosk(string unit) => links.GetPathByName(context, KioskEndpoints.Name, new RouteValueDictionary { ["unit"] = unit })!;

    /// <summary>The manifest of the page that is asked for, with the same questionnaire.</summary>
    public string Manifest(string unit) => links.GetPathByName(context, KioskOffline.ManifestName, new RouteValueDictionary { ["unit"] = unit }) + context.Request.QueryString;
}
