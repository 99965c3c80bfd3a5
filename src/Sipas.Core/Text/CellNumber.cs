namespace Sipas.Text;

/// <summary>What became of a number in a cell.</summary>
public enum CellNumber
{
    /// <summary>It was read.</summary>
    Read,

    /// <summary>It is no number.</summary>
    Malformed,

    /// <summary>It has exactly three digits behind its only mark, so that the mark may part thousands or decimals, and nothing says which.</summary>
    Ambiguous,

    /// <summary>It is written with a percent sign where neither a percentage nor a share is expected.</summary>
    Percent,
}
