using System.Buffers;
using System.Globalization;
using System.Text;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Files.Tables;

/// <summary>Writes CSV that spreadsheets open correctly: UTF-8 with byte order mark, quotes where needed, and no cell
/// that a spreadsheet would interpret as a formula.</summary>
internal static class CsvOutput
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\n\r;\t");

    /// <summary>Formats one line with its line feed, each cell guarded and quoted where needed.</summary>
    /// <param name="cells">The cells, unguarded.</param>
    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(cell => Quoted(Guard(cell)))) + "\n";

    /// <summary>Writes a new file; on Unix only its owner may read it.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="lines">Its lines, from <see cref="Line"/>.</param>
    /// <exception cref="IOException">The file exists already, or it cannot be written.</exception>
    public static void WriteNew(string path, IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        using var writer = new StreamWriter(PrivateFile.Open(path, FileMode.CreateNew), new UTF8Encoding(true));
        foreach (string line in lines)
        {
            writer.Write(line);
        }
    }

    /// <summary>Writes bytes to a new file; on Unix only its owner may read it.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <exception cref="IOException">The file exists already, or it cannot be written.</exception>
    public static void WriteNew(string path, byte[] bytes)
    {
        using FileStream file = PrivateFile.Open(path, FileMode.CreateNew);
        file.Write(bytes);
    }

    /// <summary>Prefixes an apostrophe to a text that a spreadsheet would execute: one that begins with <c>=</c>,
    /// <c>+</c>, <c>-</c>, <c>@</c>, their full-width forms, a tab or a line break.</summary>
    /// <param name="cell">The cell, unguarded.</param>
    /// <returns>The cell as written to a file. A plain negative number is unchanged, because it is not a formula; a
    /// phone number such as <c>+84 24 1234 5678</c> gets the apostrophe, because a spreadsheet would remove its
    /// plus.</returns>
    public static string Guard(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return LooksLikeFormula(cell) ? "'" + cell : cell;
    }

    /// <summary>Reverts <see cref="Guard"/>: removes exactly that one apostrophe.</summary>
    /// <param name="cell">A guarded cell of a file.</param>
    public static string Unguard(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.StartsWith('\'') && LooksLikeFormula(cell) ? cell[1..] : cell;
    }

    /// <summary>Formats a number for a file, independent of the machine's culture.</summary>
    /// <param name="value">The number.</param>
    public static string Show(IFormattable value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.ToString(null, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="SipasException">It cannot be read (<c>IMP0001</c>).</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "file", path), error);
        }
    }

    private static bool LooksLikeFormula(string cell)
    {
        ReadOnlySpan<char> text = cell.AsSpan().TrimStart('\'');
        return text is [('=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠'), ..]
            && !(text[0] == '-' && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out _));
    }

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(NeedsQuotes) < 0
        ? cell
        : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
