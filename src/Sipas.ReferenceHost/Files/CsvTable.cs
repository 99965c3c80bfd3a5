using System.Globalization;
using System.Text;
using CsvHelper;
using Sipas.Problems;
using Sipas.Text;

namespace Sipas.ReferenceHost.Files;

/// <summary>A CSV file as officers have it: comma, semicolon or tab, with or without byte order mark, line breaks in quotes, Vietnamese composed or not.</summary>
/// <remarks>Rows are numbered as a spreadsheet shows them: the header is row 1. All texts come out composed (NFC) and trimmed.</remarks>
internal sealed class CsvTable
{
    private CsvTable(IReadOnlyList<string> columns, IReadOnlyList<TableRow> rows, char delimiter)
    {
        Columns = columns;
        Rows = rows;
        Delimiter = delimiter;
    }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<TableRow> Rows { get; }

    public char Delimiter { get; }

    /// <summary>Reads a file whole.</summary>
    /// <exception cref="SipasException">The file cannot be used: every problem at once, with its row.</exception>
    public static CsvTable Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "file", path), error);
        }

        return Parse(Decode(bytes, path), path);
    }

    /// <summary>Position of a column by its name without regard to case and marks; −1 when there is none.</summary>
    public int Find(string column)
    {
        string key = VietnameseText.Compose(column);
        for (int i = 0; i < Columns.Count; i++)
        {
            if (string.Equals(Columns[i], key, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Position of a column by its name.</summary>
    /// <exception cref="SipasException">There is no such column (<c>IMP0005</c>).</exception>
    public int Require(string column) => Find(column) is >= 0 and int position
        ? position
        : throw new SipasException(new Problem(ProblemCodes.ColumnMissing, "header", column, string.Join(", ", Columns)));

    private static string Decode(byte[] bytes, string path)
    {
        ReadOnlySpan<byte> text = bytes;
        Encoding encoding = new UTF8Encoding(false, throwOnInvalidBytes: true);
        if (text.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            text = text[3..];
        }
        else if (text.StartsWith<byte>([0xFF, 0xFE]) || text.StartsWith<byte>([0xFE, 0xFF]))
        {
            encoding = new UnicodeEncoding(bigEndian: text[0] == 0xFE, byteOrderMark: false, throwOnInvalidBytes: true);
            text = text[2..];
        }

        try
        {
            string decoded = encoding.GetString(text);
            return decoded.Contains('\0', StringComparison.Ordinal) ? throw new SipasException(new Problem(ProblemCodes.FileEncoding, "file", path)) : decoded;
        }
        catch (DecoderFallbackException error)
        {
            throw new SipasException(new Problem(ProblemCodes.FileEncoding, "file", path), error);
        }
    }

    private static CsvTable Parse(string text, string path)
    {
        char delimiter = DetectDelimiter(text);
        var problems = new List<Problem>();
        using CsvReader reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = delimiter,
            HasHeader = false,
            SkipEmptyLines = false,
            OnMalformedRecord = record => problems.Add(new Problem(ProblemCodes.QuoteOpen, RowPlace((int)record.RecordNumber))),
        });
        string[]? columns = null;
        var rows = new List<TableRow>();
        for (int row = 1; reader.Read(); row++)
        {
            string[] cells = [.. reader.Current.ToArray().Select(VietnameseText.Compose)];
            if (cells is [""])
            {
                continue;
            }

            if (columns is null)
            {
                columns = cells;
                problems.AddRange(cells.GroupBy(cell => cell, StringComparer.OrdinalIgnoreCase)
                    .Where(group => group.Count() > 1)
                    .Select(group => new Problem(ProblemCodes.ColumnTwice, "header", group.Key)));
            }
            else if (cells.Length != columns.Length)
            {
                problems.Add(new Problem(ProblemCodes.RowShape, RowPlace(row), Show(cells.Length), Show(columns.Length)));
            }
            else
            {
                rows.Add(new TableRow(row, cells));
            }
        }

        if (problems.Count == 0 && rows.Count == 0)
        {
            problems.Add(new Problem(ProblemCodes.FileEmpty, "file", path));
        }

        return problems.Count > 0 ? throw new SipasException(problems) : new CsvTable(columns!, rows, delimiter);
    }

    // The character that stands most often in the header outside quotes.
    internal static char DetectDelimiter(string text)
    {
        (int Commas, int Semicolons, int Tabs) seen = default;
        bool quoted = false;
        foreach (char c in text)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted)
            {
                if (c is '\n' or '\r')
                {
                    break;
                }

                seen = c switch
                {
                    ',' => seen with { Commas = seen.Commas + 1 },
                    ';' => seen with { Semicolons = seen.Semicolons + 1 },
                    '\t' => seen with { Tabs = seen.Tabs + 1 },
                    _ => seen,
                };
            }
        }

        return seen.Semicolons > seen.Commas && seen.Semicolons >= seen.Tabs ? ';' : seen.Tabs > seen.Commas ? '\t' : ',';
    }

    internal static string RowPlace(int row) => string.Create(CultureInfo.InvariantCulture, $"row {row}");

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One row.</summary>
/// <param name="Number">Its number as a spreadsheet shows it.</param>
/// <param name="Cells">Its cells, as many as there are columns.</param>
internal sealed record TableRow(int Number, string[] Cells);
