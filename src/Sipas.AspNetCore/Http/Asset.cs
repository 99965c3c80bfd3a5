using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Sipas.AspNetCore.Http;

/// <summary>An embedded file that pages load.</summary>
internal sealed class Asset
{
    private const string Prefix = "Sipas.Assets.";

    private readonly byte[] _bytes;
    private readonly string _contentType;
    private readonly string _version;
    private readonly EntityTagHeaderValue _tag;

    private Asset(string fileName, string contentType, string? publicName = null)
    {
        using Stream stream = Open(fileName);
        _bytes = new byte[stream.Length];
        stream.ReadExactly(_bytes);
        _contentType = contentType;
        FileName = publicName ?? fileName;
        _version = Convert.ToHexStringLower(SHA256.HashData(_bytes).AsSpan(0, 8));
        _tag = new EntityTagHeaderValue($"\"{_version}\"");
    }

    public static Asset KioskStyle { get; } = new("kiosk.css", "text/css; charset=utf-8");

    public static Asset ReportStyle { get; } = new("reports.css", "text/css; charset=utf-8");

    // At a separate address from that of the reports, so that either set of routes can be mapped and guarded without the other.
    public static Asset AdminBaseStyle { get; } = new("reports.css", "text/css; charset=utf-8", "admin-base.css");

    public static Asset AdminStyle { get; } = new("admin.css", "text/css; charset=utf-8");

    public static Asset PaperScript { get; } = new("paper.js", "text/javascript; charset=utf-8");

    public static Asset UploadScript { get; } = new("upload.js", "text/javascript; charset=utf-8");

    public string FileName { get; }

    private string EndpointName => $"SipasAsset.{FileName}";

    /// <summary>The names of all embedded files.</summary>
    public static IEnumerable<string> Names =>
        typeof(Asset).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..]).Order(StringComparer.Ordinal);

    /// <summary>Opens an embedded file.</summary>
    /// <param name="fileName">Its name.</param>
    public static Stream Open(string fileName) => typeof(Asset).Assembly.GetManifestResourceStream(Prefix + fileName)
        ?? throw new InvalidOperationException($"The embedded file '{fileName}' is missing.");

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet($"/sipas/assets/{FileName}", (Delegate)Send)
        .AlsoHead(routes.MapMethods($"/sipas/assets/{FileName}", ReadRoutes.Head, (Delegate)Send)).WithName(EndpointName)
        .ExcludeFromDescription();

    /// <summary>Gets the address of the file, with its version, under the host's base path.</summary>
    /// <param name="links">Generates addresses.</param>
    /// <param name="context">The request.</param>
    public string Address(LinkGenerator links, HttpContext context) =>
        links.GetPathByName(context, EndpointName, new RouteValueDictionary { ["v"] = _version })
        ?? throw new InvalidOperationException($"The route of '{FileName}' is missing.");

    private FileContentHttpResult Send(HttpContext context)
    {
        bool versioned = string.Equals(context.Request.Query["v"], _version, StringComparison.Ordinal);
        context.Response.Headers.CacheControl = versioned ? "private, max-age=31536000, immutable" : "no-cache";
        return TypedResults.Bytes(_bytes, _contentType, entityTag: _tag);
    }
}
