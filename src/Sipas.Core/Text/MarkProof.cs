namespace Sipas.Text;

/// <summary>The decimal mark that the cells of a column imply.</summary>
[Flags]
public enum MarkProof
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>At least one cell has only a reading with a decimal comma.</summary>
    Comma = 1,

    /// <summary>At least one cell has only a reading with a decimal point.</summary>
    Point = 2,
}
