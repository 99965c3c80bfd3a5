namespace Sipas.Cases;

public class WorkingDaysTests
{
    [Fact]
    public void After_EveryDayOfTwoYearsAndEveryCount_IsTheDayFoundByListingWorkingDays()
    {
        HashSet<DateOnly> holidays = [new(2026, 2, 16), new(2026, 2, 17), new(2026, 4, 30), new(2026, 5, 1), new(2026, 9, 2),
            new(2027, 1, 1), new(2026, 11, 21)];
        DateOnly first = new(2026, 1, 1);

        // The oracle lists every day, strikes out what nobody works on, and takes the nth that is left.
        DateOnly[] working = [.. Enumerable.Range(0, 1_000).Select(first.AddDays)
            .Where(day => (int)day.DayOfWeek is >= 1 and <= 5 && !holidays.Contains(day))];
        for (DateOnly from = first; from < new DateOnly(2028, 1, 1); from = from.AddDays(1))
        {
            DateOnly[] after = [.. working.Where(day => day > from)];
            for (int count = 1; count <= 12; count++)
            {
                Assert.Equal(after[count - 1], WorkingDays.After(from, count, holidays));
            }

            Assert.Equal(from, WorkingDays.After(from, 0, holidays));
        }
    }

    [Fact]
    public void After_NegativeCount_IsRefused() =>
    Assert.Throws<ArgumentOutOfRangeException>(() => WorkingDays.After(new DateOnly(2026, 11, 20), -1, new HashSet<DateOnly>()));
}
