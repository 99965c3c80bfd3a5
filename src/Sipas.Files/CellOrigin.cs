using Sipas.Text;

namespace Sipas.Files;

/// <summary>What a workbook says of a cell besides the text that it shows.</summary>
/// <param name="Kind">Its kind.</param>
internal sealed record CellOrigin(CellKind Kind)
{
    /// <summary>A number whose text is the number.</summary>
    public static readonly CellOrigin PlainNumber = new(CellKind.Number);

    /// <summary>A day.</summary>
    public static readonly CellOrigin Date = new(CellKind.Date);

    /// <summary>An error.</summary>
    public static readonly CellOrigin Error = new(CellKind.Error);

    /// <summary>The number as stored, where the format shows something else.</summary>
    public string? Stored { get; init; }

    /// <summary>The number format, where it decides what is shown.</summary>
    public string? Format { get; init; }

    /// <summary>Whether the format shows something that is not made here.</summary>
    public bool IsDisplayUnknown { get; init; }

    /// <summary>Whether the value is that of a merged area whose first cell is in another column.</summary>
    public bool IsMergedAcross { get; init; }
}
