using Sipas.Common;

namespace Sipas.Files.Tables;

/// <summary>The data that a workbook stores for a cell in addition to the displayed text.</summary>
/// <param name="Kind">Its kind.</param>
internal sealed record CellOrigin(CellKind Kind)
{
    /// <summary>A number whose text is the number.</summary>
    public static readonly CellOrigin PlainNumber = new(CellKind.Number);

    /// <summary>A day.</summary>
    public static readonly CellOrigin Date = new(CellKind.Date);

    /// <summary>An error.</summary>
    public static readonly CellOrigin Error = new(CellKind.Error);

    /// <summary>The stored number, if the format displays something else.</summary>
    public string? Stored { get; init; }

    /// <summary>The number format, if it determines the displayed text.</summary>
    public string? Format { get; init; }

    /// <summary>Whether the format displays something that is not rendered here.</summary>
    public bool IsDisplayUnknown { get; init; }

    /// <summary>Whether the value is that of a merged area whose first cell is in another column.</summary>
    public bool IsMergedAcross { get; init; }
}
