using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sipas.AspNetCore.Quarantine;

/// <summary>Receipts of held submissions as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(HeldSubmissionResponse))]
internal sealed partial class QuarantineJson : JsonSerializerContext;
