using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.AspNetCore.Kiosk;
using Sipas.AspNetCore.Reports;

namespace Sipas.AspNetCore.Http;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProblemResponse))]
[JsonSerializable(typeof(ReceiptResponse))]
[JsonSerializable(typeof(KeysResponse))]
[JsonSerializable(typeof(UnitListResponse))]
[JsonSerializable(typeof(KioskData))]
[JsonSerializable(typeof(KioskManifest))]
[JsonSerializable(typeof(EnrolmentData))]
[JsonSerializable(typeof(CounterData))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(ComparisonRequest))]
internal sealed partial class SipasJsonContext : JsonSerializerContext;
