using System.Globalization;
using System.Xml;
using Sipas.Common;

namespace Sipas.Files.Tables;

/// <summary>The merged areas of a sheet. The file stores them after the rows, so a sheet with merged areas is scanned
/// once before it is read.</summary>
internal sealed class XlsxMerges
{
    private const int MaxAreas = 100_000;
    private const string Mark = "mergeCell";

    private readonly List<Area> _areas = [];

    private XlsxMerges()
    {
    }

    /// <summary>Whether there are no merged areas.</summary>
    public bool IsEmpty => _areas.Count == 0;

    public static XlsxMerges Read(XlsxPackage package, string path, FileLimits limits)
    {
        var merges = new XlsxMerges();
        if (!package.MayContain(path, Mark))
        {
            return merges;
        }

        using XmlReader? reader = package.Open(path);
        while (reader is not null && XlsxPackage.Advance(reader))
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: Mark } && Parse(reader.GetAttribute("ref")) is { } area
                && area.Left <= limits.MaximumColumns)
            {
                merges._areas.Add(area with { Right = Math.Min(area.Right, limits.MaximumColumns) });
                if (merges._areas.Count > MaxAreas)
                {
                    throw TableFile.Limit(path, "merged areas", merges._areas.Count, MaxAreas);
                }
            }
        }

        merges._areas.Sort((a, b) => a.Top.CompareTo(b.Top));
        return merges;
    }

    /// <summary>Applies the areas to a sheet, row by row.</summary>
    public Walk Begin(FileLimits limits) => new(_areas, limits);

    private static Area? Parse(string? reference)
    {
        string[] corners = (reference ?? "").Split(':');
        return corners.Length == 2 && Corner(corners[0]) is { } first && Corner(corners[1]) is { } last && first.Row <= last.Row
            && first.Column <= last.Column
            ? new Area(first.Row, first.Column, last.Row, last.Column)
            : null;
    }

    private static (int Row, int Column)? Corner(string place)
    {
        string plain = place.Replace("$", "", StringComparison.Ordinal);
        int letters = 0;
        int column = 0;
        while (letters < plain.Length && letters < 3 && char.IsAsciiLetter(plain[letters]))
        {
            column = (column * 26) + (char.ToUpperInvariant(plain[letters++]) - 'A') + 1;
        }

        return letters > 0 && int.TryParse(plain.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture, out int row) && row > 0
            ? (row, column)
            : null;
    }

    /// <summary>A merged area: rows and columns from 1, both ends included.</summary>
    internal sealed record Area(int Top, int Left, int Bottom, int Right);

    /// <summary>The areas that cover a row, with their values.</summary>
    internal sealed class Walk(List<Area> areas, FileLimits limits)
    {
        private readonly List<(Area Area, string Text, CellOrigin? Origin)> _active = [];
        private int _next;

        /// <summary>Writes the value of each area into the cells of a row that it covers. Must be called in row order.</summary>
        public void Fill(int row, List<string> cells, List<CellOrigin?> origins)
        {
            _active.RemoveAll(active => active.Area.Bottom < row);
            for (; _next < areas.Count && areas[_next].Top <= row; _next++)
            {
                Area area = areas[_next];
                if (area.Bottom >= row)
                {
                    // An area whose first row is empty has no value.
                    bool has = area.Top == row && area.Left <= cells.Count;
                    _active.Add((area, has ? cells[area.Left - 1] : "", has ? origins[area.Left - 1] : null));
                }
            }

            int width = 0;
            foreach ((Area area, string text, CellOrigin? origin) in _active)
            {
                width += area.Right - area.Left + 1;
                if (width > limits.MaximumColumns)
                {
                    throw TableFile.Limit(FileTable.RowPlace(row), "columns", width, limits.MaximumColumns);
                }

                if (text.Length == 0)
                {
                    continue;
                }

                while (cells.Count < area.Right)
                {
                    cells.Add("");
                    origins.Add(null);
                }

                for (int column = area.Left; column <= area.Right; column++)
                {
                    cells[column - 1] = text;
                    origins[column - 1] = column == area.Left
                        ? origin
                        : (origin ?? new CellOrigin(CellText.KindOf(text))) with { IsMergedAcross = true };
                }
            }
        }
    }
}
