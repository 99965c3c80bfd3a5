using Sipas.Problems;

namespace Sipas.Files.Tables;

/// <summary>The rows of a file as stored, including the header.</summary>
internal interface IRowSource
{
    /// <summary>Gets the rows that are not blank, numbered as a spreadsheet numbers them. An error is passed to
    /// <paramref name="report"/>, which may throw.</summary>
    IEnumerable<TableRow> Read(Action<Problem> report);
}
