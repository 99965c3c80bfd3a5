using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sipas.Alerts;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LowRatingAlert))]
internal sealed partial class AlertJsonContext : JsonSerializerContext;
