using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sipas.Quality;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(QualityRules))]
internal sealed partial class QualityJsonContext : JsonSerializerContext;
