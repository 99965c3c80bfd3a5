using System.Globalization;

namespace Sipas.Common;

/// <summary>
/// Parses numbers and dates in options, configuration and queries: one format for each, independent of the machine's
/// culture. All other formats are rejected.
/// </summary>
internal static class TypedValue
{
    /// <summary>Format of a number.</summary>
    public const string NumberSpelling = "1.8; 0.05; 1e-3 (0–9 . - e)";

    /// <summary>Format of an integer.</summary>
    public const string WholeSpelling = "0; 12; 1500 (0–9 -)";

    /// <summary>Format of a date.</summary>
    public const string DaySpelling = "yyyy-MM-dd (2026-11-21)";

    /// <summary>Parses a number: digits 0 to 9, a decimal point, an exponent; no thousands, no plus sign, no spaces, no comma.</summary>
    /// <param name="text">For example <c>1.8</c>, <c>-0.5</c>, <c>1e-3</c>; null is not a number.</param>
    /// <param name="number">The number; finite.</param>
    /// <returns>False for every other format: <c>1,8</c>, <c>1 000</c>, <c>.5</c>, <c>NaN</c>, digits of other scripts.</returns>
    public static bool TryReadNumber(string? text, out double number)
    {
        number = 0;
        return text is { Length: > 0 } && HasDigitsAround(text)
            && double.TryParse(
                text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    /// <summary>Parses an integer: digits 0 to 9 with an optional leading hyphen.</summary>
    /// <param name="text">For example <c>1500</c>; null is not a number.</param>
    /// <param name="number">The number.</param>
    /// <returns>False for every other format, such as <c>1.500</c> and <c>+5</c>, and for numbers beyond 64 bits.</returns>
    public static bool TryReadWhole(string? text, out long number)
    {
        number = 0;
        return text is { Length: > 0 } && char.IsAsciiDigit(text[^1]) && text[0] != '+'
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Parses a date.</summary>
    /// <param name="text">For example <c>2026-11-21</c>; null is not a date.</param>
    /// <param name="day">The date.</param>
    /// <returns>False for every other format, such as <c>21/11/2026</c> and <c>2026-1-2</c>, and for dates that do not exist.</returns>
    public static bool TryReadDay(string? text, out DateOnly day)
    {
        day = default;
        return text is { Length: 10 }
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    // Requires a digit first (after an optional hyphen) and last, and on both sides of the point. This excludes other
    // formats that .NET accepts.
    private static bool HasDigitsAround(string text)
    {
        int first = text[0] == '-' ? 1 : 0, point = text.IndexOf('.', StringComparison.Ordinal);
        return first < text.Length && char.IsAsciiDigit(text[first]) && char.IsAsciiDigit(text[^1])
            && (point < 0 || char.IsAsciiDigit(text[point + 1]));
    }
}
