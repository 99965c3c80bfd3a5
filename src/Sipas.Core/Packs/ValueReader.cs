using System.Globalization;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Packs;

/// <summary>Parses the answer to a number, text or date question and returns the canonical form that is stored, hashed and
/// exported.</summary>
internal static class ValueReader
{
    /// <summary>Format of a date.</summary>
    public const string DateFormat = "yyyy-MM-dd";

    /// <summary>Maximum number of characters of any text, regardless of the limit of its question.</summary>
    public const int MaximumTextLength = 10_000;

    /// <summary>Maximum number of digits before the decimal point of a number.</summary>
    public const int MaximumWholeDigits = 12;

    /// <summary>Maximum number of digits after the decimal point of a number.</summary>
    public const int MaximumDecimals = 6;

    /// <summary>Parses a value.</summary>
    /// <param name="question">The question. It must not be a coded question.</param>
    /// <param name="value">The answer as text: a plain number with a decimal point, a date as year-month-day, or any text;
    /// null or blank for none.</param>
    /// <param name="problem">The problem with the value; null if it is valid.</param>
    /// <returns>
    /// The canonical value: a number without leading or trailing zeros (<c>34</c>, <c>-0.5</c>), a date as
    /// <c>yyyy-MM-dd</c>, a text cleaned by <see cref="TextSanitizer"/> (a short text on one line). Null if there is no value or
    /// it is not valid.
    /// </returns>
    /// <exception cref="ArgumentException">The question has coded items.</exception>
    public static string? Read(Question question, string? value, out Problem? problem)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.Traits.Parser is not { } parser)
        {
            throw new ArgumentException($"The question '{question.Code}' is answered by coded items.", nameof(question));
        }

        problem = null;
        string text = TextSanitizer.Clean(value ?? "", keepLines: question.Traits.HasLines);
        return text.Length == 0 ? null : parser(question, text, out problem);
    }

    internal static string? ReadNumber(Question question, string text, out Problem? problem)
    {
        string limits = $"{Limit(question.Minimum)}–{Limit(question.Maximum)}";
        problem = null;
        int point = text.IndexOf('.', StringComparison.Ordinal);
        int whole = (point < 0 ? text : text[..point]).Count(char.IsAsciiDigit);
        int decimals = point < 0 ? 0 : text.Length - point - 1;
        if (whole > MaximumWholeDigits || decimals > MaximumDecimals
            || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out decimal number))
        {
            problem = new Problem(ProblemCodes.ValueMalformed, question.Code, text, limits);
            return null;
        }

        if (number < question.Minimum || number > question.Maximum)
        {
            problem = new Problem(ProblemCodes.ValueOutOfRange, question.Code, text, limits);
            return null;
        }

        // Removes the sign of a negative zero and trailing zeros after the decimal point.
        return number == 0 ? "0" : number.ToString("0.######", CultureInfo.InvariantCulture);
    }

    internal static string? ReadDay(Question question, string text, out Problem? problem)
    {
        bool isDay = DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        problem = isDay ? null : new Problem(ProblemCodes.ValueMalformed, question.Code, text, DateFormat);
        return isDay ? text : null;
    }

    internal static string? ReadText(Question question, string text, out Problem? problem)
    {
        int maximum = Math.Min(question.MaximumLength ?? MaximumTextLength, MaximumTextLength);
        int length = TextSanitizer.CountCharacters(text);
        problem = length <= maximum ? null : new Problem(ProblemCodes.TextTooLong, question.Code, Show(length), Show(maximum));
        return problem is null ? text : null;
    }

    private static string Limit(decimal? limit) => limit?.ToString(CultureInfo.InvariantCulture) ?? "…";

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
