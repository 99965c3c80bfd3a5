using System.Text;
using CsvHelper;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Text;

namespace Sipas.ReferenceHost.Files;

/// <summary>A frame in a CSV file, read row by row as often as asked; never whole in memory. Rows are numbered as a spreadsheet shows them: the header is row 1.</summary>
internal sealed class CsvFrame : IFrameSource
{
    private readonly string _path;
    private readonly char _delimiter;

    public CsvFrame(string path)
    {
        _path = path;
        Name = Path.GetFileName(path);
        _delimiter = Guarded(() =>
        {
            using StreamReader reader = Open();
            return CsvTable.DetectDelimiter(reader.ReadLine() ?? "");
        });
        Columns = Guarded(() =>
        {
            using CsvReader reader = Reader();
            return reader.Read() ? Cells(reader) : throw new SipasException(new Problem(ProblemCodes.FileEmpty, "file", path));
        });
        string[] twice = [.. Columns.GroupBy(column => column, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key)];
        if (twice.Length > 0)
        {
            throw new SipasException([.. twice.Select(column => new Problem(ProblemCodes.ColumnTwice, "header", column))]);
        }
    }

    public string Name { get; }

    public IReadOnlyList<string> Columns { get; }

    public IEnumerable<FrameRow> ReadRows()
    {
        using CsvReader reader = Guarded(Reader);
        for (long row = 1; Guarded(reader.Read); row++)
        {
            if (row == 1)
            {
                continue;
            }

            string[] cells = Cells(reader);
            if (cells is [""] && Columns.Count > 1)
            {
                continue;
            }

            if (cells.Length != Columns.Count)
            {
                throw new SipasException(new Problem(ProblemCodes.RowShape, CsvTable.RowPlace((int)Math.Min(row, int.MaxValue)), CsvOutput.Show(cells.Length), CsvOutput.Show(Columns.Count)));
            }

            yield return new FrameRow(row, cells);
        }
    }

    private static string[] Cells(CsvReader reader)
    {
        string[] cells = reader.Current.ToArray();
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = VietnameseText.Compose(cells[i]);
        }

        return cells;
    }

    private StreamReader Open() =>
        new(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, 1 << 16);

    private CsvReader Reader() => CsvReader.Create(Open(), new CsvReaderOptions
    {
        Separator = _delimiter,
        HasHeader = false,
        SkipEmptyLines = false,
        OnMalformedRecord = record => throw new SipasException(new Problem(ProblemCodes.QuoteOpen, CsvTable.RowPlace((int)record.RecordNumber))),
    }, leaveOpen: false);

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException error)
        {
            throw new SipasException(new Problem(ProblemCodes.FileEncoding, "file", _path), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "file", _path), error);
        }
    }
}
