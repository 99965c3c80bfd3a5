using System.Text.Json.Serialization;

namespace Sipas.AspNetCore.Import;

[JsonSerializable(typeof(StoredReading))]
internal sealed partial class StoredReadingJson : JsonSerializerContext;
