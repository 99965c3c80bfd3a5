using System.Text.Json.Serialization;

namespace Sipas.Common;

/// <summary>The decimal mark of numbers in a file. The other mark is the thousands separator.</summary>
[JsonConverter(typeof(DecimalMarkConverter))]
internal enum DecimalMark
{
    /// <summary>A comma, as in Vietnamese: 1.234,5.</summary>
    Comma,

    /// <summary>A point, as in English: 1,234.5.</summary>
    Point,
}
