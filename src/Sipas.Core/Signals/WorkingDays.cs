namespace Sipas.Signals;

/// <summary>Days on which offices work: Mondays to Fridays that are no holiday.</summary>
public static class WorkingDays
{
    /// <summary>The day that lies some working days after another.</summary>
    /// <param name="from">The day from which is counted; it is not counted itself, whether anybody works on it or not.</param>
    /// <param name="count">Working days: 0 or more; 0 gives <paramref name="from"/>.</param>
    /// <param name="holidays">Days on which nobody works besides Saturdays and Sundays.</param>
    /// <returns>A working day, when <paramref name="count"/> is above 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static DateOnly After(DateOnly from, int count, ISet<DateOnly> holidays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(holidays);
        DateOnly day = from;
        while (count > 0)
        {
            day = day.AddDays(1);
            if (Is(day, holidays))
            {
                count--;
            }
        }

        return day;
    }

    /// <summary>Whether offices work on a day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="holidays">Days on which nobody works besides Saturdays and Sundays.</param>
    public static bool Is(DateOnly day, ISet<DateOnly> holidays)
    {
        ArgumentNullException.ThrowIfNull(holidays);
        return day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day);
    }
}
