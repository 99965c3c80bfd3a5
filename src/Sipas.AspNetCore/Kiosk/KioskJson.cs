using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.AspNetCore.Http;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>The data of the kiosk's pages and of its service worker as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(KioskData))]
[JsonSerializable(typeof(KioskManifest))]
[JsonSerializable(typeof(EnrolmentData))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class KioskJson : JsonSerializerContext
{
    /// <summary>For bodies of responses.</summary>
    public static KioskJson Body { get; } = new(SipasJson.ForBodies());

    /// <summary>For data blocks inside pages.</summary>
    public static KioskJson InPage { get; } = new(SipasJson.ForPages());
}
