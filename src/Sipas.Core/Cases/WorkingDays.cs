namespace Sipas.Cases;

/// <summary>Computes working days: Mondays to Fridays that are not holidays.</summary>
internal static class WorkingDays
{
    /// <summary>Returns the day a number of working days after another day.</summary>
    /// <param name="from">The day from which to count; it is not counted itself, whether or not it is a working day.</param>
    /// <param name="count">Number of working days: 0 or more; 0 returns <paramref name="from"/>.</param>
    /// <param name="holidays">Non-working days in addition to Saturdays and Sundays.</param>
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

    /// <summary>Whether a day is a working day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="holidays">Non-working days in addition to Saturdays and Sundays.</param>
    public static bool Is(DateOnly day, ISet<DateOnly> holidays)
    {
        ArgumentNullException.ThrowIfNull(holidays);
        return day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day);
    }
}
