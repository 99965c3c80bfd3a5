using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sipas.AspNetCore.Tickets;

/// <summary>The messages about tickets as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TicketRequest))]
[JsonSerializable(typeof(TicketResponse))]
internal sealed partial class TicketJson : JsonSerializerContext;
