using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Sipas.Files.Tables;

/// <summary>Writes tables as a workbook, row by row; no cell of it is a formula.</summary>
/// <remarks>Texts are marked as texts (the quote prefix), so that <c>=…</c>, <c>+84…</c> and <c>-1</c> are displayed
/// unchanged and remain texts when they are edited.</remarks>
internal static class XlsxOutput
{
    /// <summary>Maximum number of rows of a sheet, including the header: the limit of spreadsheets.</summary>
    public const int MaximumRows = 1_048_576;

    private const int MaximumCharacters = 32_767;
    private const uint TextStyle = 1;
    private const uint DayStyle = 2;
    private const uint HeaderStyle = 3;

    /// <summary>Writes the workbook.</summary>
    /// <param name="target">A seekable stream, which remains open.</param>
    /// <param name="sheet">The sheet's name; cut to 31 characters, without the characters that are not allowed in sheet
    /// names.</param>
    /// <param name="columns">The header.</param>
    /// <param name="rows">The rows.</param>
    /// <exception cref="Problems.SipasException">More rows, or a longer text, than a workbook allows
    /// (<c>IMP0015</c>).</exception>
    public static void Write(Stream target, string sheet, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<TableCell>> rows)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        Write(target, [new XlsxSheet(sheet, columns, rows)]);
    }

    /// <summary>Writes a workbook of several sheets.</summary>
    /// <param name="target">A seekable stream, which remains open.</param>
    /// <param name="sheets">The sheets in their order: one or more, with distinct names.</param>
    /// <exception cref="Problems.SipasException">More rows, or a longer text, than a workbook allows
    /// (<c>IMP0015</c>).</exception>
    public static void Write(Stream target, IReadOnlyList<XlsxSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(sheets);
        ArgumentOutOfRangeException.ThrowIfZero(sheets.Count);
        using SpreadsheetDocument document = SpreadsheetDocument.Create(target, SpreadsheetDocumentType.Workbook);
        WorkbookPart workbook = document.AddWorkbookPart();
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
        var list = new Sheets();
        foreach (XlsxSheet sheet in sheets)
        {
            WorksheetPart part = workbook.AddNewPart<WorksheetPart>();
            WriteSheet(part, sheet);
            list.Append(new Sheet
            {
                Name = SheetName(sheet.Name),
                SheetId = (uint)list.ChildElements.Count + 1,
                Id = workbook.GetIdOfPart(part),
            });
        }

        workbook.Workbook = new Workbook(list);
    }

    private static void WriteSheet(WorksheetPart part, XlsxSheet sheet)
    {
        using OpenXmlWriter writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteStartElement(new SheetData());
        WriteRow(writer, 1, [.. sheet.Columns.Select(TableCell.Of)], HeaderStyle);
        int number = 1;
        foreach (IReadOnlyList<TableCell> row in sheet.Rows)
        {
            if (++number > MaximumRows)
            {
                throw TableFile.Limit(sheet.Name, "rows", number, MaximumRows);
            }

            WriteRow(writer, number, row, TextStyle);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteRow(OpenXmlWriter writer, int number, IReadOnlyList<TableCell> cells, uint textStyle)
    {
        writer.WriteStartElement(new Row { RowIndex = (uint)number });
        foreach (TableCell cell in cells)
        {
            writer.WriteElement(Cell(cell, number, textStyle));
        }

        writer.WriteEndElement();
    }

    private static Cell Cell(TableCell cell, int row, uint textStyle) => cell switch
    {
        { Number: { } number } => new Cell { CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture)) },
        { Day: { } day } => new Cell
        {
            StyleIndex = DayStyle,
            CellValue = new CellValue((day.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture)),
        },
        { Text: { Length: > 0 } text } =>
            new Cell { StyleIndex = textStyle, DataType = CellValues.InlineString, InlineString = new InlineString(Run(text, row)) },
        _ => new Cell(),
    };

    private static DocumentFormat.OpenXml.Spreadsheet.Text Run(string text, int row) => text.Length > MaximumCharacters
        ? throw TableFile.Limit(FileTable.RowPlace(row), "characters", text.Length, MaximumCharacters)
        : new DocumentFormat.OpenXml.Spreadsheet.Text(XlsxText.Escape(text)) { Space = SpaceProcessingModeValues.Preserve };

    private static string SheetName(string name)
    {
        string allowed = string.Concat(name.Where(c => c is not ('[' or ']' or '*' or '?' or ':' or '/' or '\\') && !char.IsControl(c)))
            .Trim('\'', ' ');
        return allowed.Length == 0 ? "Sheet1" : allowed.Length > 31 ? allowed[..31] : allowed;
    }

    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true, QuotePrefix = true },
            new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true, QuotePrefix = true, FontId = 1, ApplyFont = true }));
}
