using System.IO.Compression;
using System.Text;
using Sipas.Files.Tables;

namespace Sipas.Files;

/// <summary>A workbook made part by part, so that tests can say exactly what stands in it.</summary>
internal sealed class Workbook
{
    private readonly Dictionary<string, byte[]> _parts = new(StringComparer.Ordinal);

    public Workbook(string rows, string? shared = null, string? styles = null, string workbookProperties = "")
    {
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
              <Relationship Id="r1" Target="xl/workbook.xml"
                Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
            </Relationships>
            """);
        Add("xl/workbook.xml",
            $"""
            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
              xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{workbookProperties}
              <sheets><sheet name="Ẩn" sheetId="1" state="hidden" r:id="r9"/><sheet name="Phiếu" sheetId="2" r:id="r1"/></sheets>
            </workbook>
            """);
        Add("xl/_rels/workbook.xml.rels",
            """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
              <Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
              <Relationship Id="r2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>
              <Relationship Id="r3" Type="x/styles" Target="styles.xml"/>
            </Relationships>
            """);
        Add("xl/worksheets/sheet1.xml",
            $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>""");
        if (shared is not null)
        {
            Add("xl/sharedStrings.xml", $"""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{shared}</sst>""");
        }

        if (styles is not null)
        {
            Add("xl/styles.xml",
                $"""<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{styles}</styleSheet>""");
        }
    }

    public Workbook Add(string path, string text) => Add(path, Encoding.UTF8.GetBytes(text));

    public Workbook Add(string path, byte[] bytes)
    {
        _parts[path] = bytes;
        return this;
    }

    public byte[] ToBytes(CompressionLevel level = CompressionLevel.Fastest)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string path, byte[] bytes) in _parts)
            {
                using Stream part = zip.CreateEntry(path, level).Open();
                part.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    public FileTable Read(TableFileOptions? options = null) => TestTables.Read(ToBytes(), options);
}
