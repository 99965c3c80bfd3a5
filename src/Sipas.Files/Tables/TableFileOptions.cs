using System.Text;
using Sipas.Common;

namespace Sipas.Files.Tables;

/// <summary>Options for reading a file.</summary>
public sealed record TableFileOptions
{
    /// <summary>Limits on the size of the file.</summary>
    public FileLimits Limits { get; init; } = FileLimits.Default;

    /// <summary>The sheet of a workbook; its first visible one when null.</summary>
    public string? Sheet { get; init; }

    /// <summary>
    /// Row of the header, numbered as in a spreadsheet; detected when null: the first row that is not blank, after
    /// titles that fill less than half of the table's width.
    /// </summary>
    public int? HeaderRow { get; init; }

    /// <summary>The decimal mark of numbers that are stored as texts; when null, ambiguous numbers are errors.</summary>
    internal DecimalMark? DecimalMark { get; init; }

    /// <summary>Whether the first row that is not blank is always the header.</summary>
    internal bool TakesFirstRow { get; init; }

    /// <summary>
    /// Encoding of a text file without a byte order mark; strict UTF-8 when null. An old Vietnamese file needs
    /// <c>windows-1258</c> here: it is not guessed, because a wrong guess changes names unnoticed.
    /// </summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Finds an encoding by the name that a person typed.</summary>
    /// <param name="name">For example <c>utf-8</c>, <c>utf-16</c>, <c>windows-1258</c>.</param>
    /// <returns>An encoding that throws on invalid bytes; null when there is none of this name.</returns>
    public static Encoding? FindEncoding(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            return (CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback,
                DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
