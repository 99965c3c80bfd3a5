using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sipas.Text;

/// <summary>Writes an enum in JSON by its name in camel case, and reads nothing but such a name: never a number.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
