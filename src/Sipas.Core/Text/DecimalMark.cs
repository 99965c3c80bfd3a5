using System.Text.Json.Serialization;

namespace Sipas.Text;

/// <summary>The mark before the decimals of a number in a file; the other mark then parts thousands.</summary>
[JsonConverter(typeof(DecimalMarkConverter))]
public enum DecimalMark
{
    /// <summary>A comma, as Vietnamese writes it: 1.234,5.</summary>
    Comma,

    /// <summary>A point, as English writes it: 1,234.5.</summary>
    Point,
}
