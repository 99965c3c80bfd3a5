using Sipas.Common;

namespace Sipas.Files.Tables;

/// <summary>One row of a file.</summary>
/// <param name="Number">Its number as a spreadsheet shows it, from 1.</param>
/// <param name="Cells">The texts of its cells, as many as there are columns, normalized (NFC) and trimmed.</param>
public sealed record TableRow(int Number, IReadOnlyList<string> Cells)
{
    /// <summary>
    /// Data that a workbook stores for the cells in addition to their texts; null for a text file; shorter than
    /// <see cref="Cells"/> if the last cells are empty.
    /// </summary>
    internal CellOrigin?[]? Origins { get; init; }

    /// <summary>Gets a cell with its kind.</summary>
    /// <param name="column">Its column, from 0.</param>
    internal Cell this[int column] => Origins is { } origins && column < origins.Length && origins[column] is { } origin
        ? new Cell(Cells[column], Cells[column].Length == 0 ? CellKind.Empty : origin.Kind)
        {
            Stored = origin.Stored,
            Format = origin.Format,
            IsDisplayUnknown = origin.IsDisplayUnknown,
        }
        : new Cell(Cells[column]);

    internal bool IsMergedAcross(int column) => Origins is { } origins && column < origins.Length
        && origins[column] is { IsMergedAcross: true };
}
