namespace Sipas.Common;

/// <summary>The cell of a table as in the file: a text with a kind. <see cref="CellText"/> defines how it is interpreted.</summary>
internal readonly ref struct Cell
{
    /// <summary>Creates a cell of a text file: its kind is derived from the text.</summary>
    /// <param name="text">The text, trimmed.</param>
    public Cell(ReadOnlySpan<char> text)
        : this(text, CellText.KindOf(text))
    {
    }

    /// <summary>Creates a cell with a known kind.</summary>
    /// <param name="text">The displayed text, trimmed.</param>
    /// <param name="kind">Kind of the cell.</param>
    internal Cell(ReadOnlySpan<char> text, CellKind kind)
    {
        Text = text;
        Kind = kind;
    }

    /// <summary>The displayed text; for a number the plain number, or the code or percentage that its format produces
    /// (<c>00004</c>, <c>84.94%</c>).</summary>
    public ReadOnlySpan<char> Text { get; }

    /// <summary>Kind of the cell.</summary>
    internal CellKind Kind { get; }

    /// <summary>The stored number if the format displays something else; null if <see cref="Text"/> is the number.</summary>
    public string? Stored { get; init; }

    /// <summary>The number format of the file, if it determines the displayed text; otherwise null.</summary>
    public string? Format { get; init; }

    /// <summary>
    /// Whether the format displays something that is not rendered here (fractions, powers, conditions, dates):
    /// <see cref="Text"/> is then not a code.
    /// </summary>
    public bool IsDisplayUnknown { get; init; }
}
