using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Sipas.AspNetCore.Http;

/// <summary>The two serialization settings of JSON in responses.</summary>
internal static class SipasJson
{
    /// <summary>For bodies of type <c>application/json</c>: Vietnamese letters and time offsets remain readable.</summary>
    public static readonly SipasJsonContext Body = With(JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>For data blocks inside pages: letters remain readable, and every character that could end the block is
    /// escaped.</summary>
    public static readonly SipasJsonContext InPage = With(JavaScriptEncoder.Create(UnicodeRanges.All));

    private static SipasJsonContext With(JavaScriptEncoder encoder) =>
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = encoder });
}
