using System.Text;
using Sipas.Common;

namespace Sipas.Reporting;

/// <summary>A table of plain text cells, for the command line and for spreadsheets: no markup, no colours.</summary>
/// <param name="Title">The title.</param>
/// <param name="Columns">The column headings.</param>
/// <param name="Rows">Rows with a cell for each column; an empty cell means there is no value.</param>
internal sealed record ReportTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Formats the table with aligned columns, for a terminal with a fixed-width font.</summary>
    public string ToText()
    {
        int[] widths = [.. Columns.Select((head, i) => Rows.Select(row => Width(row[i])).Append(Width(head)).Max())];
        var text = new StringBuilder();
        if (Title.Length > 0)
        {
            text.Append(Title).Append('\n');
        }

        Line(Columns);
        Line([.. widths.Select(width => new string('-', width))]);
        foreach (IReadOnlyList<string> row in Rows)
        {
            Line(row);
        }

        return text.ToString();

        void Line(IReadOnlyList<string> cells)
        {
            for (int i = 0; i < cells.Count; i++)
            {
                text.Append(cells[i]);
                text.Append(' ', i + 1 < cells.Count ? widths[i] - Width(cells[i]) + 2 : 0);
            }

            text.Append('\n');
        }
    }

    // Composed Vietnamese has one character per column; decomposed text is composed before it is measured.
    private static int Width(string cell) => VietnameseText.Compose(cell).Length;
}
