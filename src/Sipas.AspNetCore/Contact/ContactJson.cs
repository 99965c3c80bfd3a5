using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sipas.AspNetCore.Contact;

/// <summary>Contact requests and their responses as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ContactBody))]
[JsonSerializable(typeof(ContactResponse))]
internal sealed partial class ContactJson : JsonSerializerContext;
