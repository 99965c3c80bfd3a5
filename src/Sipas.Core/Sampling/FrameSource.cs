using Sipas.Text;

namespace Sipas.Sampling;

/// <summary>One row of a frame.</summary>
/// <param name="Number">The row number as shown in a spreadsheet: with a header, the first data row is 2.</param>
/// <param name="Cells">The cells, as many as the frame has columns, normalized (NFC) and trimmed.</param>
public readonly record struct FrameRow(long Number, IReadOnlyList<string> Cells)
{
    /// <summary>
    /// Cells whose text may differ from the entered text, by zero-based column; null when there are none. The checker
    /// and the draw reject these cells where they are used. A storage saves only the texts: check a frame before saving
    /// it.
    /// </summary>
    public IReadOnlyDictionary<int, FrameCellFault>? Faults { get; init; }
}

/// <summary>
/// A sampling frame (transactions, households, organisation units) that can be read row by row any number of times with
/// the same result. It is never held in memory as a whole.
/// </summary>
public interface IFrameSource
{
    /// <summary>Name of the frame, for messages and certificates.</summary>
    string Name { get; }

    /// <summary>The column names.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Reads the rows from the first to the last.</summary>
    IEnumerable<FrameRow> ReadRows();
}

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

/// <summary>Normalizes the cells of a frame's rows, because an <see cref="IFrameSource"/> of the host may not normalize them.</summary>
internal static class ComposedRows
{
    public static IEnumerable<FrameRow> ReadComposedRows(this IFrameSource frame) => frame.ReadRows().Select(row => row with { Cells = Compose(row.Cells) });

    public static IReadOnlyList<string> Compose(IReadOnlyList<string> cells)
    {
        for (int i = 0; i < cells.Count; i++)
        {
            // Compose returns the same instance if nothing changes.
            if (!ReferenceEquals(VietnameseText.Compose(cells[i]), cells[i]))
            {
                return [.. cells.Select(VietnameseText.Compose)];
            }
        }

        return cells;
    }
}

/// <summary>Finds the positions of columns in a frame.</summary>
internal static class FrameColumnsOf
{
    public static int Require(IFrameSource frame, string column)
    {
        string composed = VietnameseText.Compose(column);
        for (int i = 0; i < frame.Columns.Count; i++)
        {
            if (string.Equals(VietnameseText.Compose(frame.Columns[i]), composed, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new Problems.SipasException(new Problems.Problem(Problems.ProblemCodes.FrameColumnMissing, frame.Name, column, string.Join(", ", frame.Columns)));
    }

    public static int[] Require(IFrameSource frame, IEnumerable<string> columns) => [.. columns.Select(column => Require(frame, column))];

    /// <summary>Returns the warnings about labels with several spellings.</summary>
    public static IEnumerable<Problems.Problem> Spellings(string column, Text.LabelSet labels) => labels.Variants.Select(variant =>
        new Problems.Problem(Problems.ProblemCodes.FrameLabelSpelledTwice, column, variant.Other, variant.First)
        {
            Severity = Problems.ProblemSeverity.Warning,
        });

    public static string Place(long row) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"row {row}");

    public static string Place(long row, string column) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"row {row}, {column}");
}
