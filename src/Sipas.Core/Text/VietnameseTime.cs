namespace Sipas.Text;

/// <summary>The calendar by which ballots are counted: days and months in Vietnam, whatever the machine's own zone.</summary>
/// <remarks>Vietnam (Asia/Ho_Chi_Minh) has kept UTC+7 without daylight saving since 13 June 1975, so a constant serves and no zone database is needed.</remarks>
public static class VietnameseTime
{
    /// <summary>The offset of Asia/Ho_Chi_Minh.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The day in Vietnam at an instant.</summary>
    /// <param name="instant">Any instant since 1975.</param>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The instant at which a day begins in Vietnam, in UTC.</summary>
    /// <param name="day">The day.</param>
    public static DateTimeOffset MidnightOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();
}
