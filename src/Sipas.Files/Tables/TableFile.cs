using System.Globalization;
using System.Text;
using System.Xml;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Files.Tables;

/// <summary>A table in a CSV or XLSX file, which can be read row by row any number of times; never completely in
/// memory.</summary>
/// <remarks>
/// The header is the first row that is not blank, after any titles, or the given row. All texts are normalized (NFC)
/// and trimmed. A CSV file may be separated by comma, semicolon or tab, with or without a byte order mark, with line
/// breaks in quotes. In a workbook, a formula yields the value that was saved with it, a date <c>yyyy-MM-dd</c> (and
/// <c>HH:mm:ss</c> if it has a time), a number at most fifteen digits, as a spreadsheet displays it.
/// </remarks>
public sealed class TableFile
{
    private readonly IRowSource _source;

    private TableFile(string name, TableFormat format, string? sheet, IRowSource source, TableFileOptions? options = null)
    {
        (Name, Format, Sheet, _source) = (name, format, sheet, source);
        options ??= new TableFileOptions { TakesFirstRow = true };
        DecimalMark = options.DecimalMark;
        Separator = (source as CsvRows)?.Separator;
        TableHeader header = Guarded(name, () => TableHeader.Find(name, source, options));
        (HeaderRow, Columns) = (header.Row, header.Columns);
        Problem[] twice = [.. Columns.Where(column => column.Length > 0)
            .GroupBy(column => column, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => new Problem(ProblemCodes.ColumnTwice, "header", group.Key))];
        if (twice.Length > 0)
        {
            throw new SipasException(twice);
        }
    }

    /// <summary>The file's name without its folder.</summary>
    public string Name { get; }

    /// <summary>The format of the file.</summary>
    public TableFormat Format { get; }

    /// <summary>The sheet that is read; null for a file that is not a workbook.</summary>
    public string? Sheet { get; }

    /// <summary>The cells of the header. A column without a name is an empty text.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The header row, numbered as in a spreadsheet.</summary>
    public int HeaderRow { get; }

    /// <summary>The separator of a text file; null for a workbook.</summary>
    public char? Separator { get; }

    /// <summary>The specified decimal mark of the file; null if there is none.</summary>
    internal DecimalMark? DecimalMark { get; }

    /// <summary>The place of the header in messages: its row and, for a text file, the separator.</summary>
    /// <returns>For example <c>row 4, ';'</c>.</returns>
    public string HeaderPlace =>
        Separator is { } separator
        ? $"{FileTable.RowPlace(HeaderRow)}, '{(separator == '\t' ? "TAB" : separator.ToString())}'"
        : FileTable.RowPlace(HeaderRow);

    /// <summary>Opens a file with the default limits.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="SipasException">The file cannot be used (codes <c>IMP…</c>).</exception>
    public static TableFile Open(string path) => Open(path, options: null);

    /// <summary>Opens a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="options">Limits, sheet and encoding; defaults when null.</param>
    /// <exception cref="SipasException">The file cannot be used (codes <c>IMP…</c>).</exception>
    public static TableFile Open(string path, TableFileOptions? options) =>
        Open(Path.GetFileName(path),
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), options);

    /// <summary>Opens a file that is not on disk, with the default limits.</summary>
    /// <param name="name">Its name, for messages; it does not affect how the file is read.</param>
    /// <param name="open">Opens a new seekable stream of the bytes, from the start.</param>
    /// <exception cref="SipasException">The file cannot be used (codes <c>IMP…</c>).</exception>
    public static TableFile Open(string name, Func<Stream> open) => Open(name, open, options: null);

    /// <summary>Opens a file that is not on disk, for example an upload.</summary>
    /// <param name="name">Its name, for messages; it does not affect how the file is read.</param>
    /// <param name="open">Opens a new seekable stream of the bytes, from the start.</param>
    /// <param name="options">Limits, sheet and encoding; defaults when null.</param>
    /// <exception cref="SipasException">The file cannot be used (codes <c>IMP…</c>).</exception>
    public static TableFile Open(string name, Func<Stream> open, TableFileOptions? options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(open);
        options ??= new TableFileOptions();
        return Guarded(name, () =>
        {
            Span<byte> head = stackalloc byte[FileKinds.HeadLength];
            int length;
            using (Stream stream = open())
            {
                if (stream.Length > options.Limits.MaximumFileBytes)
                {
                    throw Limit(name, "bytes", stream.Length, options.Limits.MaximumFileBytes);
                }

                length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            }

            ReadOnlySpan<byte> start = head[..length];
            if (start.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]))
            {
                throw new SipasException(new Problem(ProblemCodes.WorkbookLegacy, "file", name));
            }

            if (FileKinds.Find(start) is { } other)
            {
                throw FileKinds.NotATable(name, other);
            }

            if (start.StartsWith("PK"u8))
            {
                var workbook = new XlsxRows(name, open, options);
                return new TableFile(name, TableFormat.Xlsx, workbook.Sheet, workbook, options);
            }

            return new TableFile(name, TableFormat.Csv, null, new CsvRows(name, open, options), options);
        });
    }

    /// <summary>Creates a table from rows that were already read.</summary>
    internal static TableFile Of(string name, TableFormat format, IRowSource rows) => new(name, format, null, rows);

    /// <summary>Gets the names of a workbook's sheets in their order, including hidden ones.</summary>
    /// <exception cref="SipasException">The file is not a workbook or cannot be used (codes <c>IMP…</c>).</exception>
    internal static IReadOnlyList<string> SheetNames(string name, Func<Stream> open, FileLimits limits) =>
        Guarded(name, () => XlsxRows.SheetNames(name, open, limits));

    /// <summary>Reads the rows below the header that are not blank, one by one.</summary>
    /// <param name="onProblem">Receives the problem of each row that cannot be used, which is then left out; when null
    /// the first such row throws.</param>
    /// <exception cref="SipasException">The file cannot be read further, or a row cannot be used and
    /// <paramref name="onProblem"/> is null.</exception>
    public IEnumerable<TableRow> ReadRows(Action<Problem>? onProblem = null)
    {
        Action<Problem> report = onProblem ?? Throw;
        using IEnumerator<TableRow> rows = Guarded(Name, () => _source.Read(report).GetEnumerator());
        while (Guarded(Name, rows.MoveNext))
        {
            TableRow row = rows.Current;
            if (row.Number <= HeaderRow)
            {
                continue;
            }

            // A workbook does not store the empty cells at the end of a row, and empty cells beyond the header are ignored.
            int used = row.Cells.Count;
            while (used > Columns.Count && (row.Cells[used - 1].Length == 0 || row.IsMergedAcross(used - 1)))
            {
                used--;
            }

            if (used == row.Cells.Count && used == Columns.Count)
            {
                yield return row;
            }
            else if (used == Columns.Count || (used < Columns.Count && Format == TableFormat.Xlsx))
            {
                yield return row with { Cells = [.. row.Cells.Take(used), .. Enumerable.Repeat("", Columns.Count - used)] };
            }
            else
            {
                report(new Problem(
                    ProblemCodes.RowShape, FileTable.RowPlace(row.Number), CsvOutput.Show(used),
                    $"{CsvOutput.Show(Columns.Count)} ({HeaderPlace})"));
            }
        }
    }

    internal static SipasException Limit(string place, string what, long value, long allowed) =>
        new(new Problem(ProblemCodes.FileLimit, place, string.Create(CultureInfo.InvariantCulture, $"{value} {what}"),
            string.Create(CultureInfo.InvariantCulture, $"{allowed} {what}")));

    internal static T Guarded<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException error)
        {
            throw new SipasException(new Problem(ProblemCodes.FileEncoding, "file", name), error);
        }
        catch (Exception error) when (error is XmlException or InvalidDataException)
        {
            throw new SipasException(new Problem(ProblemCodes.WorkbookUnreadable, name, error.Message), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "file", name), error);
        }
    }

    private static void Throw(Problem problem) => throw new SipasException(problem);
}
