namespace Sipas.Files;

/// <summary>What a number format makes of a number.</summary>
internal enum XlsxFormatKind
{
    /// <summary>A number as numbers are written, perhaps with thousands, decimals or a currency.</summary>
    Number,

    /// <summary>A day or time.</summary>
    Date,

    /// <summary>A percentage: the number times a hundred.</summary>
    Percent,

    /// <summary>A code: a fixed number of digits, perhaps with other characters between them.</summary>
    Code,

    /// <summary>Something that is not made here: powers, fractions, conditions, scaled or hidden numbers.</summary>
    Unknown,
}
