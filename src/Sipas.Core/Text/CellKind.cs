namespace Sipas.Text;

/// <summary>The content of a table cell.</summary>
public enum CellKind
{
    /// <summary>Empty, or whitespace only.</summary>
    Empty,

    /// <summary>A text; it may represent a number or a day.</summary>
    Text,

    /// <summary>
    /// A number stored as a number: its text has a decimal point and no thousands separators, or is the code that the cell's format displays.
    /// </summary>
    Number,

    /// <summary>A day, with or without a time, stored as a day: <c>yyyy-MM-dd</c>, <c>yyyy-MM-dd HH:mm:ss</c>, or <c>HH:mm:ss</c>.</summary>
    Date,

    /// <summary>A boolean: <c>true</c>, <c>false</c>, in any case.</summary>
    Boolean,

    /// <summary>A spreadsheet error, for example <c>#N/A</c>: it has no value.</summary>
    Error,
}
