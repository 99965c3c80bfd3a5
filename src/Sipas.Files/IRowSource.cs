using Sipas.Problems;

namespace Sipas.Files;

/// <summary>The rows of a file as they stand there, header and all.</summary>
internal interface IRowSource
{
    /// <summary>Rows that are not blank, numbered as a spreadsheet numbers them. A fault goes to <paramref name="report"/>, which may throw.</summary>
    IEnumerable<TableRow> Read(Action<Problem> report);
}
