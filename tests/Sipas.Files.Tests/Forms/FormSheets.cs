using Sipas.Files.Tables;

namespace Sipas.Files.Forms;

/// <summary>The sheets of an XLSForm as texts, to be compared, changed and written again.</summary>
internal static class FormSheets
{
    public static List<(string Name, List<string[]> Rows)> Read(ReadOnlyMemory<byte> content)
    {
        Stream Open() => new MemoryStream(content.ToArray());
        return [.. TableFile.SheetNames("form.xlsx", Open, FileLimits.Default).Select(name =>
        {
            var file = TableFile.Open("form.xlsx", Open, new TableFileOptions { Sheet = name });
            return (name, (List<string[]>)[[.. file.Columns], .. file.ReadRows().Select(row => row.Cells.ToArray())]);
        })];
    }

    public static byte[] Write(IEnumerable<(string Name, List<string[]> Rows)> sheets)
    {
        using var stream = new MemoryStream();
        XlsxOutput.Write(stream, [.. sheets.Select(sheet =>
            new XlsxSheet(sheet.Name, sheet.Rows[0], sheet.Rows.Skip(1)
                .Select(row => (IReadOnlyList<TableCell>)[.. row.Select(cell => TableCell.Of(cell))])))]);
        return stream.ToArray();
    }

    /// <summary>A form from lines of cells with bars between; sheets by their names in brackets.</summary>
    public static byte[] Of(string text)
    {
        var sheets = new List<(string Name, List<string[]> Rows)>();
        foreach (string line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (line[0] == '[')
            {
                sheets.Add((line.Trim('[', ']'), []));
            }
            else
            {
                sheets[^1].Rows.Add([.. line.Split('|').Select(cell => cell.Trim())]);
            }
        }

        // Rows are as long as their header.
        return Write(sheets.Select(sheet =>
            (sheet.Name, sheet.Rows.Select(row =>
                (string[])[.. row, .. Enumerable.Repeat("", Math.Max(0, sheet.Rows[0].Length - row.Length))]).ToList())));
    }
}
