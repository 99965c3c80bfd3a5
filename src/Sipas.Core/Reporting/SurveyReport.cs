using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Packs;
using Sipas.Scoring;
using Sipas.Units;

namespace Sipas.Reporting;

/// <summary>
/// The report of one questionnaire and one selection basis as plain data, independent of the source of the counts and
/// the output format.
/// </summary>
internal sealed record SurveyReport
{
    /// <summary>The pack whose rules compute the figures.</summary>
    public required MethodPack Pack { get; init; }

    /// <summary>The questionnaire of the ballots.</summary>
    public required Questionnaire Questionnaire { get; init; }

    /// <summary>The selection basis of all ballots; ballots of different bases are never combined in one figure.</summary>
    public required SelectionBasis Basis { get; init; }

    /// <summary>Scores of all ballots of the report, pooled.</summary>
    public required ScoreCard Total { get; init; }

    /// <summary>Every organisation unit of the directory in its order, with its scores, including units without ballots.</summary>
    public required IReadOnlyList<UnitScores> Units { get; init; }

    /// <summary>Creates a report from counts.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="layout">The questionnaire of the ballots, one of the pack's.</param>
    /// <param name="basis">The basis of all counted ballots.</param>
    /// <param name="byUnit">Counts of each unit that has ballots, by its code.</param>
    /// <param name="units">The units.</param>
    /// <remarks>The total is the sum of the given counts, so that it is consistent with the units.</remarks>
    public static SurveyReport Of(MethodPack pack, AnswerLayout layout, SelectionBasis basis,
        IReadOnlyDictionary<string, AnswerTally> byUnit, UnitDirectory units)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(byUnit);
        ArgumentNullException.ThrowIfNull(units);
        var total = new AnswerTally(layout);
        foreach (AnswerTally tally in byUnit.Values)
        {
            total.Merge(tally);
        }

        return new SurveyReport
        {
            Pack = pack,
            Questionnaire = pack.FindQuestionnaire(layout.QuestionnaireVersion)!,
            Basis = basis,
            Total = Scorer.Score(pack, total),
            Units = [.. units.Units.Select(unit =>
                new UnitScores(unit, Scorer.Score(pack, byUnit.GetValueOrDefault(unit.Code) ?? new AnswerTally(layout))))],
        };
    }
}
