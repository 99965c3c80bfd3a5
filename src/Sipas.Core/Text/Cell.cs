namespace Sipas.Text;

/// <summary>The cell of a table as its file has it: a text with its kind. <see cref="CellText"/> says what it means.</summary>
public readonly ref struct Cell
{
    /// <summary>A cell of a text file, or a text that was a cell: its kind is what the text says.</summary>
    /// <param name="text">The text, trimmed.</param>
    public Cell(ReadOnlySpan<char> text)
        : this(text, CellText.KindOf(text))
    {
    }

    /// <summary>A cell whose kind is known.</summary>
    /// <param name="text">What the file shows, trimmed.</param>
    /// <param name="kind">Its kind.</param>
    public Cell(ReadOnlySpan<char> text, CellKind kind)
    {
        Text = text;
        Kind = kind;
    }

    /// <summary>What the file shows: of a number the plain number, or the code that its format makes of it (<c>00004</c>, <c>84.94%</c>).</summary>
    public ReadOnlySpan<char> Text { get; }

    /// <summary>Its kind.</summary>
    public CellKind Kind { get; }

    /// <summary>The number as it is stored, where the format shows something else of it; null where <see cref="Text"/> is the number.</summary>
    public string? Stored { get; init; }

    /// <summary>The number format of the file, where it decides what is shown; null otherwise.</summary>
    public string? Format { get; init; }

    /// <summary>Whether the format shows something that is not made here (fractions, powers, conditions, days): <see cref="Text"/> is then no code.</summary>
    public bool IsDisplayUnknown { get; init; }
}
