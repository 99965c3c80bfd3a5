namespace Sipas.Common;

/// <summary>The result of reading a number from a cell.</summary>
internal enum CellNumber
{
    /// <summary>The number was read.</summary>
    Read,

    /// <summary>The cell is not a number.</summary>
    Malformed,

    /// <summary>The number has exactly three digits after its only mark, which may be a thousands separator or a decimal
    /// mark, and the file does not show which.</summary>
    Ambiguous,

    /// <summary>The number has a percent sign where neither a percentage nor a share is expected.</summary>
    Percent,
}
