using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Problems;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Dictionary<string, LocalizedText>))]
internal sealed partial class ProblemJsonContext : JsonSerializerContext;
