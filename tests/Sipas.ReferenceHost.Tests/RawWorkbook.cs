using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Sipas.ReferenceHost;

/// <summary>A workbook written cell by cell, for what no writer of ours would write: formats, errors, merged areas, stray rows.</summary>
internal sealed class RawWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private readonly List<string> _formats = [];
    private readonly StringBuilder _rows = new();
    private int _row;

    public string Merges { get; init; } = "";

    public string AfterFormats { get; init; } = "";

    public string Namespace { get; init; } = Main;

    /// <summary>A cell with a format: a stored number.</summary>
    public static object Formatted(string format, string stored) => (format, stored);

    /// <summary>A cell of a type, as it stands in the file.</summary>
    public static object Typed(char type, string value) => (type, value);

    public RawWorkbook Row(params object?[] cells) => RowAt(_row + 1, cells);

    public RawWorkbook RowAt(int row, params object?[] cells)
    {
        _row = row;
        _rows.Append(CultureInfo.InvariantCulture, $"<row r=\"{row}\">");
        for (int i = 0; i < cells.Length; i++)
        {
            string place = $"{(char)('A' + i)}{row.ToString(CultureInfo.InvariantCulture)}";
            _rows.Append(cells[i] switch
            {
                null => "",
                string text =>
                    $"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
                (string format, string stored) =>
                    $"<c r=\"{place}\" s=\"{Style(format).ToString(CultureInfo.InvariantCulture)}\"><v>{stored}</v></c>",
                (char type, string value) => $"<c r=\"{place}\" t=\"{type}\"><v>{value}</v></c>",
                IFormattable number => $"<c r=\"{place}\"><v>{number.ToString(null, CultureInfo.InvariantCulture)}</v></c>",
                _ => throw new ArgumentException(place),
            });
        }

        _rows.Append("</row>");
        return this;
    }

    public RawWorkbook Raw(string xml)
    {
        _rows.Append(xml);
        return this;
    }

    public string Save(string path)
    {
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        Add("[Content_Types].xml",
            """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
              <Override PartName="/xl/workbook.xml"
                ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
            </Types>
            """);
        Add("_rels/.rels",
            """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
              <Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/>
            </Relationships>
            """);
        Add("xl/workbook.xml",
            $"""
            <workbook xmlns="{Namespace}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
              <sheets><sheet name="Phiếu" sheetId="1" r:id="r1"/></sheets>
            </workbook>
            """);
        Add("xl/_rels/workbook.xml.rels",
            """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
              <Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
              <Relationship Id="r2" Type="x/styles" Target="styles.xml"/>
            </Relationships>
            """);
        string areas = string.Concat(Merges.Split(' ').Select(area => $"<mergeCell ref=\"{area}\"/>"));
        string merges = Merges.Length == 0 ? "" : $"<mergeCells>{areas}</mergeCells>";
        Add("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="{Namespace}"><sheetData>{_rows}</sheetData>{merges}</worksheet>""");
        string formats = string.Concat(_formats.Select((format, i) => string.Create(CultureInfo.InvariantCulture,
            $"""<numFmt numFmtId="{165 + i}" formatCode="{SecurityElement.Escape(format)}"/>""")));
        string xfs = string.Concat(_formats.Select((_, i) =>
            string.Create(CultureInfo.InvariantCulture, $"""<xf numFmtId="{165 + i}"/>""")));
        Add("xl/styles.xml",
            $"""
            <styleSheet xmlns="{Namespace}">
              <numFmts>{formats}</numFmts>
              <cellXfs><xf numFmtId="0"/>{xfs}</cellXfs>{AfterFormats}
            </styleSheet>
            """);
        return path;

        void Add(string part, string text)
        {
            using Stream stream = zip.CreateEntry(part).Open();
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    private int Style(string format)
    {
        int known = _formats.IndexOf(format);
        if (known < 0)
        {
            _formats.Add(format);
            known = _formats.Count - 1;
        }

        return known + 1;
    }
}
