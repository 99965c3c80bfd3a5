using Sipas.AspNetCore.Pages;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>Problems of files in the reader's language.</summary>
internal static class ProblemWords
{
    /// <summary>Gets a problem whose place and allowed values are in the reader's language.</summary>
    /// <param name="words">The texts.</param>
    /// <param name="problem">The problem.</param>
    public static Problem InWords(PageTexts words, Problem problem) =>
        new(problem.Code, PlaceInWords(words, problem.Place) ?? "—", problem.Value, PlaceInWords(words, problem.Allowed));

    /// <summary>Translates a place of the checker, for example <c>row 12, phone</c>.</summary>
    /// <param name="words">The texts.</param>
    /// <param name="place">The place; null for none.</param>
    public static string? PlaceInWords(PageTexts words, string? place) =>
        place is not null && place.StartsWith("row ", StringComparison.Ordinal) ? words["frame.row"] + place["row".Length..] : place;
}
