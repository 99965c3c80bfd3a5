using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sipas.ReferenceHost.Culture;

/// <summary>What differs from run to run, whatever the culture, and is masked before outputs are compared. All of it is
/// listed here.</summary>
internal static partial class CultureMask
{
    /// <summary>Headers that the server writes by its own clock, that hold marks against forged forms, or that follow
    /// from the body, which is compared itself: a QR code of another token has another length.</summary>
    public static IReadOnlySet<string> Headers { get; } =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Date", "Set-Cookie", "ETag", "Content-Length" };

    public static string Apply(string text, string folder)
    {
        text = text.Replace(folder, "FOLDER", StringComparison.Ordinal);
        text = Address().Replace(text, "ADDRESS");
        text = QrPath().Replace(text, "d=\"QR\"");
        text = Id().Replace(text, "ID");
        text = Quoted().Replace(text, "\"TOKEN\"");
        text = Token().Replace(text, "TOKEN");
        return Code().Replace(text, "CODE");
    }

    /// <summary>The OpenAPI document with its members in ordinal order: ASP.NET Core sorts its schemas by the culture
    /// of the process, and the order of members says nothing.</summary>
    public static string Ordered(string json) => Ordered(JsonNode.Parse(json))!.ToJsonString();

    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Ordered(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Ordered)]),
        _ => node?.DeepClone(),
    };

    // The port that the system gave.
    [GeneratedRegex(@"(127\.0\.0\.1|localhost|\[::1\]):\d{2,5}")]
    private static partial Regex Address();

    // The modules of a QR code: it carries a token.
    [GeneratedRegex("\\bd=\"M[^\"]{200,}\"")]
    private static partial Regex QrPath();

    // Ids of ballots, devices, uploads.
    [GeneratedRegex("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}")]
    private static partial Regex Id();

    // Keys, hashes, signatures, tickets, relations in a workbook: 16 hexadecimal digits or more, 22 characters of
    // base64 or more with a digit and both cases.
    [GeneratedRegex(@"\bR?[0-9a-f]{16,}\b|(?<![\w-])(?=[\w-]*[0-9])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[A-Za-z0-9_-]{22,}")]
    private static partial Regex Token();

    // Keys and signatures in JSON: base64 with its own signs. The path of a ticket is no key.
    [GeneratedRegex("\"(?!/t/)[A-Za-z0-9+/]{40,}={0,2}\"")]
    private static partial Regex Quoted();

    // Codes that are read out: receipts and enrolment (8 letters), devices (D and 7).
    [GeneratedRegex(@"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b|\bD[0-9A-HJKMNP-TV-Z]{7}\b")]
    private static partial Regex Code();
}
