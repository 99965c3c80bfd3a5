using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Files.Tables;

/// <summary>A complete list of problems as a CSV file for a spreadsheet, one problem per line.</summary>
internal static class ProblemList
{
    private const string RowWord = "row ";

    /// <summary>The heading: code, row, column (or place), value, allowed, and the message in Vietnamese and English.</summary>
    public static string Header { get; } = CsvOutput.Line(["code", "row", "column", "value", "allowed", "vi", "en"]);

    /// <summary>The line of a problem.</summary>
    /// <param name="problem">
    /// A problem; for a place such as <c>row 12, unit</c> the number is in the column <c>row</c> and the rest in the column <c>column</c>.
    /// </param>
    public static string Line(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        (string row, string column) = Split(problem.Place);
        LocalizedText message = problem.Message;
        return CsvOutput.Line([problem.Code, row, column, problem.Value ?? "", problem.Allowed ?? "", message.Vi, message.En]);
    }

    /// <summary>Splits a place into the number of its row and the rest.</summary>
    /// <param name="place">For example <c>row 12, unit</c>, <c>row 12</c>, <c>--date</c>, or null.</param>
    /// <returns>For example <c>12</c> and <c>unit</c>; a missing row or rest is empty.</returns>
    public static (string Row, string Column) Split(string? place)
    {
        if (place is null || !place.StartsWith(RowWord, StringComparison.Ordinal))
        {
            return ("", place ?? "");
        }

        ReadOnlySpan<char> text = place.AsSpan(RowWord.Length);
        int digits = text.IndexOfAnyExceptInRange('0', '9') is >= 0 and int end ? end : text.Length;
        ReadOnlySpan<char> rest = text[digits..];
        return digits == 0 || (rest.Length > 0 && !rest.StartsWith(", "))
            ? ("", place)
            : (text[..digits].ToString(), rest.Length > 0 ? rest[2..].ToString() : "");
    }
}
