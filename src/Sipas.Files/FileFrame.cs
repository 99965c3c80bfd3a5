using Sipas.Sampling;

namespace Sipas.Files;

/// <summary>A sampling frame in a CSV or XLSX file, read row by row as often as asked.</summary>
/// <param name="file">The file.</param>
public sealed class FileFrame(TableFile file) : IFrameSource
{
    /// <summary>A frame in a file on disk.</summary>
    /// <param name="path">Where the file lies.</param>
    /// <exception cref="Problems.SipasException">The file cannot be used (codes <c>IMP…</c>).</exception>
    public FileFrame(string path)
        : this(TableFile.Open(path))
    {
    }

    /// <inheritdoc/>
    public string Name => file.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => file.Columns;

    /// <inheritdoc/>
    public IEnumerable<FrameRow> ReadRows() => file.ReadRows().Select(row => new FrameRow(row.Number, row.Cells));
}
