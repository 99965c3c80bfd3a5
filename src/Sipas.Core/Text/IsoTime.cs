using System.Globalization;

namespace Sipas.Text;

/// <summary>Times as they are written in JSON, files and canonical bytes: ISO 8601 with an offset, to the millisecond.</summary>
public static class IsoTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm'Z'",
    ];

    /// <summary>Reads a time and cuts it to the millisecond.</summary>
    /// <param name="text">For example <c>2026-11-21T08:30:00.250+07:00</c>; <c>Z</c> stands for UTC. A time without an offset is refused, since nobody knows its instant.</param>
    /// <param name="time">The time, with the offset it was written with.</param>
    /// <returns>False when the text is no such time or lies outside the years 1970 to 9998.</returns>
    public static bool TryRead(string text, out DateTimeOffset time)
    {
        if (!DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)
            || time.UtcDateTime.Year is < 1970 or > 9998)
        {
            time = default;
            return false;
        }

        time = CutToMilliseconds(time);
        return true;
    }

    /// <summary>Writes a time with its offset and three decimals.</summary>
    /// <param name="time">The time.</param>
    public static string Write(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>Cuts what is finer than a millisecond.</summary>
    /// <param name="time">The time.</param>
    public static DateTimeOffset CutToMilliseconds(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond), time.Offset);
}
