using System.Globalization;

namespace Sipas.Fieldwork;

/// <summary>The numbers that are printed on paper ballots: six digits or more, a hyphen, and a check digit.</summary>
/// <remarks>
/// The check digit is Luhn's (ISO/IEC 7812-1, annex B). It finds every single wrong digit, and every swap of neighbouring digits but <c>09</c> and <c>90</c>;
/// that swap gives another number that may have been printed too, and is found only where it is known which numbers were issued.
/// Numbers are given in the order of printing and say nothing of a person.
/// </remarks>
public static class PrintedNumber
{
    private const int FewestDigits = 6;
    private const int MostDigits = 18;
    private const string ScanMark = "SIPAS:";

    /// <summary>A number as it is printed.</summary>
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

    /// <summary>Whether a text has the form of our numbers, right or wrong. A number of another form, from ballots printed elsewhere, has not.</summary>
    /// <param name="text">For example <c>000017-5</c>.</param>
    public static bool HasForm(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is >= FewestDigits + 2 and <= MostDigits + 2 && text[^2] == '-' && char.IsAsciiDigit(text[^1])
            && text.AsSpan(0, text.Length - 2).IndexOfAnyExceptInRange('0', '9') < 0;
    }

    /// <summary>Whether a text has the form of our numbers and is none: its check digit is wrong, or it has needless zeros.</summary>
    /// <param name="text">For example <c>000017-5</c>.</param>
    public static bool IsSlip(string text) => HasForm(text) && !TryRead(text, out _);

    /// <summary>Reads a printed number.</summary>
    /// <param name="text">For example <c>000017-4</c>.</param>
    /// <param name="number">The number: 1 or more.</param>
    /// <returns>False where the text is not exactly what <see cref="Of"/> prints.</returns>
    public static bool TryRead(string text, out long number)
    {
        ArgumentNullException.ThrowIfNull(text);
        number = 0;
        return HasForm(text) && long.TryParse(text.AsSpan(0, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0
            && Of(number) == text;
    }

    /// <summary>The number printed after another.</summary>
    /// <param name="text">A number as it was keyed.</param>
    /// <returns>For example <c>000114-9</c> after <c>000113-1</c>: counted up, with its own check digit; empty where the text is no number of ours, for how others go on is not known.</returns>
    public static string Next(string text) => TryRead(text, out long number) && number < long.MaxValue ? Of(number + 1) : "";

    /// <summary>The number in what a scanner reads from a ballot of ours.</summary>
    /// <param name="text">For example <c>SIPAS:TINH-2026:000017-4</c>, or a number as it was typed.</param>
    /// <returns>The number without the survey before it; any other text as it is, without the blanks around it.</returns>
    public static string Scanned(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        string last = trimmed[(trimmed.LastIndexOf(':') + 1)..];
        return trimmed.StartsWith(ScanMark, StringComparison.OrdinalIgnoreCase) && HasForm(last) ? last : trimmed;
    }
}
