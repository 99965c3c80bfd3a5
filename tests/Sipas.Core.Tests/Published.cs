using System.Globalization;
using System.Text;

namespace Sipas;

/// <summary>Published tables in Data/: the first line names the source, the second the columns.</summary>
internal static class Published
{
    internal static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string table)
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", table + ".csv"));
        Assert.StartsWith("# source: ", lines[0], StringComparison.Ordinal);
        string[] header = Split(lines[1]);
        return [.. lines.Skip(2).Where(line => line.Length > 0).Select(line =>
            header.Zip(Split(line)).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal))];
    }

    internal static decimal? Number(this IReadOnlyDictionary<string, string> row, string column) =>
        row[column].Length == 0 ? null : decimal.Parse(row[column], CultureInfo.InvariantCulture);

    private static string[] Split(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        return [.. cells, cell.ToString()];
    }
}
