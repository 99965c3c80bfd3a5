using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.AspNetCore.Http;

namespace Sipas.AspNetCore.Ballots;

/// <summary>Receipts and their keys as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ReceiptResponse))]
[JsonSerializable(typeof(KeysResponse))]
internal sealed partial class BallotJson : JsonSerializerContext
{
    /// <summary>For bodies of responses.</summary>
    public static BallotJson Body { get; } = new(SipasJson.ForBodies());
}
