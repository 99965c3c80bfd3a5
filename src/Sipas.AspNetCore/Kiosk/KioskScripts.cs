using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Problems;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>The modules of the kiosk's script. They import each other by name, so their folder contains the version: a
/// page never mixes two versions.</summary>
internal static class KioskScripts
{
    /// <summary>The module that a page references; it imports the others.</summary>
    public const string Entry = "kiosk.js";

    /// <summary>The module of the enrolment page.</summary>
    public const string Enrolment = "enrol.js";

    /// <summary>The module of the display at a counter.</summary>
    public const string Counter = "counter.js";

    public const string Icon = "icon.svg";

    private const string EndpointName = "SipasKioskScript";

    /// <summary>All modules, the entry first.</summary>
    public static readonly IReadOnlyList<string> Names =
        [Entry, "ballot.js", "contact.js", "device.js", "dom.js", "flow.js", "offline.js", "online.js", "question.js", "queue.js",
            "receipts.js", "speech.js", "staff.js", "store.js", "surroundings.js", "words.js"];

    private static readonly Dictionary<string, byte[]> Files = Names.Append(Icon).Append(Enrolment).Append(Counter)
        .ToDictionary(name => name, name => Asset.Read(name), StringComparer.Ordinal);

    /// <summary>A version that changes with every byte of any module, of the service worker and of the style.</summary>
    public static readonly string Version = Convert.ToHexStringLower(
        SHA256.HashData([.. Files.Values.SelectMany(file => file), .. Asset.Read("worker.js"), .. Asset.KioskStyle.Bytes]).AsSpan(0, 8));

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sipas/assets/kiosk-{version}/{file}", Send)
        .AlsoHead(routes.MapMethods("/sipas/assets/kiosk-{version}/{file}", ReadRoutes.Head, Send)).WithName(EndpointName)
        .ExcludeFromDescription();

    /// <summary>Gets the addresses of all modules, the entry first, under the host's base path.</summary>
    /// <param name="links">Generates addresses.</param>
    /// <param name="context">The request.</param>
    public static IReadOnlyList<string> Addresses(LinkGenerator links, HttpContext context) =>
        [.. Names.Select(file => Address(links, context, file))];

    /// <summary>Gets the address of one file.</summary>
    /// <param name="links">Generates addresses.</param>
    /// <param name="context">The request.</param>
    /// <param name="file">Its name.</param>
    public static string Address(LinkGenerator links, HttpContext context, string file) =>
        links.GetPathByName(context, EndpointName, new RouteValueDictionary { ["version"] = Version, ["file"] = file })!;

    private static IResult Send(HttpContext context, string version, string file)
    {
        if (!Files.TryGetValue(file, out byte[]? bytes))
        {
            return SipasResults.Problem(
                ProblemKind.AddressUnknown,
                new Problem(ProblemCodes.EndpointUnknown, "path", context.Request.PathBase.Add(context.Request.Path).Value));
        }

        // During a release, a page of one version may request a file of another: it gets the current file, which must
        // not be cached.
        context.Response.Headers.CacheControl = version == Version ? "private, max-age=31536000, immutable" : "no-cache";
        return TypedResults.Bytes(bytes, file == Icon ? "image/svg+xml" : "text/javascript; charset=utf-8");
    }
}
