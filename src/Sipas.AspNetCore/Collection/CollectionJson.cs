using System.Text.Json.Serialization;

namespace Sipas.AspNetCore.Collection;

/// <summary>The messages of collection, read and written by generated code.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EnrolRequest))]
[JsonSerializable(typeof(EnrolResponse))]
[JsonSerializable(typeof(HeartbeatRequest))]
[JsonSerializable(typeof(HeartbeatResponse))]
[JsonSerializable(typeof(HeldSubmissionResponse))]
[JsonSerializable(typeof(TicketRequest))]
[JsonSerializable(typeof(TicketResponse))]
[JsonSerializable(typeof(CounterCodeResponse))]
[JsonSerializable(typeof(ContactBody))]
[JsonSerializable(typeof(ContactResponse))]
internal sealed partial class CollectionJson : JsonSerializerContext;
