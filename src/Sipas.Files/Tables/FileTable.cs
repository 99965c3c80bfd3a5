using System.Globalization;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Files.Tables;

/// <summary>A completely loaded file, small enough to be displayed before anything is stored.</summary>
public sealed class FileTable
{
    private FileTable(TableFile file, IReadOnlyList<TableRow> rows)
    {
        File = file;
        Rows = rows;
    }

    /// <summary>The file from which it was read.</summary>
    public TableFile File { get; }

    /// <summary>The cells of the header.</summary>
    public IReadOnlyList<string> Columns => File.Columns;

    /// <summary>The rows below the header that are not blank: one or more.</summary>
    public IReadOnlyList<TableRow> Rows { get; }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="options">Limits, sheet and encoding; defaults when null.</param>
    /// <exception cref="SipasException">The file cannot be used: every problem at once, with its row.</exception>
    public static FileTable Read(string path, TableFileOptions? options = null) => Read(TableFile.Open(path, options));

    /// <summary>Reads a whole file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="SipasException">The file cannot be used: every problem at once, with its row.</exception>
    public static FileTable Read(TableFile file)
    {
        var problems = new List<Problem>();
        FileTable table = Read(file, problems.Add);
        return problems.Count > 0 ? throw new SipasException(problems) : table;
    }

    /// <summary>Reads the whole file, without unreadable rows.</summary>
    /// <param name="file">The file.</param>
    /// <param name="onProblem">Receives the problems of each omitted row.</param>
    /// <exception cref="SipasException">The file cannot be read further, or contains neither a row nor a problem of one
    /// (<c>IMP0003</c>).</exception>
    internal static FileTable Read(TableFile file, Action<Problem> onProblem)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(onProblem);
        bool any = false;
        TableRow[] rows = [.. file.ReadRows(problem =>
        {
            any = true;
            onProblem(problem);
        })];
        return rows.Length > 0 || any
            ? new FileTable(file, rows)
            : throw new SipasException(new Problem(ProblemCodes.FileEmpty, "file", file.Name));
    }

    /// <summary>Finds the position of a column by its name, ignoring case and the composition of diacritics; −1 when
    /// there is none.</summary>
    /// <param name="column">The name.</param>
    public int Find(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        string key = VietnameseText.Compose(column);
        for (int i = 0; i < Columns.Count; i++)
        {
            if (key.Length > 0 && string.Equals(Columns[i], key, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Gets the position of a column by its name.</summary>
    /// <param name="column">The name.</param>
    /// <exception cref="SipasException">There is no such column (<c>IMP0005</c>).</exception>
    public int Require(string column) => Find(column) is >= 0 and int position
        ? position
        : throw new SipasException(new Problem(ProblemCodes.ColumnMissing, File.HeaderPlace, column, string.Join(", ", Columns)));

    /// <summary>Gets the place of a row in a problem.</summary>
    /// <param name="row">The row's number as a spreadsheet shows it.</param>
    public static string RowPlace(int row) => string.Create(CultureInfo.InvariantCulture, $"row {row}");
}
