using Sipas.Disclosure;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Reports;

/// <summary>The questionnaire of a report.</summary>
/// <param name="Pack">Its pack.</param>
/// <param name="Layout">The questionnaire's layout.</param>
internal sealed record SurveyChoice(MethodPack Pack, AnswerLayout Layout)
{
    /// <summary>Resolves a query. The default is the first questionnaire with ballots, in the order of registration, or
    /// the first of all when there are none.</summary>
    /// <param name="state">The packs.</param>
    /// <param name="view">The counts.</param>
    /// <param name="packId">Id of the pack, or null.</param>
    /// <param name="version">Version of the questionnaire, or null.</param>
    /// <param name="problems">Receives the problems of the query.</param>
    /// <returns>The choice; null when a problem was added.</returns>
    public static SurveyChoice? Of(SurveyState state, FigureView view, string? packId, string? version, ICollection<Problem> problems) =>
        view.FindQuestionnaire(packId, version, problems) is { } layout
            ? new SurveyChoice(state.Packs.Find(layout.PackId)!, layout)
            : null;
}
