using System.Globalization;
using Sipas.Problems;
using Sipas.Text;

namespace Sipas.Questionnaires;

/// <summary>Reads the answer to a number, text or date question and writes it in the one form in which it is kept, hashed and exported.</summary>
public static class ValueReader
{
    /// <summary>The form of a day.</summary>
    public const string DateFormat = "yyyy-MM-dd";

    /// <summary>The most characters of any text, whatever its question says.</summary>
    public const int MaximumTextLength = 10_000;

    /// <summary>The most digits before the point of a number.</summary>
    public const int MaximumWholeDigits = 12;

    /// <summary>The most digits after the point of a number.</summary>
    public const int MaximumDecimals = 6;

    /// <summary>Reads a value.</summary>
    /// <param name="question">The question; it must not be a coded one.</param>
    /// <param name="value">The answer as text: a plain number with a point, a day as year-month-day, or any text; null or blank for none.</param>
    /// <param name="problem">What is wrong with it; null when nothing is.</param>
    /// <returns>
    /// The canonical value: a number without leading or trailing zeros (<c>34</c>, <c>-0.5</c>), a day as <c>yyyy-MM-dd</c>, a text cleaned by <see cref="FreeText"/> (a short one on one line).
    /// Null when there is none or it is wrong.
    /// </returns>
    /// <exception cref="ArgumentException">The question is answered by coded items.</exception>
    public static string? Read(Question question, string? value, out Problem? problem)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.IsCoded)
        {
            throw new ArgumentException($"The question '{question.Code}' is answered by coded items.", nameof(question));
        }

        problem = null;
        string text = FreeText.Clean(value ?? "", keepLines: question.Kind == QuestionKind.LongText);
        if (text.Length == 0)
        {
            return null;
        }

        return question.Kind switch
        {
            QuestionKind.Number => ReadNumber(question, text, out problem),
            QuestionKind.Date => ReadDay(question, text, out problem),
            _ => ReadText(question, text, out problem),
        };
    }

    private static string? ReadNumber(Question question, string text, out Problem? problem)
    {
        string limits = $"{Limit(question.Minimum)}–{Limit(question.Maximum)}";
        problem = null;
        int point = text.IndexOf('.', StringComparison.Ordinal);
        int whole = (point < 0 ? text : text[..point]).Count(char.IsAsciiDigit);
        int decimals = point < 0 ? 0 : text.Length - point - 1;
        if (whole > MaximumWholeDigits || decimals > MaximumDecimals
            || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            problem = new Problem(ProblemCodes.ValueMalformed, question.Code, text, limits);
            return null;
        }

        if (number < question.Minimum || number > question.Maximum)
        {
            problem = new Problem(ProblemCodes.ValueOutOfRange, question.Code, text, limits);
            return null;
        }

        // The sign of a negative zero and zeros behind the point go.
        return number == 0 ? "0" : number.ToString("0.######", CultureInfo.InvariantCulture);
    }

    private static string? ReadDay(Question question, string text, out Problem? problem)
    {
        bool isDay = DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        problem = isDay ? null : new Problem(ProblemCodes.ValueMalformed, question.Code, text, DateFormat);
        return isDay ? text : null;
    }

    private static string? ReadText(Question question, string text, out Problem? problem)
    {
        int most = Math.Min(question.MaximumLength ?? MaximumTextLength, MaximumTextLength);
        int length = FreeText.CountCharacters(text);
        problem = length <= most ? null : new Problem(ProblemCodes.TextTooLong, question.Code, Show(length), Show(most));
        return problem is null ? text : null;
    }

    private static string Limit(decimal? limit) => limit?.ToString(CultureInfo.InvariantCulture) ?? "…";

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
