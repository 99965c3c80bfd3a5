using System.Globalization;

namespace Sipas.AspNetCore.Admin;

/// <summary>The numbers on paper ballots. They are given in the order of printing and say nothing of a person: who got which is in the field log alone.</summary>
internal static class PrintedBallots
{
    /// <summary>Most ballots that one page prints.</summary>
    public const int MostPrinted = 500;

    /// <summary>A number as it is printed: six digits or more, and a check digit, so that a slip in writing it down is found.</summary>
    /// <param name="number">The number: 1 or more.</param>
    /// <returns>For example <c>000017-4</c>: the check digit is Luhn's (ISO/IEC 7812-1, annex B).</returns>
    public static string NumberOf(long number)
    {
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

    /// <summary>Whether a text is a printed number whose check digit is wrong. A number of another form, from ballots printed elsewhere, is none.</summary>
    /// <param name="text">For example <c>000017-5</c>.</param>
    public static bool IsSlip(string text) =>
        text.Length is >= 8 and <= 20 && text[^2] == '-' && long.TryParse(text.AsSpan(0, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && NumberOf(number) != text;
}
