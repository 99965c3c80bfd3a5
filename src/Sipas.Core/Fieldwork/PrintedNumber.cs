using System.Globalization;

namespace Sipas.Fieldwork;

/// <summary>The numbers printed on paper ballots: six digits or more, a hyphen, and a check digit.</summary>
/// <remarks>
/// The check digit is Luhn's (ISO/IEC 7812-1, annex B). It detects every single-digit error and every swap of adjacent
/// digits, except <c>09</c> and <c>90</c>; that swap produces another valid number, which may also have been printed
/// and is detected only if the issued numbers are known. Numbers are assigned in printing order and contain no
/// information about a person.
/// </remarks>
internal static class PrintedNumber
{
    private const int MinimumDigits = 6;
    private const int MaxDigits = 18;
    private const string ScanMark = "SIPAS:";

    /// <summary>Formats a number as it is printed.</summary>
    /// <param name="number">The number: 1 or more.</param>
    /// <returns>For example <c>000017-4</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static string Of(long number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        string digits = number.ToString("D6", CultureInfo.InvariantCulture);
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[digits.Length - 1 - i] - '0';
            int weighted = i % 2 == 0 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{digits}-{(10 - (sum % 10)) % 10}");
    }

    /// <summary>
    /// Whether a text has the format of printed numbers, regardless of its check digit. Numbers on ballots printed
    /// elsewhere do not have this format.
    /// </summary>
    /// <param name="text">For example <c>000017-5</c>.</param>
    public static bool HasForm(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is >= MinimumDigits + 2 and <= MaxDigits + 2 && text[^2] == '-' && char.IsAsciiDigit(text[^1])
            && text.AsSpan(0, text.Length - 2).IndexOfAnyExceptInRange('0', '9') < 0;
    }

    /// <summary>
    /// Whether a text has the format of printed numbers but is invalid: its check digit is wrong, or it has superfluous
    /// zeros.
    /// </summary>
    /// <param name="text">For example <c>000017-5</c>.</param>
    public static bool IsSlip(string text) => HasForm(text) && !TryRead(text, out _);

    /// <summary>Reads a printed number.</summary>
    /// <param name="text">For example <c>000017-4</c>.</param>
    /// <param name="number">The number: 1 or more.</param>
    /// <returns>False unless the text is exactly the output of <see cref="Of"/>.</returns>
    public static bool TryRead(string text, out long number)
    {
        ArgumentNullException.ThrowIfNull(text);
        number = 0;
        return HasForm(text) && long.TryParse(text.AsSpan(0, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number > 0
            && Of(number) == text;
    }

    /// <summary>Gets the number printed after another.</summary>
    /// <param name="text">A number as typed.</param>
    /// <returns>
    /// For example <c>000114-9</c> after <c>000113-1</c>: incremented, with its own check digit; empty if the text does
    /// not have this format, because other numbering schemes are unknown.
    /// </returns>
    public static string Next(string text) => TryRead(text, out long number) && number < long.MaxValue ? Of(number + 1) : "";

    /// <summary>Extracts the number from the scanned QR code of a ballot.</summary>
    /// <param name="text">For example <c>SIPAS:TINH-2026:000017-4</c>, or a typed number.</param>
    /// <returns>The number without the survey prefix; any other text unchanged except for trimming.</returns>
    public static string Scanned(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        string last = trimmed[(trimmed.LastIndexOf(':') + 1)..];
        return trimmed.StartsWith(ScanMark, StringComparison.OrdinalIgnoreCase) && HasForm(last) ? last : trimmed;
    }
}
