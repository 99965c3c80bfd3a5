using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Ballots;
using Sipas.AspNetCore.Contact;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>Addresses that the kiosk page requests, under the host's base path.</summary>
internal readonly struct KioskAddresses(LinkGenerator links, HttpContext context)
{
    public string Submit => links.GetPathByName(context, BallotEndpoint.Name)!;

    public string Contact => links.GetPathByName(context, ContactEndpoint.Name)!;

    /// <summary>The prefix of the addresses of all JSON endpoints.</summary>
    public string Api => Submit[..^"ballots".Length];

    public string Worker => links.GetPathByName(context, KioskOffline.WorkerName)!;

    public string Icon => KioskScripts.Address(links, context, KioskScripts.Icon);

    public string Kiosk(string unit) => links.GetPathByName(context, KioskEndpoints.Name, new RouteValueDictionary { ["unit"] = unit })!;

    /// <summary>Gets the address of the manifest of the requested page, with the same questionnaire.</summary>
    public string Manifest(string unit) =>
        links.GetPathByName(context, KioskOffline.ManifestName, new RouteValueDictionary { ["unit"] = unit }) + context.Request.QueryString;
}
