using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Why the text of a cell may not be what was entered.</summary>
/// <param name="IsMergedAcross">Whether the cell is merged with the cell of another column, so that its value may belong to either.</param>
/// <param name="Format">The number format whose result is no code, for example <c>yyyy-MM-dd</c> where a spreadsheet made a day of a code; null when the text is a code.</param>
public sealed record FrameCellFault(bool IsMergedAcross, string? Format)
{
    /// <summary>The problem of a cell that is used; null when its text can be used there.</summary>
    internal Problem? Find(string place, string value, bool isCode) =>
        IsMergedAcross ? new Problem(ProblemCodes.CellMergedAcross, place, value)
        : isCode && Format is { } format ? new Problem(ProblemCodes.CodeNotShown, place, value, format)
        : null;
}
