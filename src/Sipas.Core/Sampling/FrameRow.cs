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
    internal IReadOnlyDictionary<int, FrameCellFault>? Faults { get; init; }
}
