using System.Globalization;
using System.Security;
using System.Text;
using Sipas.Common;
using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.Files;

public sealed class CellTableTests
{
    public static TheoryData<string> Cells => [.. CellExamples.All.Select(example => example.ToString())];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Read_CellOfTheTable_GivesWhatTheTableSaysFromTextAndWorkbook(string cell)
    {
        CellExample example = CellExamples.All.Single(known => known.ToString() == cell);

        string[] fromText = [.. CellExamples.Readings.Select(reading => Read(reading, Csv(example.Text)))];
        string[] fromWorkbook = [.. CellExamples.Readings.Select(reading => Read(reading, Xlsx(example)))];
        Assert.Equal(example.Read.Split("; "), fromWorkbook);

        // What only a workbook knows (a code that became a day, 12345 shown as 123.45) it refuses; two values there never are.
        for (int i = 0; i < fromText.Length; i++)
        {
            Assert.True(fromText[i] == fromWorkbook[i]
                || (example.Workbook is not null && fromWorkbook[i].StartsWith("IMP", StringComparison.Ordinal)),
                $"{CellExamples.Readings[i]}: {fromText[i]} ≠ {fromWorkbook[i]}");
        }
    }

    [Fact]
    public void Read_EveryRefusal_NamesTheCellAndWhatWasRead()
    {
        foreach (CellExample example in CellExamples.All)
        {
            foreach (string reading in CellExamples.Readings)
            {
                var cells = new CellReader(Csv(example.Text));
                Give(reading, cells);
                foreach (Problem problem in cells.Problems)
                {
                    // Percentages that look like shares are told for the column.
                    if (problem.Code == ProblemCodes.PercentLooksLikeShare)
                    {
                        Assert.Equal("x", problem.Place);
                        continue;
                    }

                    Assert.Equal("row 2, x", problem.Place);
                    Assert.Equal(cells.Table.Rows[0].Cells[1], problem.Value);
                    Assert.Contains("row 2, x", problem.Message.Vi, StringComparison.Ordinal);
                    Assert.Contains(problem.Value!, problem.Message.En, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void Table_InDocs_IsTheTableOfTheTests()
    {
        string path = Path.Combine(Root(), "docs", "cells.md");
        string[] parts = File.ReadAllText(path).Split("<!-- table -->");
        Assert.Equal(3, parts.Length);
        string table = "\n" + Markdown();
        if (Environment.GetEnvironmentVariable("SIPAS_ACCEPT") == "1")
        {
            File.WriteAllText(path, $"{parts[0]}<!-- table -->{table}<!-- table -->{parts[2]}");
            return;
        }

        Assert.Equal(table, parts[1]);
    }

    private static string Markdown()
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture,
            $"| Text | Cell of a workbook | {string.Join(" | ", CellExamples.Readings)} "
            + $"|\n|---|---|{string.Concat(CellExamples.Readings.Select(_ => "---|"))}\n");
        foreach (CellExample example in CellExamples.All)
        {
            string workbook = example.Workbook is { } cell
                ? $"`{cell.Replace("|", " · ", StringComparison.Ordinal).Trim(' ', '·')}`"
                : "the text";
            table.Append(CultureInfo.InvariantCulture,
                $"| {Show(example.Text)} | {workbook} | {string.Join(" | ", example.Read.Split("; ").Select(Show))} |\n");
        }

        return table.ToString();
    }

    private static string Show(string text) => text is "–"
        ? text
        : text.Length == 0 ? "*empty*" : $"`{string.Concat(text.Select(c => IsDeceptive(c) ? $"U+{(int)c:X4}" : c.ToString()))}`";

    private static bool IsDeceptive(char c) =>
        c is '\u00A0' or '\u2009' or '\u202F' or '\u200B' or '\u2212' or '\u00D0' or '\u00F0' or >= '\uFF00';

    // A second column keeps a blank cell's row.
    private static FileTable Csv(string text) => TestTables.Read($"k;x\nA;\"{text}\"\n");

    private static FileTable Xlsx(CellExample example)
    {
        string cell = $"<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(example.Text)}</t></is></c>";
        string format = "General";
        if (example.Workbook is { } workbook)
        {
            string[] parts = workbook.Split('|');
            format = parts[1].Length == 0 ? format : parts[1];
            cell = $"<c t=\"{parts[0]}\" s=\"1\"><v>{parts[2]}</v></c>";
        }

        return new Workbook(
            $"<row><c t=\"str\"><v>k</v></c><c t=\"str\"><v>x</v></c></row><row><c t=\"str\"><v>A</v></c>{cell}</row>",
            styles: $"<numFmts><numFmt numFmtId=\"170\" formatCode=\"{SecurityElement.Escape(format)}\"/></numFmts><cellXfs><xf "
            + $"numFmtId=\"0\"/><xf numFmtId=\"{(format == "General" ? 0 : 170)}\"/></cellXfs>").Read();
    }

    private static string Read(string reading, FileTable table)
    {
        var cells = new CellReader(table);
        string read = Give(reading, cells);
        return cells.Problems.Count == 0 ? read : string.Join('+', cells.Problems.Select(problem => problem.Code));
    }

    private static string Give(string reading, CellReader cells)
    {
        TableRow row = cells.Table.Rows[0];
        return reading switch
        {
            "count" => Show(cells.Whole(row, 1, 0, long.MaxValue)),
            "number" => Show(cells.Number(row, 1, -1_000_000_000, 1_000_000_000)),
            "computation" => Computation(cells, row),
            "percentage" => Show(cells.Percent(row, 1, 0, 100)),
            "share" => Show(cells.Share(row, 1)),
            "day" => Show(cells.Day(row, 1)),
            "code" => cells.Code(row, 1) ?? "–",
            _ => cells.Label(row, 1) is { Length: > 0 } label ? label : "–",
        };
    }

    private static string Computation(CellReader cells, TableRow row)
    {
        if (cells.Text(row, 1) is null)
        {
            return "–";
        }

        CellNumber became = CellText.ReadDouble(row[1], cells.MarkOf(1), out double number);
        if (became != CellNumber.Read)
        {
            cells.Add(CellReader.NotANumber(cells.Place(row, 1), row[1], became, "0.5"));
        }

        return number.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string Show(IFormattable? value) => value switch
    {
        null => "–",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => value.ToString("0.######", CultureInfo.InvariantCulture),
    };

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Sipas.Sdk.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
