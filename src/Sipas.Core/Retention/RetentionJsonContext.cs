using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sipas.Retention;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RetentionPolicy))]
internal sealed partial class RetentionJsonContext : JsonSerializerContext;
