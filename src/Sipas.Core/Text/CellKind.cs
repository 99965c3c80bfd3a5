namespace Sipas.Text;

/// <summary>What the cell of a table holds.</summary>
public enum CellKind
{
    /// <summary>Nothing, or blanks only.</summary>
    Empty,

    /// <summary>A text; it may spell a number or a day.</summary>
    Text,

    /// <summary>A number that the file stores as such: its text has a decimal point and no marks of thousands, or is what the cell's format shows of a code.</summary>
    Number,

    /// <summary>A day, with or without a time, that the file stores as such: <c>yyyy-MM-dd</c>, <c>yyyy-MM-dd HH:mm:ss</c>, or <c>HH:mm:ss</c>.</summary>
    Date,

    /// <summary>True or false: <c>true</c>, <c>false</c>, whatever their case.</summary>
    Boolean,

    /// <summary>An error of a spreadsheet, for example <c>#N/A</c>: it has no value.</summary>
    Error,
}
