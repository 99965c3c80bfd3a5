using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sipas.AspNetCore.Devices;

/// <summary>The messages of devices as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EnrolRequest))]
[JsonSerializable(typeof(EnrolResponse))]
[JsonSerializable(typeof(HeartbeatRequest))]
[JsonSerializable(typeof(HeartbeatResponse))]
internal sealed partial class DeviceJson : JsonSerializerContext;
