using System.Globalization;

namespace Sipas.Sampling;

/// <summary>Reads a number as frames and lots write it: digits with at most one mark, a point or a comma, before the decimals.</summary>
internal static class DecimalText
{
    /// <param name="text">The text.</param>
    /// <param name="number">The number.</param>
    /// <param name="unclear">True where three digits stand behind one mark, which may be thousands, unless a 0 stands before it.</param>
    /// <returns>False when it is no number, or unclear.</returns>
    public static bool TryRead(string text, out decimal number, out bool unclear)
    {
        int mark = text.AsSpan().IndexOfAny('.', ',');
        unclear = mark > 0 && text.Length - mark == 4 && text[..mark] is not ("0" or "-0") && text.AsSpan(mark + 1).IndexOfAnyExceptInRange('0', '9') < 0;
        bool read = decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
        return read && !unclear && mark != 0 && mark != text.Length - 1 && text[0] != '+';
    }
}
