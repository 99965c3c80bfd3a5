using System.Globalization;
using System.Text.RegularExpressions;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.AspNetCore.Pages;

internal sealed partial class FormState
{
    private static readonly char[] ListSeparators = [',', ';', '\n', '\r'];

    /// <summary>Reads a whole number, with or without thousands separators; null when the field is empty or invalid,
    /// which adds a problem to the field.</summary>
    public long? Whole(string field) => Read<long>(field, "0, 1, 2 …", text =>
        Thousands().IsMatch(text)
        && long.TryParse(text.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null);

    /// <summary>Reads a number with a decimal point or comma.</summary>
    public double? Number(string field) => (double?)Exact(field, "0,25");

    /// <summary>Reads a share of 0–1 that is written in percent.</summary>
    public double? Share(string field) => (double?)(Exact(field, "0–100 (%)") / 100);

    /// <summary>Reads a day, as a browser's field sends it or as people write it.</summary>
    public DateOnly? Day(string field) =>
        Read<DateOnly>(field, "2026-11-21, 21/11/2026", text => FrameChecker.TryReadDay(text, out DateOnly day) ? day : null);

    /// <summary>Reads texts separated by commas, semicolons or line ends.</summary>
    public string[] List(string field) =>
        this[field].Split(ListSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Reads one text per line.</summary>
    public string[] Lines(string field) => this[field]
        .Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private decimal? Exact(string field, string allowed) => Read<decimal>(field, allowed, text =>
        decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out decimal number) ? number : null);

    private T? Read<T>(string field, string allowed, Func<string, T?> read)
        where T : struct
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        T? value = read(text);
        if (value is null)
        {
            Add(field, new Problem(ProblemCodes.PlanFieldMalformed, field, text, allowed));
        }

        return value;
    }

    [GeneratedRegex(@"^(\d+|\d{1,3}(?<mark>[., ])\d{3}(\k<mark>\d{3})*)$")]
    private static partial Regex Thousands();
}
