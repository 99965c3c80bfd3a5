using Sipas.Ballots;
using Sipas.Disclosure;
using Sipas.Intake;
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
    public static SurveyChoice? Of(SurveyState state, FigureView view, string? packId, string? version, ICollection<Problem> problems)
    {
        MethodPackRegistry packs = state.Packs;
        if (packId is not null && packs.Find(packId) is null)
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "pack", packId, string.Join(", ", packs.Packs.Select(pack => pack.Id))));
            return null;
        }

        SurveyChoice[] all =
        [
            .. from pack in packs.Packs
               where packId is null || pack.Id == packId
               from questionnaire in pack.Questionnaires
               select new SurveyChoice(pack, packs.FindLayout(pack.Id, questionnaire.Version)!),
        ];
        SurveyChoice[] fitting = [.. all.Where(choice => version is null || choice.Layout.QuestionnaireVersion == version)];
        if (fitting.Length == 0)
        {
            problems.Add(new Problem(ProblemCodes.QueryValue, "questionnaireVersion", version,
                string.Join(", ", all.Select(choice => choice.Layout.QuestionnaireVersion).Distinct(StringComparer.Ordinal))));
            return null;
        }

        return fitting.FirstOrDefault(choice => Enum.GetValues<SelectionBasis>().Any(basis => choice.BallotCount(view, basis) > 0))
            ?? fitting.FirstOrDefault(choice => view.Waiting(choice.Layout) != default)
            ?? fitting[0];
    }

    /// <summary>Gets the number of ballots of one basis.</summary>
    /// <param name="view">The counts.</param>
    /// <param name="basis">The basis.</param>
    public long BallotCount(FigureView view, SelectionBasis basis) => view.Counts.BallotCount(Layout, basis);
}
