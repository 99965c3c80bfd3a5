namespace Sipas.Text;

/// <summary>The result of reading a number from a cell.</summary>
public enum CellNumber
{
    /// <summary>It was read.</summary>
    Read,

    /// <summary>It is not a number.</summary>
    Malformed,

    /// <summary>It has exactly three digits after its only mark, which may be a thousands separator or a decimal mark, and nothing decides which.</summary>
    Ambiguous,

    /// <summary>It has a percent sign where neither a percentage nor a share is expected.</summary>
    Percent,
}
