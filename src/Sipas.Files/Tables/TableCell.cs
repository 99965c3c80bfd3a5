namespace Sipas.Files.Tables;

/// <summary>A cell to be written to a workbook: a text, a number or a day. The default is an empty cell.</summary>
public readonly record struct TableCell
{
    private TableCell(string? text, decimal? number, DateOnly? day) => (Text, Number, Day) = (text, number, day);

    /// <summary>The text; null when it is a number, a day or nothing.</summary>
    public string? Text { get; }

    /// <summary>The number; null for a cell of another kind.</summary>
    public decimal? Number { get; }

    /// <summary>The day; null for a cell of another kind.</summary>
    public DateOnly? Day { get; }

    /// <summary>Creates a cell with a text, which no spreadsheet interprets as a formula or a number.</summary>
    /// <param name="text">The text; null for an empty cell.</param>
    public static TableCell Of(string? text) => new(text, null, null);

    /// <summary>Creates a cell with a number.</summary>
    /// <param name="number">The number; null for an empty cell.</param>
    public static TableCell Of(decimal? number) => new(null, number, null);

    /// <summary>Creates a cell with a day.</summary>
    /// <param name="day">The day, from 1 March 1900; null for an empty cell.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is earlier; spreadsheets count those days differently.</exception>
    public static TableCell Of(DateOnly? day) => day < new DateOnly(1900, 3, 1)
        ? throw new ArgumentOutOfRangeException(nameof(day), day, "A day in a workbook is 1900-03-01 or later.")
        : new TableCell(null, null, day);
}
