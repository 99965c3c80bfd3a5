namespace Sipas.Common;

/// <summary>The content of a table cell.</summary>
internal enum CellKind
{
    /// <summary>Empty, or whitespace only.</summary>
    Empty,

    /// <summary>A text. It may represent a number or a date.</summary>
    Text,

    /// <summary>
    /// A number stored as a number: its text has a decimal point and no thousands separators, or is the code that the cell's
    /// format displays.
    /// </summary>
    Number,

    /// <summary>A date with or without a time, stored as a date: <c>yyyy-MM-dd</c>, <c>yyyy-MM-dd HH:mm:ss</c>, or
    /// <c>HH:mm:ss</c>.</summary>
    Date,

    /// <summary>A boolean: <c>true</c>, <c>false</c>, in upper or lower case.</summary>
    Boolean,

    /// <summary>A spreadsheet error, for example <c>#N/A</c>. It has no value.</summary>
    Error,
}
