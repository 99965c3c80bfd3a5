using System.Globalization;

namespace Sipas.Common;

/// <summary>Formats and parses times in JSON, files and canonical bytes: ISO 8601 with an offset, with millisecond precision.</summary>
internal static class Iso8601
{
    /// <summary>Length of a formatted time, in characters.</summary>
    internal const int Length = 29;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm'Z'",
    ];

    /// <summary>Parses a time and truncates it to milliseconds.</summary>
    /// <param name="text">For example <c>2026-11-21T08:30:00.250+07:00</c>; <c>Z</c> means UTC. A time without an offset is
    /// rejected, because its instant is unknown.</param>
    /// <param name="time">The time, with its original offset.</param>
    /// <returns>False if the text is not a time in this format or is outside the years 1970 to 9998.</returns>
    public static bool TryRead(string text, out DateTimeOffset time)
    {
        if (TryReadUsual(text, out time))
        {
            return true;
        }

        if (!DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)
            || time.UtcDateTime.Year is < 1970 or > 9998)
        {
            time = default;
            return false;
        }

        time = CutToMilliseconds(time);
        return true;
    }

    /// <summary>Formats a time with its offset and three decimals.</summary>
    /// <param name="time">The time.</param>
    public static string Write(DateTimeOffset time) => string.Create(Length, time, static (text, value) => Write(value, text));

    internal static void Write(DateTimeOffset time, Span<char> text)
    {
        DateTime clock = time.DateTime;
        int offset = (int)time.Offset.TotalMinutes;
        Digits(text[..4], clock.Year);
        text[4] = '-';
        Digits(text[5..7], clock.Month);
        text[7] = '-';
        Digits(text[8..10], clock.Day);
        text[10] = 'T';
        Digits(text[11..13], clock.Hour);
        text[13] = ':';
        Digits(text[14..16], clock.Minute);
        text[16] = ':';
        Digits(text[17..19], clock.Second);
        text[19] = '.';
        Digits(text[20..23], clock.Millisecond);
        text[23] = offset < 0 ? '-' : '+';
        Digits(text[24..26], Math.Abs(offset) / 60);
        text[26] = ':';
        Digits(text[27..29], Math.Abs(offset) % 60);
    }

    /// <summary>Truncates a time to milliseconds.</summary>
    /// <param name="time">The time.</param>
    public static DateTimeOffset CutToMilliseconds(DateTimeOffset time) =>
        new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond), time.Offset);

    // Fast path for the usual format "2026-11-21T08:30:00.250+07:00". The general parser takes several times as long as the
    // rest of a ballot's validation. Any other format is left to it.
    private static bool TryReadUsual(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length != Length || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':'
            || text[19] != '.' || text[26] != ':' || text[23] is not ('+' or '-'))
        {
            return false;
        }

        int year = Number(text[..4]), month = Number(text[5..7]), day = Number(text[8..10]), hour = Number(text[11..13]),
            minute = Number(text[14..16]), second = Number(text[17..19]);
        int millisecond = Number(text[20..23]), offsetHours = Number(text[24..26]), offsetMinutes = Number(text[27..29]);
        if (year is < 1971 or > 9997 || month is < 1 or > 12 || day < 1 || hour is < 0 or > 23 || minute is < 0 or > 59
            || second is < 0 or > 59 || millisecond < 0
            || offsetHours is < 0 or > 13 || offsetMinutes is < 0 or > 59 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        int offset = ((offsetHours * 60) + offsetMinutes) * (text[23] == '-' ? -1 : 1);
        time = new DateTimeOffset(year, month, day, hour, minute, second, millisecond, TimeSpan.FromMinutes(offset));
        return true;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        int number = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return -1;
            }

            number = (number * 10) + (digit - '0');
        }

        return number;
    }

    private static void Digits(Span<char> target, int number)
    {
        for (int i = target.Length - 1; i >= 0; i--, number /= 10)
        {
            target[i] = (char)('0' + (number % 10));
        }
    }
}
