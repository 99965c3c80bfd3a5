using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Questionnaires;
using Sipas.Scoring;
using Sipas.Units;

namespace Sipas.Reporting;

/// <summary>The report of one questionnaire and one selection basis as plain data: no page and no spreadsheet knows how it was counted.</summary>
public sealed record SurveyReport
{
    /// <summary>The pack whose rules made the figures.</summary>
    public required MethodPack Pack { get; init; }

    /// <summary>The questionnaire that was answered.</summary>
    public required Questionnaire Questionnaire { get; init; }

    /// <summary>The basis of all its ballots: ballots of two bases are never in one figure.</summary>
    public required SelectionBasis Basis { get; init; }

    /// <summary>Scores of all ballots of the report pooled.</summary>
    public required ScoreCard Total { get; init; }

    /// <summary>Every unit of the directory in its order, with its scores, also those without a ballot.</summary>
    public required IReadOnlyList<UnitScores> Units { get; init; }

    /// <summary>The figures of the questions beside the index tree over all ballots of the report; incidents also say in how many units they were reported.</summary>
    public IReadOnlyList<QuestionFigure> QuestionFigures()
    {
        AnswerTally[] units = [.. Units.Select(unit => unit.Card.Tally)];
        return [.. QuestionScorer.Score(Questionnaire, Total.Tally).Select(score => QuestionFigure.Of(score, Pack.Rules.Rounding, units))];
    }

    /// <summary>Makes a report of counts.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="layout">The questionnaire that was answered, one of the pack's.</param>
    /// <param name="basis">The basis of all ballots counted.</param>
    /// <param name="byUnit">Counts of each unit that has ballots, by its code.</param>
    /// <param name="units">The units.</param>
    /// <remarks>The total is the sum of the counts given, so that it and the units are of one moment.</remarks>
    public static SurveyReport Of(MethodPack pack, AnswerLayout layout, SelectionBasis basis, IReadOnlyDictionary<string, AnswerTally> byUnit, UnitDirectory units)
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
            Units = [.. units.Units.Select(unit => new UnitScores(unit, Scorer.Score(pack, byUnit.GetValueOrDefault(unit.Code) ?? new AnswerTally(layout))))],
        };
    }
}

/// <summary>The scores of one unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Card">Its scores.</param>
public sealed record UnitScores(OrganisationUnit Unit, ScoreCard Card);
