using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Sipas.AspNetCore.Http;

/// <summary>The two serialization settings of JSON in responses. Each area has a generated context for its messages.</summary>
internal static class SipasJson
{
    /// <summary>Creates the settings of bodies of type <c>application/json</c>: Vietnamese letters and time offsets remain
    /// readable.</summary>
    public static JsonSerializerOptions ForBodies() => With(JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>Creates the settings of data blocks inside pages: letters remain readable, and every character that could
    /// end the block is escaped.</summary>
    public static JsonSerializerOptions ForPages() => With(JavaScriptEncoder.Create(UnicodeRanges.All));

    private static JsonSerializerOptions With(JavaScriptEncoder encoder) => new(JsonSerializerDefaults.Web) { Encoder = encoder };
}
