using Sipas.Common;
using Sipas.Files.Tables;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.Files.Frames;

/// <summary>A sampling frame in a CSV or XLSX file, which can be read row by row any number of times.</summary>
/// <param name="file">The file.</param>
public sealed class FileFrame(TableFile file) : IFrameSource
{
    /// <summary>Opens a frame in a file on disk.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="SipasException">The file cannot be used (codes <c>IMP…</c>).</exception>
    public FileFrame(string path)
        : this(TableFile.Open(path))
    {
    }

    /// <inheritdoc/>
    public string Name => file.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => file.Columns;

    /// <inheritdoc/>
    public IEnumerable<FrameRow> ReadRows() => file.ReadRows()
        .Select(row => new FrameRow(row.Number, row.Cells) { Faults = FaultsOf(row) });

    private static Dictionary<int, FrameCellFault>? FaultsOf(TableRow row)
    {
        Dictionary<int, FrameCellFault>? faults = null;
        for (int i = 0; row.Origins is { } origins && i < Math.Min(origins.Length, row.Cells.Count); i++)
        {
            bool isMergedAcross = row.IsMergedAcross(i);
            Cell cell = row[i];

            // Errors and powers of ten are recognized by their text.
            string? format = cell.Kind == CellKind.Date || cell.IsDisplayUnknown ? CellReader.NotACode("", cell).Allowed : null;
            if (isMergedAcross || format is not null)
            {
                (faults ??= []).Add(i, new FrameCellFault(isMergedAcross, format));
            }
        }

        return faults;
    }
}
