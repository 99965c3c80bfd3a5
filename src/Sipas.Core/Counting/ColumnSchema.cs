using Sipas.Ballots;
using Sipas.Packs;

namespace Sipas.Counting;

/// <summary>The schema of the columns of one questionnaire: its answers, the first day, and the respondent attributes.
/// Immutable.</summary>
internal sealed class ColumnSchema
{
    /// <summary>Number of service sectors that columns can distinguish.</summary>
    public const int MaximumProcedureFields = 65_536;

    /// <summary>Number of days that columns can distinguish, starting at <see cref="FirstDay"/>.</summary>
    public const int MaximumDays = 65_536;

    private readonly ushort[] _monthOfDay = new ushort[MaximumDays];
    private readonly List<int> _firstDayOfMonth = [0];

    /// <summary>Creates a schema of columns.</summary>
    /// <param name="layout">The questionnaire, with at most 16 codes per item.</param>
    /// <param name="firstDay">Earliest allowed day of a ballot. The last allowed day is 65,535 days later or the end of the
    /// calendar.</param>
    /// <param name="attributes">Respondent attributes, at most 8; null for none.</param>
    /// <exception cref="ArgumentException">An item has more than 16 codes, there are more than 8 attributes, two share a
    /// code, or one has fewer than 2 or more than 256 values.</exception>
    public ColumnSchema(AnswerLayout layout, DateOnly firstDay, IReadOnlyList<AttributeColumn>? attributes = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        FirstDay = firstDay;
        Attributes = [.. attributes ?? []];
        if (Attributes.Count > RespondentAttributes.MaximumCount)
        {
            throw new ArgumentException(
                $"{Attributes.Count} attributes were given; columns keep at most {RespondentAttributes.MaximumCount}.", nameof(attributes));
        }

        if (Attributes.FirstOrDefault(attribute => attribute.ValueCount is < 2 or > 256) is { } bad)
        {
            throw new ArgumentException($"Attribute '{bad.Code}' has {bad.ValueCount} values; 2 to 256 are allowed.", nameof(attributes));
        }

        if (Attributes.DistinctBy(attribute => attribute.Code).Count() != Attributes.Count)
        {
            throw new ArgumentException("Two attributes share a code.", nameof(attributes));
        }

        Planes = new PlaneLayout(layout, Attributes);
        DayCount = Math.Min(MaximumDays, DateOnly.MaxValue.DayNumber - firstDay.DayNumber + 1);
        int month = 0;
        DateOnly day = firstDay;
        for (int i = 0; i < DayCount; i++)
        {
            _monthOfDay[i] = (ushort)month;
            if (i + 1 < DayCount)
            {
                day = day.AddDays(1);
                if (day.Day == 1)
                {
                    month++;
                    _firstDayOfMonth.Add(i + 1);
                }
            }
        }
    }

    /// <summary>The questionnaire whose answers are stored.</summary>
    public AnswerLayout Layout { get; }

    /// <summary>Earliest allowed day of a ballot.</summary>
    public DateOnly FirstDay { get; }

    /// <summary>Stored respondent attributes.</summary>
    public IReadOnlyList<AttributeColumn> Attributes { get; }

    /// <summary>Number of distinct values of <see cref="CollectionMode"/>, including 0 (not stated).</summary>
    public static int ModeCount { get; } = 1 + (int)Enum.GetValues<CollectionMode>().Max();

    /// <summary>Number of distinct values of <see cref="SelectionBasis"/>, including 0 (not stated).</summary>
    public static int BasisCount { get; } = 1 + (int)Enum.GetValues<SelectionBasis>().Max();

    internal PlaneLayout Planes { get; }

    internal int DayCount { get; }

    /// <summary>Returns the month of a position on the month axis.</summary>
    /// <param name="monthIndex">Months after the month of <see cref="FirstDay"/>, from 0.</param>
    /// <returns>The first day of that month.</returns>
    public DateOnly MonthAt(int monthIndex) => new DateOnly(FirstDay.Year, FirstDay.Month, 1).AddMonths(monthIndex);

    /// <summary>Returns the position of a day on the month axis.</summary>
    /// <param name="day">A day.</param>
    /// <returns>Months after the month of <see cref="FirstDay"/>; negative for earlier days.</returns>
    public int MonthIndexOf(DateOnly day) => (12 * (day.Year - FirstDay.Year)) + day.Month - FirstDay.Month;

    internal int MonthOfDay(int dayIndex) => _monthOfDay[dayIndex];

    /// <summary>Returns the first and last day of a month, both inclusive, limited to the days that columns can distinguish.</summary>
    internal (int First, int Last) DaysOfMonth(int month) =>
        (_firstDayOfMonth[month], month + 1 < _firstDayOfMonth.Count ? _firstDayOfMonth[month + 1] - 1 : DayCount - 1);

    /// <summary>Whether ballots of the other schema have the same meaning, so that columns of both can be combined.</summary>
    internal bool IsSameAs(ColumnSchema other) =>
        ReferenceEquals(this, other)
        || (ReferenceEquals(Layout, other.Layout) && FirstDay == other.FirstDay && Attributes.SequenceEqual(other.Attributes));
}
