using Sipas.Ballots;
using Sipas.Questionnaires;

namespace Sipas.Aggregation;

/// <summary>One coded attribute of respondents that columns keep.</summary>
public sealed record AttributeColumn
{
    /// <summary>Stable code of the attribute, unique in its schema.</summary>
    public required string Code { get; init; }

    /// <summary>How many values it has: 2 to 256. A value is 0 … <see cref="ValueCount"/> − 1.</summary>
    public required int ValueCount { get; init; }
}

/// <summary>What the columns of one questionnaire hold: its answers, the day they count from, and which attributes of respondents. Immutable.</summary>
public sealed class ColumnSchema
{
    /// <summary>Procedure fields that columns can tell apart.</summary>
    public const int MaximumProcedureFields = 65_536;

    /// <summary>Days that columns can tell apart, from <see cref="FirstDay"/> on.</summary>
    public const int MaximumDays = 65_536;

    private readonly ushort[] _monthOfDay = new ushort[MaximumDays];
    private readonly List<int> _firstDayOfMonth = [0];

    /// <summary>Describes columns.</summary>
    /// <param name="layout">The questionnaire; at most 16 codes an item.</param>
    /// <param name="firstDay">The earliest day a ballot may bear; the last one lies 65,535 days later or at the calendar's end.</param>
    /// <param name="attributes">Attributes of respondents, at most 8; null for none.</param>
    /// <exception cref="ArgumentException">An item has more than 16 codes, there are more than 8 attributes, two share a code, or one has fewer than 2 or more than 256 values.</exception>
    public ColumnSchema(AnswerLayout layout, DateOnly firstDay, IReadOnlyList<AttributeColumn>? attributes = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        FirstDay = firstDay;
        Attributes = [.. attributes ?? []];
        if (Attributes.Count > RespondentAttributes.MaximumCount)
        {
            throw new ArgumentException($"{Attributes.Count} attributes were given; columns keep at most {RespondentAttributes.MaximumCount}.", nameof(attributes));
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

    /// <summary>The questionnaire whose answers are kept.</summary>
    public AnswerLayout Layout { get; }

    /// <summary>The earliest day a ballot may bear.</summary>
    public DateOnly FirstDay { get; }

    /// <summary>Attributes of respondents that are kept.</summary>
    public IReadOnlyList<AttributeColumn> Attributes { get; }

    /// <summary>Values of <see cref="CollectionMode"/> that can be told apart, 0 (not stated) included.</summary>
    public static int ModeCount { get; } = 1 + (int)Enum.GetValues<CollectionMode>().Max();

    /// <summary>Values of <see cref="SelectionBasis"/> that can be told apart, 0 (not stated) included.</summary>
    public static int BasisCount { get; } = 1 + (int)Enum.GetValues<SelectionBasis>().Max();

    internal PlaneLayout Planes { get; }

    internal int DayCount { get; }

    /// <summary>The month of a position on the month axis.</summary>
    /// <param name="monthIndex">Months after the month of <see cref="FirstDay"/>, from 0.</param>
    /// <returns>The first day of that month.</returns>
    public DateOnly MonthAt(int monthIndex) => new DateOnly(FirstDay.Year, FirstDay.Month, 1).AddMonths(monthIndex);

    /// <summary>The position of a day on the month axis.</summary>
    /// <param name="day">A day.</param>
    /// <returns>Months after the month of <see cref="FirstDay"/>; negative before it.</returns>
    public int MonthIndexOf(DateOnly day) => (12 * (day.Year - FirstDay.Year)) + day.Month - FirstDay.Month;

    internal int MonthOfDay(int dayIndex) => _monthOfDay[dayIndex];

    /// <summary>The days of a month, both included, as far as columns can tell days apart.</summary>
    internal (int First, int Last) DaysOfMonth(int month) =>
        (_firstDayOfMonth[month], month + 1 < _firstDayOfMonth.Count ? _firstDayOfMonth[month + 1] - 1 : DayCount - 1);

    /// <summary>Whether ballots of the other schema mean the same, so that columns of both may stand in one.</summary>
    internal bool IsSameAs(ColumnSchema other) =>
        ReferenceEquals(this, other)
        || (ReferenceEquals(Layout, other.Layout) && FirstDay == other.FirstDay && Attributes.SequenceEqual(other.Attributes));
}
