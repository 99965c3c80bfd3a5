using System.Globalization;
using Sipas.AspNetCore.Pages;
using Sipas.Packs;

namespace Sipas.AspNetCore.Reports;

/// <summary>Lengths, places and colours of the charts of reports.</summary>
internal static class Charts
{
    // By face, from most dissatisfied to most satisfied. They also differ in lightness, for greyscale printing and colour
    // blindness.
    private static readonly (string Fill, string Ink)[] Tones =
        [("#8c2d0b", "#ffffff"), ("#e9a567", "#14202e"), ("#d3dae2", "#14202e"), ("#86b6e0", "#14202e"), ("#0d4f8b", "#ffffff")];

    /// <summary>Gets the colours of a level: of its part and of the text on it.</summary>
    public static (string Fill, string Ink) ToneOf(int level, AnswerScale scale) => Tones[Face.Of(level, scale.Levels.Count) - 1];

    /// <summary>Formats a length as a percentage of the chart.</summary>
    public static string Width(decimal percent) => decimal.Round(percent, 4).ToString(CultureInfo.InvariantCulture) + "%";

    /// <summary>Formats the place of a value on the scale of an interval plot.</summary>
    public static string At(decimal value, IReadOnlyList<decimal> ticks) =>
        Width(Math.Clamp(2m + (96m * (value - ticks[0]) / (ticks[^1] - ticks[0])), 0m, 100m));

    /// <summary>Gets the scale of an interval plot: its ticks, from the first to the last.</summary>
    public static IReadOnlyList<decimal> Ticks(decimal lowest, decimal highest)
    {
        decimal step = new[] { 1m, 2m, 5m, 10m, 20m }.First(step => decimal.Ceiling(highest / step) - decimal.Floor(lowest / step) <= 6m);
        decimal first = decimal.Floor(lowest / step) * step;
        decimal last = Math.Max(first + step, decimal.Ceiling(highest / step) * step);
        return [.. Enumerable.Range(0, (int)((last - first) / step) + 1).Select(i => first + (i * step))];
    }
}
