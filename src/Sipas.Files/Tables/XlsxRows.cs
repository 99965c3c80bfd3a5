using System.Globalization;
using System.Text;
using System.Xml;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Files.Tables;

/// <summary>The rows of one sheet of a workbook, read as a stream.</summary>
internal sealed class XlsxRows : IRowSource
{
    // The last row that a sheet can have.
    private const int LastRow = 1_048_576;

    private readonly string _name;
    private readonly Func<Stream> _open;
    private readonly FileLimits _limits;
    private readonly string _sheetPath;
    private readonly XlsxNumbers _numbers;
    private readonly IReadOnlyList<string> _shared;
    private readonly XlsxMerges _merges;

    public XlsxRows(string name, Func<Stream> open, TableFileOptions options)
    {
        (_name, _open, _limits) = (name, open, options.Limits);
        using var package = new XlsxPackage(name, open(), _limits);
        string workbook = WorkbookOf(name, package);
        IReadOnlyDictionary<string, (string Type, string Path)> relations = package.RelationsOf(workbook);
        (List<(string Name, string? Id, bool Hidden)> sheets, bool from1904) = Sheets(package, workbook);
        (string sheet, string? id, _) = options.Sheet is { } wanted
            ? sheets.FirstOrDefault(candidate => string.Equals(candidate.Name, wanted, StringComparison.OrdinalIgnoreCase))
            : sheets.FirstOrDefault(candidate => !candidate.Hidden);
        if (sheet is null)
        {
            throw new SipasException(new Problem(ProblemCodes.SheetMissing, name, options.Sheet ?? "1",
                string.Join(", ", sheets.Select(candidate => candidate.Name))));
        }

        Sheet = sheet;
        _sheetPath = id is not null && relations.TryGetValue(id, out (string Type, string Path) found)
            ? found.Path
            : throw Unreadable(sheet);
        _numbers = XlsxNumbers.Read(package, relations.Values.FirstOrDefault(relation => relation.Type == "styles").Path, from1904);
        _shared = XlsxSharedTexts.Read(package, relations.Values.FirstOrDefault(relation => relation.Type == "sharedStrings").Path,
            _limits);
        _merges = XlsxMerges.Read(package, _sheetPath, _limits);
    }

    /// <summary>The names of all sheets in their order.</summary>
    public static IReadOnlyList<string> SheetNames(string name, Func<Stream> open, FileLimits limits)
    {
        using var package = new XlsxPackage(name, open(), limits);
        string workbook = WorkbookOf(name, package);
        return [.. Sheets(package, workbook).Sheets.Select(sheet => sheet.Name)];
    }

    /// <summary>The sheet's name.</summary>
    public string Sheet { get; }

    public IEnumerable<TableRow> Read(Action<Problem> report)
    {
        using var package = new XlsxPackage(_name, _open(), _limits);
        using XmlReader reader = package.Open(_sheetPath) ?? throw Unreadable(_sheetPath);
        var pool = new CellPool();
        var cells = new List<string>();
        var origins = new List<CellOrigin?>();
        XlsxMerges.Walk? walk = _merges.IsEmpty ? null : _merges.Begin(_limits);
        int row = 0;
        int column = 0;
        int filled = 0;
        bool inRow = false;
        while (XlsxPackage.Advance(reader))
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                row = reader.GetAttribute("r") is { } number ? RowNumber(number, row) : row + 1;
                if (row > LastRow)
                {
                    throw TableFile.Limit(_name, "rows", row, Math.Min(LastRow, _limits.MaximumRows));
                }

                cells.Clear();
                origins.Clear();
                column = 0;
                inRow = !reader.IsEmptyElement;
            }
            else if (inRow && reader is { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                column = reader.GetAttribute("r") is { } place ? ColumnNumber(place, column) : column + 1;
                (string shown, CellOrigin? origin) = Cell(reader, $"{ColumnName(column)}{row.ToString(CultureInfo.InvariantCulture)}",
                    report);
                string text = pool.Compose(shown);
                if (text.Length > 0)
                {
                    if (column > _limits.MaximumColumns)
                    {
                        throw TableFile.Limit(FileTable.RowPlace(row), "columns", column, _limits.MaximumColumns);
                    }

                    for (; cells.Count < column - 1;)
                    {
                        cells.Add("");
                        origins.Add(null);
                    }

                    cells.Add(text);
                    origins.Add(origin);
                }
            }
            else if (inRow && reader is { NodeType: XmlNodeType.EndElement, LocalName: "row" })
            {
                inRow = false;
                bool isRow = cells.Count > 0;
                walk?.Fill(row, cells, origins);

                // A row without a cell, only a format or a part of a merged area, is not a row.
                if (isRow)
                {
                    if (++filled > _limits.MaximumRows)
                    {
                        throw TableFile.Limit(_name, "rows", filled, _limits.MaximumRows);
                    }

                    yield return new TableRow(row, [.. cells])
                    {
                        Origins = origins.Exists(origin => origin is not null)
                            ? [.. origins]
                            : null,
                    };
                }
            }
        }
    }

    // A package of another kind is identified by name: a text document, a spreadsheet of another program, a plain archive.
    private static string WorkbookOf(string name, XlsxPackage package) =>
        package.RelationsOf("").Values.FirstOrDefault(relation => relation.Type == "officeDocument").Path is not { } workbook
            ? throw new SipasException(new Problem(ProblemCodes.WorkbookUnreadable, name, "officeDocument"))
            : workbook.Contains("word/", StringComparison.Ordinal) ? throw FileKinds.NotATable(name, "Word (.docx)")
            : workbook.Contains("ppt/", StringComparison.Ordinal) ? throw FileKinds.NotATable(name, "PowerPoint (.pptx)")
            : workbook.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) ? throw FileKinds.NotATable(name, "Excel binary (.xlsb)")
            : workbook;

    private static (List<(string Name, string? Id, bool Hidden)> Sheets, bool From1904) Sheets(XlsxPackage package, string workbook)
    {
        var sheets = new List<(string, string?, bool)>();
        bool from1904 = false;
        using XmlReader? reader = package.Open(workbook);
        while (reader is not null && XlsxPackage.Advance(reader))
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "sheet" })
            {
                string? id = null;
                for (bool more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
                {
                    id = reader.LocalName == "id" ? reader.Value : id;
                }

                reader.MoveToElement();
                sheets.Add((reader.GetAttribute("name") ?? "", id, reader.GetAttribute("state") is "hidden" or "veryHidden"));
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
            {
                from1904 = reader.GetAttribute("date1904") is "1" or "true";
            }
        }

        return (sheets, from1904);
    }

    // Leaves the reader on the cell's end.
    private (string Text, CellOrigin? Origin) Cell(XmlReader reader, string place, Action<Problem> report)
    {
        string type = reader.GetAttribute("t") ?? "n";
        int style = int.TryParse(reader.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out int known) ? known : 0;
        bool formula = false;
        string? value = null;
        if (!reader.IsEmptyElement)
        {
            int depth = reader.Depth;
            while (XlsxPackage.Advance(reader) && reader.Depth > depth)
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    switch (reader.LocalName)
                    {
                        case "f":
                            formula = true;
                            break;
                        case "v":
                            value = XlsxText.Read(reader, _limits.MaximumCellCharacters, place);
                            break;
                        case "is":
                            value = XlsxText.ReadRuns(reader, _limits.MaximumCellCharacters, place);
                            break;
                    }
                }
            }
        }

        if (formula && value is null)
        {
            report(new Problem(ProblemCodes.FormulaWithoutValue, place));
        }

        return (type, value) switch
        {
            (_, null or "") => ("", null),
            ("s", _) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < _shared.Count
                ? (_shared[index], null)
                : throw Unreadable(place),
            ("b", "1") => ("true", null),
            ("b", "0") => ("false", null),
            ("b", _) => CellText.TryReadBoolean(value.Trim(), out bool truth) ? (truth ? "true" : "false", null) : throw Unreadable(place),
            ("n", _) => _numbers.Show(value, style),
            ("d", _) => (value.EndsWith("T00:00:00", StringComparison.Ordinal) ? value[..10] : value, CellOrigin.Date),
            ("e", _) => (value, CellOrigin.Error),
            _ => (value, null),
        };
    }

    private int RowNumber(string text, int before) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int row) && row > before
        ? row
        : throw Unreadable($"row {text}");

    private int ColumnNumber(string place, int before)
    {
        int column = 0;
        foreach (char c in place)
        {
            if (!char.IsAsciiLetter(c))
            {
                break;
            }

            column = (column * 26) + (char.ToUpperInvariant(c) - 'A') + 1;
            if (column > 16_384)
            {
                break;
            }
        }

        return column > before && column <= 16_384 ? column : throw Unreadable(place);
    }

    private static string ColumnName(int column)
    {
        var name = new StringBuilder();
        for (; column > 0; column = (column - 1) / 26)
        {
            name.Insert(0, (char)('A' + ((column - 1) % 26)));
        }

        return name.ToString();
    }

    private SipasException Unreadable(string place) => new(new Problem(ProblemCodes.WorkbookUnreadable, _name, place));
}
