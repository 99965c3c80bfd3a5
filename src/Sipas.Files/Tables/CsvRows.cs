using System.Text;
using CsvHelper;
using Sipas.Problems;

namespace Sipas.Files.Tables;

/// <summary>The rows of a text file with separators.</summary>
internal sealed class CsvRows : IRowSource
{
    private const string Separators = ";\t,|";
    private const int SampleLength = 1 << 16;

    private readonly string _name;
    private readonly Func<Stream> _open;
    private readonly TableFileOptions _options;
    private readonly char _delimiter;

    // After a line "sep=;" with which a spreadsheet declares its separator: that line is not a row.
    private readonly int _start;

    public CsvRows(string name, Func<Stream> open, TableFileOptions options)
    {
        (_name, _open, _options) = (name, open, options);
        using StreamReader reader = OpenText();
        char[] start = new char[SampleLength];
        ReadOnlySpan<char> text = start.AsSpan(0, reader.ReadBlock(start));
        (_delimiter, _start) = Said(text) ?? (DetectDelimiter(text), 0);
    }

    /// <summary>The separator.</summary>
    public char Separator => _delimiter;

    public IEnumerable<TableRow> Read(Action<Problem> report)
    {
        FileLimits limits = _options.Limits;
        var pool = new CellPool();
        StreamReader text = OpenText();
        for (int i = 0; i < _start; i++)
        {
            text.Read();
        }

        int filled = 0;
        using CsvReader reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = _delimiter,
            HasHeader = false,
            SkipEmptyLines = false,
            MaxRecordSize = 1 << 24,
            OnMalformedRecord = record => report(new Problem(ProblemCodes.QuoteOpen, FileTable.RowPlace((int)record.RecordNumber))),
        }, leaveOpen: false);
        for (int row = 1; Next(reader); row++)
        {
            if (reader.FieldCount > limits.MaximumColumns)
            {
                throw TableFile.Limit(FileTable.RowPlace(row), "columns", reader.FieldCount, limits.MaximumColumns);
            }

            string[] cells = reader.Current.ToArray();
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = Cell(cells[i], row, pool);
            }

            // A line of only spaces, quotes and separators is not a row.
            if (Array.Exists(cells, cell => cell.Length > 0))
            {
                if (++filled > limits.MaximumRows)
                {
                    throw TableFile.Limit(_name, "rows", filled, limits.MaximumRows);
                }

                yield return new TableRow(row, cells);
            }
        }
    }

    /// <summary>
    /// The separator of a text: the one that splits most of its first rows into the same number of cells, so that a
    /// comma in a heading or a decimal comma does not mislead.
    /// </summary>
    internal static char DetectDelimiter(ReadOnlySpan<char> text)
    {
        const int MaxRecords = 50;
        Span<int> seen = stackalloc int[Separators.Length * MaxRecords];
        int records = 0;
        int at = 0;
        while (at < text.Length && records < MaxRecords)
        {
            Span<int> counts = seen.Slice(records * Separators.Length, Separators.Length);
            counts.Clear();
            bool quoted = false, blank = true;
            for (; at < text.Length && (quoted || text[at] is not ('\n' or '\r')); at++)
            {
                char c = text[at];
                int separator = Separators.IndexOf(c, StringComparison.Ordinal);
                quoted ^= c == '"';
                if (!quoted && separator >= 0)
                {
                    counts[separator]++;
                }

                blank &= separator >= 0 || c == '"' || char.IsWhiteSpace(c);
            }

            // The last row of the sample may be truncated.
            if (at == text.Length && text.Length == SampleLength && records > 0)
            {
                break;
            }

            records += blank ? 0 : 1;
            at++;
        }

        (char Separator, int Rows, int Count) best = (',', 0, 0);
        for (int separator = 0; separator < Separators.Length; separator++)
        {
            (int rows, int count) = Usual(seen[..(records * Separators.Length)], separator);
            if (rows > best.Rows || (rows == best.Rows && count > best.Count))
            {
                best = (Separators[separator], rows, count);
            }
        }

        return best.Separator;
    }

    // The number of separators that most rows have, ignoring rows without any; the larger of two equally frequent numbers.
    private static (int Rows, int Count) Usual(ReadOnlySpan<int> seen, int separator)
    {
        (int Rows, int Count) best = default;
        for (int i = separator; i < seen.Length; i += Separators.Length)
        {
            int rows = 0;
            for (int j = separator; seen[i] > 0 && j < seen.Length; j += Separators.Length)
            {
                rows += seen[j] == seen[i] ? 1 : 0;
            }

            if (rows > best.Rows || (rows == best.Rows && seen[i] > best.Count))
            {
                best = (rows, seen[i]);
            }
        }

        return best;
    }

    private static (char Separator, int Length)? Said(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAny('\r', '\n');
        ReadOnlySpan<char> line = (end < 0 ? text : text[..end]).Trim('"');
        if (end < 0 || !line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || line.Length < 5
            || !Separators.Contains(line[4], StringComparison.Ordinal) || line[5..].Trim(line[4]).Length > 0)
        {
            return null;
        }

        return (line[4], end + (text[end..].StartsWith("\r\n", StringComparison.Ordinal) ? 2 : 1));
    }

    private static bool Next(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException error)
        {
            throw new SipasException(new Problem(ProblemCodes.QuoteOpen, FileTable.RowPlace((int)reader.RowNumber + 1)), error);
        }
    }

    private string Cell(string text, int row, CellPool pool)
    {
        if (text.Length > _options.Limits.MaximumCellCharacters)
        {
            throw TableFile.Limit(FileTable.RowPlace(row), "characters", text.Length, _options.Limits.MaximumCellCharacters);
        }

        // UTF-16 without its mark, or not text.
        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new SipasException(new Problem(ProblemCodes.FileEncoding, "file", _name))
            : pool.Compose(text);
    }

    private StreamReader OpenText()
    {
        Stream stream = _open();
        Span<byte> head = stackalloc byte[3];
        ReadOnlySpan<byte> mark = head[..stream.ReadAtLeast(head, 3, throwOnEndOfStream: false)];
        (Encoding encoding, int skip) = mark switch
        {
            [0xEF, 0xBB, 0xBF] => (new UTF8Encoding(false, throwOnInvalidBytes: true), 3),
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), 2),
            _ => (_options.Encoding ?? new UTF8Encoding(false, throwOnInvalidBytes: true), 0),
        };
        stream.Position = skip;
        return new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, 1 << 16);
    }
}
