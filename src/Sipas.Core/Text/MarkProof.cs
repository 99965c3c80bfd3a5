namespace Sipas.Text;

/// <summary>What the cells of a column prove of its decimal mark.</summary>
[Flags]
public enum MarkProof
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A cell can only be read with a decimal comma.</summary>
    Comma = 1,

    /// <summary>A cell can only be read with a decimal point.</summary>
    Point = 2,
}
