using Sipas.Aggregation;
using Sipas.Questionnaires;
using Sipas.Scoring;
using Sipas.Text;

namespace Sipas.Reporting;

/// <summary>The published figures of a question beside the index tree.</summary>
public sealed record QuestionFigure
{
    /// <summary>Code of the question.</summary>
    public required string Code { get; init; }

    /// <summary>The question.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>What it is for.</summary>
    public required QuestionPart Part { get; init; }

    /// <summary>What the figures are.</summary>
    public required QuestionMeasure Measure { get; init; }

    /// <summary>The levels that were counted; empty when the measure counts none.</summary>
    public required IReadOnlyList<int> CountedLevels { get; init; }

    /// <summary>Ballots in the group.</summary>
    public required long Ballots { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<QuestionRowFigure> Rows { get; init; }

    /// <summary>In how many units an incident was reported at all; null for other measures and where units were not looked at.</summary>
    public AffectedUnits? Units { get; init; }

    /// <summary>Rounds the figures of a question.</summary>
    /// <param name="score">The exact figures.</param>
    /// <param name="rounding">The pack's rule.</param>
    /// <param name="units">The counts of each unit, for "in n of N units" of an incident; null when units are not looked at.</param>
    public static QuestionFigure Of(QuestionScore score, RoundingRule rounding, IReadOnlyCollection<AnswerTally>? units = null)
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
            Units = units is not null && score.Measure == QuestionMeasure.Incident ? QuestionScorer.CountUnits(score.Question, units, score.CountedLevels) : null,
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
                Options = [.. row.Options.Select(option => new OptionFigure(option.Level, option.Text, option.Count, Figures.Percent(option.Share, rounding)))],
            })],
        };
    }
}

/// <summary>The published figures of one row.</summary>
public sealed record QuestionRowFigure
{
    /// <summary>Code of the item.</summary>
    public required string Code { get; init; }

    /// <summary>The row as it is read.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Counted ÷ denominator in percent; null for option shares or when it is not computable.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>Why there is no figure; null when there is one.</summary>
    public required NotComputable? NotComputable { get; init; }

    /// <summary>Answers at the counted levels, or ticks.</summary>
    public required long Counted { get; init; }

    /// <summary>What the shares were divided by: valid answers, or the respondents who ticked any option.</summary>
    public required long Denominator { get; init; }

    /// <summary>Valid answers.</summary>
    public required long Valid { get; init; }

    /// <summary>Blanks.</summary>
    public required long NoAnswer { get; init; }

    /// <summary>Not applicable, does not know, refused.</summary>
    public required long Special { get; init; }

    /// <summary>The options.</summary>
    public required IReadOnlyList<OptionFigure> Options { get; init; }
}

/// <summary>The share of one option.</summary>
/// <param name="Level">The level, from 1.</param>
/// <param name="Text">Its words.</param>
/// <param name="Count">How many chose it.</param>
/// <param name="Percent">Its share in percent; null when it is not computable.</param>
public sealed record OptionFigure(int Level, LocalizedText Text, long Count, decimal? Percent);
