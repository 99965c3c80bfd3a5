using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Reporting;

/// <summary>The reason why a row has no value, as included in a document.</summary>
/// <param name="Code">The stable problem code.</param>
/// <param name="Text">The sentence in Vietnamese and English.</param>
public sealed record UnavailableFigure(string Code, LocalizedText Text)
{
    /// <summary>Creates the reason from a problem.</summary>
    /// <param name="problem">The problem; null stays null.</param>
    public static UnavailableFigure? Of(Problem? problem) => problem is null ? null : new UnavailableFigure(problem.Code, problem.Message);
}
