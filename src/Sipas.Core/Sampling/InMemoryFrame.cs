namespace Sipas.Sampling;

/// <summary>A frame in memory.</summary>
public sealed class InMemoryFrame : IFrameSource
{
    private readonly IReadOnlyList<IReadOnlyList<string>> _rows;

    /// <summary>Creates a frame.</summary>
    /// <param name="name">Name of the frame.</param>
    /// <param name="columns">The column names.</param>
    /// <param name="rows">
    /// The rows, each with a cell for each column, numbered from 2. Columns and cells are normalized and trimmed like
    /// those of a file.
    /// </param>
    /// <exception cref="ArgumentException">The number of cells in a row differs from the number of columns.</exception>
    public InMemoryFrame(string name, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Any(row => row.Count != columns.Count))
        {
            throw new ArgumentException("A row has another number of cells than there are columns.", nameof(rows));
        }

        (Name, Columns, _rows) = (name, ComposedRows.Compose(columns), [.. rows.Select(ComposedRows.Compose)]);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public IEnumerable<FrameRow> ReadRows()
    {
        for (int i = 0; i < _rows.Count; i++)
        {
            yield return new FrameRow(i + 2, _rows[i]);
        }
    }
}
