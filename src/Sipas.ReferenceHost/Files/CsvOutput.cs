using System.Buffers;
using System.Globalization;
using System.Text;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Files;

/// <summary>Writes CSV that spreadsheets open rightly: UTF-8 with byte order mark, quotes where needed, and no cell that a spreadsheet would take for a formula.</summary>
internal static class CsvOutput
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\n\r;\t");

    /// <summary>One line with its line feed.</summary>
    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(cell => Quoted(Guard(cell)))) + "\n";

    /// <summary>Writes a file that is not there yet.</summary>
    public static void WriteNew(string path, IEnumerable<string> lines)
    {
        using var writer = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write), new UTF8Encoding(true));
        foreach (string line in lines)
        {
            writer.Write(line);
        }
    }

    /// <summary>Sets an apostrophe before what a spreadsheet would run; <see cref="Unguard"/> takes exactly that one away again.</summary>
    public static string Guard(string cell) => LooksLikeFormula(cell) ? "'" + cell : cell;

    /// <summary>The cell as it was before <see cref="Guard"/>.</summary>
    public static string Unguard(string cell) => cell.StartsWith('\'') && LooksLikeFormula(cell) ? cell[1..] : cell;

    public static string Show(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>Writes bytes to a file that is not there yet.</summary>
    public static void WriteNew(string path, byte[] bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(bytes);
    }

    /// <summary>Reads a file whole.</summary>
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

    private static bool LooksLikeFormula(string cell) => cell.TrimStart('\'') is [('=' or '+' or '-' or '@' or '\t' or '\r'), ..];

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(NeedsQuotes) < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
