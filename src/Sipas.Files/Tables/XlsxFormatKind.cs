namespace Sipas.Files.Tables;

/// <summary>How a number format displays a number.</summary>
internal enum XlsxFormatKind
{
    /// <summary>An ordinary number, perhaps with thousands separators, decimals or a currency.</summary>
    Number,

    /// <summary>A day or time.</summary>
    Date,

    /// <summary>A percentage: the number times a hundred.</summary>
    Percent,

    /// <summary>A code: a fixed number of digits, perhaps with other characters between them.</summary>
    Code,

    /// <summary>A format that is not rendered here: powers, fractions, conditions, scaled or hidden numbers.</summary>
    Unknown,
}
