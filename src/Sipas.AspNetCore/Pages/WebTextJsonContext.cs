using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.AspNetCore.Pages;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Dictionary<string, LocalizedText>))]
internal sealed partial class WebTextJsonContext : JsonSerializerContext;
