using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Ballots;
using Sipas.Files;
using Sipas.Storage;
using Sipas.Text;

namespace Sipas.AspNetCore.Desk;

[JsonSerializable(typeof(StoredReading))]
internal sealed partial class StoredReadingJson : JsonSerializerContext;
