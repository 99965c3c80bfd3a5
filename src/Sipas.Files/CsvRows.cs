using System.Text;
using CsvHelper;
using Sipas.Problems;

namespace Sipas.Files;

/// <summary>The rows of a text file with separators.</summary>
internal sealed class CsvRows : IRowSource
{
    private readonly string _name;
    private readonly Func<Stream> _open;
    private readonly TableFileOptions _options;
    private readonly char _delimiter;

    public CsvRows(string name, Func<Stream> open, TableFileOptions options)
    {
        (_name, _open, _options) = (name, open, options);
        using StreamReader reader = OpenText();
        char[] start = new char[1 << 16];
        _delimiter = DetectDelimiter(start.AsSpan(0, reader.ReadBlock(start)));
    }

    public IEnumerable<TableRow> Read(Action<Problem> report)
    {
        FileLimits limits = _options.Limits;
        var pool = new CellPool();
        using CsvReader reader = CsvReader.Create(OpenText(), new CsvReaderOptions
        {
            Separator = _delimiter,
            HasHeader = false,
            SkipEmptyLines = false,
            MaxRecordSize = 1 << 24,
            OnMalformedRecord = record => report(new Problem(ProblemCodes.QuoteOpen, FileTable.RowPlace((int)record.RecordNumber))),
        }, leaveOpen: false);
        for (int row = 1; Next(reader); row++)
        {
            if (row > limits.MaximumRows)
            {
                throw TableFile.Limit(_name, "rows", row, limits.MaximumRows);
            }

            if (reader.FieldCount > limits.MaximumColumns)
            {
                throw TableFile.Limit(FileTable.RowPlace(row), "columns", reader.FieldCount, limits.MaximumColumns);
            }

            string[] cells = reader.Current.ToArray();
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = Cell(cells[i], row, pool);
            }

            if (cells is not [""])
            {
                yield return new TableRow(row, cells);
            }
        }
    }

    // The character that stands most often in the header outside quotes.
    internal static char DetectDelimiter(ReadOnlySpan<char> text)
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

        // UTF-16 without its mark, or no text at all.
        return text.Contains('\0', StringComparison.Ordinal) ? throw new SipasException(new Problem(ProblemCodes.FileEncoding, "file", _name)) : pool.Compose(text);
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
