using System.Text.Json.Serialization;

namespace Sipas.AspNetCore.Admin.Import;

[JsonSerializable(typeof(StoredReading))]
internal sealed partial class StoredReadingJson : JsonSerializerContext;
