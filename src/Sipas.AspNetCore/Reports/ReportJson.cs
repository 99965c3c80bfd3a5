using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.AspNetCore.Http;

namespace Sipas.AspNetCore.Reports;

/// <summary>The unit list and the comparison of the JSON interface.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(UnitListResponse))]
[JsonSerializable(typeof(ComparisonRequest))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>For bodies of responses.</summary>
    public static ReportJson Body { get; } = new(SipasJson.ForBodies());
}
