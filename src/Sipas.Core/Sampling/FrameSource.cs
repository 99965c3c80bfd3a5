using Sipas.Text;

namespace Sipas.Sampling;

/// <summary>One row of a frame.</summary>
/// <param name="Number">Its number as a person finds it in the file: with a header the first row of data is 2.</param>
/// <param name="Cells">Its cells, as many as the frame has columns, composed (NFC) and trimmed.</param>
public readonly record struct FrameRow(long Number, IReadOnlyList<string> Cells)
{
    /// <summary>Cells whose text may not be what was entered, by column from 0; null when there are none. A checker and a draw refuse them where they are used. A storage keeps the texts only: check a frame before it is kept.</summary>
    public IReadOnlyDictionary<int, FrameCellFault>? Faults { get; init; }
}

/// <summary>A sampling frame that is read row by row, as often as asked, always the same: transactions, households, units. Nothing keeps it whole in memory.</summary>
public interface IFrameSource
{
    /// <summary>What it is called, for messages and certificates.</summary>
    string Name { get; }

    /// <summary>Its columns.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Its rows from the first to the last.</summary>
    IEnumerable<FrameRow> ReadRows();
}

/// <summary>A frame that is in memory.</summary>
public sealed class InMemoryFrame : IFrameSource
{
    private readonly IReadOnlyList<IReadOnlyList<string>> _rows;

    /// <summary>Makes a frame.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">
    /// Its rows, each with a cell for each column, numbered from 2. Columns and cells are normalized and trimmed like those of a file.
    /// </param>
    /// <exception cref="ArgumentException">A row has another number of cells.</exception>
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

/// <summary>Rows of a frame with normalized cells, also if a source of the host does not normalize them.</summary>
internal static class ComposedRows
{
    public static IEnumerable<FrameRow> ReadComposedRows(this IFrameSource frame) => frame.ReadRows().Select(row => row with { Cells = Compose(row.Cells) });

    public static IReadOnlyList<string> Compose(IReadOnlyList<string> cells)
    {
        for (int i = 0; i < cells.Count; i++)
        {
            // Compose returns the same text if nothing changes.
            if (!ReferenceEquals(VietnameseText.Compose(cells[i]), cells[i]))
            {
                return [.. cells.Select(VietnameseText.Compose)];
            }
        }

        return cells;
    }
}

/// <summary>Places of columns in a frame.</summary>
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

    /// <summary>Warnings of labels with several spellings.</summary>
    public static IEnumerable<Problems.Problem> Spellings(string column, Text.LabelSet labels) => labels.Variants.Select(variant =>
        new Problems.Problem(Problems.ProblemCodes.FrameLabelSpelledTwice, column, variant.Other, variant.First)
        {
            Severity = Problems.ProblemSeverity.Warning,
        });

    public static string Place(long row) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"row {row}");

    public static string Place(long row, string column) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"row {row}, {column}");
}
