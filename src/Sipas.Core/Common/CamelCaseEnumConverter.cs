using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sipas.Common;

/// <summary>Converts an enum to and from its camel-case name in JSON. Numbers are not accepted.</summary>
/// <typeparam name="T">The enum type.</typeparam>
internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
