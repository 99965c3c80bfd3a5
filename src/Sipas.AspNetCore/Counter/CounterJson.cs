using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.AspNetCore.Http;

namespace Sipas.AspNetCore.Counter;

/// <summary>The messages and the page data of the display at a counter as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CounterCodeResponse))]
[JsonSerializable(typeof(CounterData))]
internal sealed partial class CounterJson : JsonSerializerContext
{
    /// <summary>For data blocks inside pages.</summary>
    public static CounterJson InPage { get; } = new(SipasJson.ForPages());
}
