using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Estimation;
using Sipas.Problems;
using Sipas.Text;

namespace Sipas.ReferenceHost.Files;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(DesignFile))]
internal sealed partial class DesignFileJsonContext : JsonSerializerContext;
