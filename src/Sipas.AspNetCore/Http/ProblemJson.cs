using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sipas.AspNetCore.Http;

/// <summary>Problem documents as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProblemResponse))]
internal sealed partial class ProblemJson : JsonSerializerContext
{
    /// <summary>For bodies of responses.</summary>
    public static ProblemJson Body { get; } = new(SipasJson.ForBodies());
}
