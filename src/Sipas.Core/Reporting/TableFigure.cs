using Sipas.Estimation;

namespace Sipas.Reporting;

/// <summary>A test of independence.</summary>
/// <param name="Rows">Column of the row labels.</param>
/// <param name="Columns">Column of the column labels.</param>
/// <param name="Test">The table and its tests.</param>
internal sealed record TableFigure(string Rows, string Columns, TableTest Test)
{
    /// <summary>The reason why there is no test; null if there is one.</summary>
    public UnavailableFigure? NoTest => UnavailableFigure.Of(Test.Refusal);
}
