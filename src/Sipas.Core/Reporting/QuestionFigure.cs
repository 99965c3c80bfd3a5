using Sipas.Common;
using Sipas.Counting;
using Sipas.Packs;
using Sipas.Scoring;

namespace Sipas.Reporting;

/// <summary>The published figures of a question outside the index tree.</summary>
public sealed record QuestionFigure
{
    /// <summary>Code of the question.</summary>
    public required string Code { get; init; }

    /// <summary>The question.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>The part of the questionnaire to which the question belongs.</summary>
    public required QuestionPart Part { get; init; }

    /// <summary>The measure of the figures.</summary>
    public required QuestionMeasure Measure { get; init; }

    /// <summary>The counted levels; empty when the measure does not count levels.</summary>
    public required IReadOnlyList<int> CountedLevels { get; init; }

    /// <summary>Number of ballots in the group.</summary>
    public required long Ballots { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<QuestionRowFigure> Rows { get; init; }

    /// <summary>
    /// The number of units in which an incident was reported; null for other measures and where units were not
    /// evaluated.
    /// </summary>
    public AffectedUnits? Units { get; init; }

    /// <summary>Creates the published figures of a question by rounding.</summary>
    /// <param name="score">The exact figures.</param>
    /// <param name="rounding">The pack's rule.</param>
    /// <param name="units">The counts of each unit, for "in n of N units" of an incident; null when units are not evaluated.</param>
    internal static QuestionFigure Of(QuestionScore score, RoundingRule rounding, IReadOnlyCollection<AnswerTally>? units = null)
    {
        ArgumentNullException.ThrowIfNull(score);
        ArgumentNullException.ThrowIfNull(rounding);
        return new QuestionFigure
        {
            Code = score.Question.Code,
            Text = score.Question.Text,
            Part = score.Question.Part,
            Measure = score.Measure,
            CountedLevels = score.CountedLevels,
            Ballots = score.Ballots,
            Units = units is not null && score.Measure == QuestionMeasure.Incident
                ? QuestionScorer.CountUnits(score.Question, units, score.CountedLevels)
                : null,
            Rows = [.. score.Rows.Select(row => new QuestionRowFigure
            {
                Code = row.Item.Item.Code,
                Text = row.Item.Item.Text,
                Percent = Figures.Percent(row.Share, rounding),
                NotComputable = row.Reason == NotComputable.None ? null : row.Reason,
                Counted = row.Counted,
                Denominator = row.Denominator,
                Valid = row.Counts.Valid,
                NoAnswer = row.Counts.NoAnswer,
                Special = row.Counts.Special,
                Options = [.. row.Options
                    .Select(option => new OptionFigure(option.Level, option.Text, option.Count, Figures.Percent(option.Share, rounding)))],
            })],
        };
    }
}
