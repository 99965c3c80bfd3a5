using Sipas.Ballots;
using Sipas.Log;
using Sipas.Packs;

namespace Sipas.Disclosure;

/// <summary>The closed surveys, and those of them for which public figures are available. Immutable.</summary>
/// <param name="closings">The closings in order.</param>
/// <param name="dividing">The closings whose days divide a batch that was published before.</param>
internal sealed class ClosedDays(
    IReadOnlyList<SurveyClosing> closings, IReadOnlySet<(SurveyClosing Closing, AnswerLayout Layout, SelectionBasis Basis)> dividing)
{
    /// <summary>Finds the closed survey whose ballots are exactly those of a range of days.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="from">First day; null for no bound.</param>
    /// <param name="to">Last day; null for no bound.</param>
    /// <param name="divided">Whether a matching closing exists whose figures are withheld because it divides a batch or
    /// overlaps an earlier one.</param>
    /// <returns>The closing; null if there is none or its figures are withheld.</returns>
    public SurveyClosing? Find(AnswerLayout layout, SelectionBasis basis, DateOnly? from, DateOnly? to, out bool divided)
    {
        divided = false;
        for (int i = 0; i < closings.Count; i++)
        {
            SurveyClosing closing = closings[i];
            if (!Covers(closing, layout, basis) || closing.Scope.From != from || closing.Scope.To != to)
            {
                continue;
            }

            if (!dividing.Contains((closing, layout, basis))
                && !closings.Take(i).Any(earlier => Covers(earlier, layout, basis) && Overlap(earlier.Scope, closing.Scope)))
            {
                divided = false;
                return closing;
            }

            divided = true;
        }

        return null;
    }

    /// <summary>Whether a closing covers ballots of a questionnaire and basis.</summary>
    public static bool Covers(SurveyClosing closing, AnswerLayout layout, SelectionBasis basis) =>
        closing.Scope.Covers(layout) && (closing.Scope.Basis is null || closing.Scope.Basis == basis);

    private static bool Overlap(SurveyScope a, SurveyScope b) => (a.From != b.From || a.To != b.To) && !(a.To < b.From) && !(b.To < a.From);
}
