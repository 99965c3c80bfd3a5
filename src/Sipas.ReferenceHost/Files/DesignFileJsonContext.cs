using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sipas.ReferenceHost.Files;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(DesignFile))]
internal sealed partial class DesignFileJsonContext : JsonSerializerContext;
