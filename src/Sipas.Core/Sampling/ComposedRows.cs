using Sipas.Common;

namespace Sipas.Sampling;

/// <summary>Normalizes the cells of a frame's rows, because an <see cref="IFrameSource"/> of the host may not normalize them.</summary>
internal static class ComposedRows
{
    public static IEnumerable<FrameRow> ReadComposedRows(this IFrameSource frame) =>
        frame.ReadRows().Select(row => row with { Cells = Compose(row.Cells) });

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
