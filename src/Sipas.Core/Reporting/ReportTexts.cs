using System.Globalization;
using System.Text.Json;
using Sipas.Common;

namespace Sipas.Reporting;

/// <summary>Formats figures as table cells.</summary>
internal static class ReportTexts
{
    internal static string Cell(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    internal static string Cell(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>Formats a number in the format of a language.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    /// <param name="value">The number; its scale is preserved.</param>
    internal static string Cell(string language, decimal? value) => value is { } known ? DisplayFormat.In(language).Number(known) : "";

    /// <summary>Formats a count in the format of a language.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    /// <param name="value">The count; not for years or ranks.</param>
    internal static string Cell(string language, long? value) => value is { } known ? DisplayFormat.In(language).Count(known) : "";

    /// <summary>Formats a change with its sign.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    /// <param name="value">The change.</param>
    internal static string ShowChange(string language, decimal? value) => value > 0 ? "+" + Cell(language, value) : Cell(language, value);

    internal static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    internal static string Of(this LocalizedText? text, string language) => text?.In(language) ?? "";

    internal static string Head(string language, string vi, string en) => language == "en" ? en : vi;
}
