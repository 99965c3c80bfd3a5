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
    /// <param name="cube">The counts of one of its questionnaires; read, not kept.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="units">The units.</param>
    public static SurveyReport Of(MethodPack pack, Cube cube, SelectionBasis basis, UnitDirectory units)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(cube);
        ArgumentNullException.ThrowIfNull(units);
        IReadOnlyDictionary<string, AnswerTally> byUnit = cube.ByUnit(key => key.Basis == basis);
        return new SurveyReport
        {
            Pack = pack,
            Questionnaire = pack.FindQuestionnaire(cube.Layout.QuestionnaireVersion)!,
            Basis = basis,
            Total = Scorer.Score(pack, cube.Sum(key => key.Basis == basis)),
            Units = [.. units.Units.Select(unit => new UnitScores(unit, Scorer.Score(pack, byUnit.GetValueOrDefault(unit.Code) ?? new AnswerTally(cube.Layout))))],
        };
    }
}

/// <summary>The scores of one unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Card">Its scores.</param>
public sealed record UnitScores(OrganisationUnit Unit, ScoreCard Card);
