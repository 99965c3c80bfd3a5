namespace Sipas.Storage.Dapper.Rows;

/// <summary>A day as the number yyyymmdd, which is readable and which every database sorts and compares correctly.</summary>
internal static class DayNumber
{
    public static int Of(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    /// <summary>The day of a number; <c>default</c> when the number is not a valid day, because the store may have been
    /// modified.</summary>
    public static DateOnly Read(int number)
    {
        try
        {
            return new DateOnly(number / 10_000, number / 100 % 100, number % 100);
        }
        catch (ArgumentOutOfRangeException)
        {
            return default;
        }
    }
}
