using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sipas.Common;

/// <summary>Converts a decimal mark to and from JSON as the character: <c>","</c> or <c>"."</c>.</summary>
internal sealed class DecimalMarkConverter : JsonConverter<DecimalMark>
{
    /// <inheritdoc/>
    public override DecimalMark Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? reader.GetString() : null) switch
        {
            "," => DecimalMark.Comma,
            "." => DecimalMark.Point,
            _ => throw new JsonException("\",\" | \".\""),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DecimalMark value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value == DecimalMark.Comma ? "," : ".");
    }
}
