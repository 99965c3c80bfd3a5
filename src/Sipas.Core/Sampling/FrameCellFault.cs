using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>The reason why the text of a cell may differ from the entered text.</summary>
/// <param name="IsMergedAcross">
/// Whether the cell is merged with a cell of another column, so that its value may belong to either column.
/// </param>
/// <param name="Format">
/// The number format whose displayed text is not a code, for example <c>yyyy-MM-dd</c> where a spreadsheet converted a
/// code into a date; null when the text is a code.
/// </param>
internal sealed record FrameCellFault(bool IsMergedAcross, string? Format)
{
    /// <summary>Returns the problem to report if the cell is used; null when its text can be used there.</summary>
    internal Problem? Find(string place, string value, bool isCode) =>
        IsMergedAcross ? new Problem(ProblemCodes.CellMergedAcross, place, value)
        : isCode && Format is { } format ? new Problem(ProblemCodes.CodeNotShown, place, value, format)
        : null;
}
