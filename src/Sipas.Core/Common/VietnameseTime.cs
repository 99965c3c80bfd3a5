namespace Sipas.Common;

/// <summary>The calendar for counting ballots: days and months in Vietnam, regardless of the machine's time zone.</summary>
/// <remarks>Vietnam (Asia/Ho_Chi_Minh) has used UTC+7 without daylight saving time since 13 June 1975, so a constant offset
/// is sufficient and no time zone database is needed.</remarks>
internal static class VietnameseTime
{
    /// <summary>The offset of Asia/Ho_Chi_Minh.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>Returns the day in Vietnam at an instant.</summary>
    /// <param name="instant">Any instant since 1975.</param>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>Returns the instant at which a day begins in Vietnam, in UTC.</summary>
    /// <param name="day">The day.</param>
    public static DateTimeOffset MidnightOf(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();
}
