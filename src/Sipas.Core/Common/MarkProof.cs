namespace Sipas.Common;

/// <summary>The decimal marks implied by the cells of a column.</summary>
[Flags]
internal enum MarkProof
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>At least one cell can be read only with a decimal comma.</summary>
    Comma = 1,

    /// <summary>At least one cell can be read only with a decimal point.</summary>
    Point = 2,
}
