using System.Text.Json.Serialization;

namespace Sipas.AspNetCore.Desk;

[JsonSerializable(typeof(StoredReading))]
internal sealed partial class StoredReadingJson : JsonSerializerContext;
