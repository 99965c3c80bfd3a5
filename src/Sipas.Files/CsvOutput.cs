using System.Buffers;
using System.Globalization;
using System.Text;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.Files;

/// <summary>Writes CSV that spreadsheets open rightly: UTF-8 with byte order mark, quotes where needed, and no cell that a spreadsheet would take for a formula.</summary>
public static class CsvOutput
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\n\r;\t");

    /// <summary>One line with its line feed, each cell guarded and quoted where needed.</summary>
    /// <param name="cells">The cells as they are meant.</param>
    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(cell => Quoted(Guard(cell)))) + "\n";

    /// <summary>Writes a file that is not there yet; on Unix only its owner may read it.</summary>
    /// <param name="path">Where it will lie.</param>
    /// <param name="lines">Its lines, from <see cref="Line"/>.</param>
    /// <exception cref="IOException">Something lies there already, or it cannot be written.</exception>
    public static void WriteNew(string path, IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        using var writer = new StreamWriter(PrivateFile.Open(path, FileMode.CreateNew), new UTF8Encoding(true));
        foreach (string line in lines)
        {
            writer.Write(line);
        }
    }

    /// <summary>Writes bytes to a file that is not there yet; on Unix only its owner may read it.</summary>
    /// <param name="path">Where it will lie.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <exception cref="IOException">Something lies there already, or it cannot be written.</exception>
    public static void WriteNew(string path, byte[] bytes)
    {
        using FileStream file = PrivateFile.Open(path, FileMode.CreateNew);
        file.Write(bytes);
    }

    /// <summary>Sets an apostrophe before what a spreadsheet would run: a text that begins with <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, their wide forms, a tab or a line break.</summary>
    /// <param name="cell">The cell as it is meant.</param>
    /// <returns>The cell as it may stand in a file. A plain negative number stays as it is, for it is none; a phone number such as <c>+84 24 1234 5678</c> gets the apostrophe, for a spreadsheet would take its plus away.</returns>
    public static string Guard(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return LooksLikeFormula(cell) ? "'" + cell : cell;
    }

    /// <summary>The cell as it was before <see cref="Guard"/>, which takes exactly that one apostrophe away.</summary>
    /// <param name="cell">A cell of a file that was written guarded.</param>
    public static string Unguard(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.StartsWith('\'') && LooksLikeFormula(cell) ? cell[1..] : cell;
    }

    /// <summary>A number as it stands in a file: whatever the machine's culture.</summary>
    /// <param name="value">The number.</param>
    public static string Show(IFormattable value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.ToString(null, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">Where it lies.</param>
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
            && !(text[0] == '-' && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _));
    }

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(NeedsQuotes) < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
