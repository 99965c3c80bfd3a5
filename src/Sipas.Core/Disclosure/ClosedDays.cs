using Sipas.Ballots;
using Sipas.Questionnaires;
using Sipas.Storage;

namespace Sipas.Disclosure;

/// <summary>The closed surveys, and which of them public figures can be asked of. Immutable.</summary>
/// <param name="closings">The closings in their order.</param>
/// <param name="dividing">Those whose days divide a batch that was shown before.</param>
internal sealed class ClosedDays(
    IReadOnlyList<SurveyClosing> closings, IReadOnlySet<(SurveyClosing Closing, AnswerLayout Layout, SelectionBasis Basis)> dividing)
{
    /// <summary>Finds the closed survey whose ballots are exactly those of some days.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="from">First day; null for no bound.</param>
    /// <param name="to">Last day; null for no bound.</param>
    /// <param name="divided">Whether there is one whose figures are withheld, since it divides a batch or overlaps an earlier one.</param>
    /// <returns>The closing; null where there is none, or its figures are withheld.</returns>
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
