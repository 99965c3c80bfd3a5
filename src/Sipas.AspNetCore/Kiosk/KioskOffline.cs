using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Problems;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>The service worker and the manifest, with which a kiosk can be installed and start without a network.</summary>
internal static class KioskOffline
{
    public const string WorkerName = "SipasKioskWorker";
    public const string ManifestName = "SipasKioskManifest";

    // The header by which the service worker distinguishes pages of this host from those of a captive portal.
    private const string VersionHeader = "Sipas-Kiosk";

    private static readonly Lazy<string> Worker = new(() =>
    {
        using var reader = new StreamReader(Asset.Open("worker.js"));
        return reader.ReadToEnd();
    });

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/kiosk/sw.js", (Delegate)SendWorker)
            .AlsoHead(routes.MapMethods("/kiosk/sw.js", ReadRoutes.Head, (Delegate)SendWorker)).WithName(WorkerName)
            .ExcludeFromDescription();
        routes.MapGet("/kiosk/{unit}/manifest.webmanifest", SendManifest)
            .AlsoHead(routes.MapMethods("/kiosk/{unit}/manifest.webmanifest", ReadRoutes.Head, SendManifest)).WithName(ManifestName)
            .ExcludeFromDescription();
    }

    /// <summary>Marks a response as one of this host, whatever its status.</summary>
    /// <param name="context">The request.</param>
    public static void MarkAsOurs(HttpContext context) => context.Response.Headers[VersionHeader] = KioskScripts.Version;

    private static ContentHttpResult SendWorker(HttpContext context, LinkGenerator links)
    {
        string[] files = [Asset.KioskStyle.Address(links, context), .. KioskScripts.Addresses(links, context),
            KioskScripts.Address(links, context, KioskScripts.Icon)];
        string list = JsonSerializer.Serialize(files, KioskJson.Body.StringArray);
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; connect-src 'self'";
        return TypedResults.Text($"const SIPAS = {{ version: \"{KioskScripts.Version}\", files: {list} }};\n{Worker.Value}",
            "text/javascript", Encoding.UTF8);
    }

    private static async Task<IResult> SendManifest(HttpContext context, string unit, SurveyState state, LinkGenerator links)
    {
        OrganisationUnit? found;
        try
        {
            found = await state.FindUnitAsync(unit, context.RequestAborted);
        }
        catch (Exception error) when (StoreFaults.Is(error))
        {
            found = state.Units.Find(unit);
        }

        if (found is null)
        {
            return SipasResults.Problem(ProblemKind.UnitNotFound, new Problem(ProblemCodes.UnitNotFound, "unit", unit));
        }

        var addresses = new KioskAddresses(links, context);
        string kiosk = addresses.Kiosk(found.Code);
        return TypedResults.Bytes(
            JsonSerializer.SerializeToUtf8Bytes(
                ManifestOf(found, kiosk + context.Request.QueryString, kiosk[..(kiosk.LastIndexOf('/') + 1)], addresses.Icon),
                KioskJson.Body.KioskManifest),
            "application/manifest+json");
    }

    private static KioskManifest ManifestOf(OrganisationUnit unit, string start, string scope, string icon) => new()
    {
        Id = start,
        Name = $"SIPAS · {unit.Name.Vi}",
        ShortName = "SIPAS",
        Lang = "vi",
        StartUrl = start,
        Scope = scope,
        Display = "fullscreen",
        ThemeColor = "#0d3b66",
        BackgroundColor = "#f4f6f9",
        Icons = [new KioskIcon(icon, "any", "image/svg+xml", "any"), new KioskIcon(icon, "any", "image/svg+xml", "maskable")],
    };
}
