using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Sipas.AspNetCore.Http;

namespace Sipas.AspNetCore.Pages;

/// <summary>An embedded file that pages load.</summary>
internal sealed class Asset
{
    private const string Prefix = "Sipas.Assets.";

    private readonly byte[] _bytes;
    private readonly string _contentType;
    private readonly string _version;
    private readonly EntityTagHeaderValue _tag;

    private Asset(byte[] bytes, string contentType, string publicName)
    {
        _bytes = bytes;
        _contentType = contentType;
        FileName = publicName;
        _version = Convert.ToHexStringLower(SHA256.HashData(_bytes).AsSpan(0, 8));
        _tag = new EntityTagHeaderValue($"\"{_version}\"");
    }

    public static Asset KioskStyle { get; } = Style("kiosk.css");

    public static Asset ReportStyle { get; } = Style("reports.css");

    public string FileName { get; }

    private string EndpointName => $"SipasAsset.{FileName}";

    /// <summary>The bytes that are served.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Creates a style sheet of this library, with the design tokens before it.</summary>
    /// <param name="fileName">Name of the embedded file.</param>
    /// <param name="publicName">Name in its address; that of the file when null. Two sets of routes that can be mapped and
    /// guarded without each other serve the same sheet under two names.</param>
    public static Asset Style(string fileName, string? publicName = null) =>
        new([.. Read("tokens.css"), .. Read(fileName)], "text/css; charset=utf-8", publicName ?? fileName);

    /// <summary>Creates a style sheet of a package, for pages that also load <see cref="ReportStyle"/>.</summary>
    /// <param name="assembly">The package in which it is embedded.</param>
    /// <param name="fileName">Its name.</param>
    public static Asset StyleOf(Assembly assembly, string fileName) => new(Read(fileName, assembly), "text/css; charset=utf-8", fileName);

    /// <summary>Creates a script of a package.</summary>
    /// <param name="assembly">The package in which it is embedded.</param>
    /// <param name="fileName">Its name.</param>
    public static Asset ScriptOf(Assembly assembly, string fileName) =>
        new(Read(fileName, assembly), "text/javascript; charset=utf-8", fileName);

    /// <summary>Gets the names of all embedded files of a package.</summary>
    /// <param name="assembly">The package.</param>
    public static IEnumerable<string> NamesIn(Assembly assembly) =>
        assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..]).Order(StringComparer.Ordinal);

    /// <summary>Opens an embedded file.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="assembly">The package in which it is embedded; this library when null.</param>
    public static Stream Open(string fileName, Assembly? assembly = null) =>
        (assembly ?? typeof(Asset).Assembly).GetManifestResourceStream(Prefix + fileName)
        ?? throw new InvalidOperationException($"The embedded file '{fileName}' is missing.");

    /// <summary>Reads an embedded file.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="assembly">The package in which it is embedded; this library when null.</param>
    public static byte[] Read(string fileName, Assembly? assembly = null)
    {
        using Stream stream = Open(fileName, assembly);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

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
