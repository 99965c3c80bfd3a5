using System.Globalization;

namespace Sipas.Common;

/// <summary>
/// Formats numbers and dates for display: one Vietnamese and one English format, independent of the machine's culture.
/// Machine-readable data (JSON, CSV, options) uses the invariant culture.
/// </summary>
/// <remarks>
/// Vietnamese: decimal comma, point as thousands separator, <c>21/11/2026</c>. English: decimal point, comma as thousands
/// separator, and ISO dates, which are unambiguous.
/// </remarks>
internal sealed class DisplayFormat
{
    private readonly NumberFormatInfo _numbers;
    private readonly string _percentSign;
    private readonly string _day;
    private readonly string _time;

    private DisplayFormat(string decimalSign, string groupSign, string percentSign, string day, string time)
    {
        _numbers = NumberFormatInfo.ReadOnly(
            new NumberFormatInfo
            {
                NumberDecimalSeparator = decimalSign,
                NumberGroupSeparator = groupSign,
                NumberGroupSizes = [3],
                NegativeSign = "-",
            });
        (_percentSign, _day, _time) = (percentSign, day, time);
    }

    /// <summary>The Vietnamese format.</summary>
    public static DisplayFormat Vietnamese { get; } = new(",", ".", "\u00A0%", "dd/MM/yyyy", "HH:mm dd/MM/yyyy");

    /// <summary>The English format.</summary>
    public static DisplayFormat English { get; } = new(".", ",", "%", "yyyy-MM-dd", "yyyy-MM-dd HH:mm");

    /// <summary>Returns the format of a language.</summary>
    /// <param name="language"><c>en</c> for English; any other language returns the Vietnamese format.</param>
    public static DisplayFormat In(string language) => language == "en" ? English : Vietnamese;

    /// <summary>Formats a count, for example <c>2.575</c> in Vietnamese and <c>2,575</c> in English.</summary>
    /// <param name="count">The count.</param>
    public string Count(long count) => count.ToString("N0", _numbers);

    /// <summary>Formats a number with all its decimals, including trailing zeros, for example <c>1.086,50</c> in Vietnamese
    /// and <c>1,086.50</c> in English.</summary>
    /// <param name="number">The number. Its scale is preserved.</param>
    public string Number(decimal number) => number.ToString("N" + number.Scale.ToString(CultureInfo.InvariantCulture), _numbers);

    /// <summary>Formats a number with at most a given number of decimals, without trailing zeros.</summary>
    /// <param name="number">The number.</param>
    /// <param name="maxDecimals">0 to 15.</param>
    public string Number(double number, int maxDecimals) => number.ToString("#,0." + new string('#', maxDecimals), _numbers);

    /// <summary>Formats a number with a fixed number of decimals.</summary>
    /// <param name="number">The number.</param>
    /// <param name="decimals">0 to 15.</param>
    public string Fixed(double number, int decimals) => number.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), _numbers);

    /// <summary>Formats a rounded percentage, for example <c>86,50 %</c> in Vietnamese and <c>86.50%</c> in English.</summary>
    /// <param name="percent">The percentage: 86.5 for 86.5%. Its scale is preserved.</param>
    public string Percent(decimal percent) => Number(percent) + _percentSign;

    /// <summary>Formats a share as a percentage with at most a given number of decimals, without trailing zeros.</summary>
    /// <param name="share">The share: 0.865 for 86.5%.</param>
    /// <param name="maxDecimals">0 to 15.</param>
    public string SharePercent(double share, int maxDecimals) => Number(share * 100, maxDecimals) + _percentSign;

    /// <summary>Formats a date, for example <c>21/11/2026</c> in Vietnamese and <c>2026-11-21</c> in English.</summary>
    /// <param name="day">The date.</param>
    public string Day(DateOnly day) => day.ToString(_day, CultureInfo.InvariantCulture);

    /// <summary>
    /// Formats an instant in Vietnam time, to the minute, for example <c>08:30 21/11/2026</c> in Vietnamese and
    /// <c>2026-11-21 08:30</c> in English.
    /// </summary>
    /// <param name="time">The instant.</param>
    public string Time(DateTimeOffset time) => time.ToOffset(VietnameseTime.Offset).ToString(_time, CultureInfo.InvariantCulture);
}
