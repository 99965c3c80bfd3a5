using Sipas.Aggregation;
using Sipas.Numerics;
using Sipas.Questionnaires;
using Sipas.Text;

namespace Sipas.Scoring;

/// <summary>One option of a row: a level, or the tick of an option.</summary>
public sealed record OptionScore
{
    /// <summary>The level, from 1.</summary>
    public required int Level { get; init; }

    /// <summary>Its text.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Number of respondents who chose it.</summary>
    public required long Count { get; init; }

    /// <summary>Its share of the denominator of the row; null if the denominator is 0.</summary>
    public required ExactShare? Share { get; init; }
}

/// <summary>The figures of one row of a question outside the index tree.</summary>
public sealed record QuestionRowScore
{
    /// <summary>The item.</summary>
    public required ItemLayout Item { get; init; }

    /// <summary>Valid, blank and special answers. No answer counts as satisfied here.</summary>
    public required AnswerCounts Counts { get; init; }

    /// <summary>Denominator of the shares: valid answers, or the respondents who ticked any option.</summary>
    public required long Denominator { get; init; }

    /// <summary>The options from lowest to highest; for a multiple choice only the ticked level.</summary>
    public required IReadOnlyList<OptionScore> Options { get; init; }

    /// <summary>Answers at the counted levels, or ticks.</summary>
    public required long Counted { get; init; }

    /// <summary>Counted ÷ denominator for expectation, incident and ticks; null for option shares or if not computable.</summary>
    public required ExactShare? Share { get; init; }

    /// <summary>The reason why the figure is unavailable.</summary>
    public required NotComputable Reason { get; init; }
}

/// <summary>The figures of one question outside the index tree.</summary>
public sealed record QuestionScore
{
    /// <summary>The question.</summary>
    public required Question Question { get; init; }

    /// <summary>Kind of the figures.</summary>
    public required QuestionMeasure Measure { get; init; }

    /// <summary>The counted levels; empty if the measure does not count levels.</summary>
    public required IReadOnlyList<int> CountedLevels { get; init; }

    /// <summary>Number of ballots in the group.</summary>
    public required long Ballots { get; init; }

    /// <summary>The rows in question order.</summary>
    public required IReadOnlyList<QuestionRowScore> Rows { get; init; }
}

/// <summary>The number of units in which something occurred: "in n of N units".</summary>
/// <param name="Affected">Number of units with at least one such answer: n.</param>
/// <param name="Measured">Number of units with at least one valid answer: N.</param>
/// <param name="Given">Number of units examined, with or without answers.</param>
public sealed record AffectedUnits(int Affected, int Measured, int Given);

/// <summary>Computes the shares of perceptions, expectations, incidents and multiple choices.</summary>
/// <remarks>Formulas and sources: docs/method/questions.md.</remarks>
public static class QuestionScorer
{
    /// <summary>Computes the figures of every question with a measure.</summary>
    /// <param name="questionnaire">The questionnaire of the counts.</param>
    /// <param name="tally">The counts of the group.</param>
    public static IReadOnlyList<QuestionScore> Score(Questionnaire questionnaire, AnswerTally tally)
    {
        ArgumentNullException.ThrowIfNull(questionnaire);
        return [.. questionnaire.Questions.Where(question => question.Measure is not null).Select(question => Score(question, tally))];
    }

    /// <summary>Computes the figures of one question.</summary>
    /// <param name="question">A question with a measure.</param>
    /// <param name="tally">The counts of the group.</param>
    /// <param name="countedLevels">The levels to count instead of the pack's, for example only the highest as the cut-off of
    /// an expectation; null to use the pack's.</param>
    /// <exception cref="ArgumentException">The question has no measure, or does not belong to the questionnaire of the
    /// counts.</exception>
    public static QuestionScore Score(Question question, AnswerTally tally, IReadOnlyList<int>? countedLevels = null)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(tally);
        QuestionMeasure measure = question.Measure ?? throw new ArgumentException($"The question '{question.Code}' has no measure.", nameof(question));
        IReadOnlyList<int> counted = countedLevels ?? question.CountedLevels;
        return new QuestionScore
        {
            Question = question,
            Measure = measure,
            CountedLevels = counted,
            Ballots = tally.BallotCount,
            Rows = [.. question.Items.Select(code => ScoreRow(question, measure, Item(question, tally, code), tally, counted))],
        };
    }

    /// <summary>Counts the units in which at least one respondent answered at the counted levels of a question.</summary>
    /// <param name="question">A question with at least one row.</param>
    /// <param name="units">The counts of each unit.</param>
    /// <param name="countedLevels">The levels to count instead of the pack's; null to use the pack's.</param>
    public static AffectedUnits CountUnits(Question question, IReadOnlyCollection<AnswerTally> units, IReadOnlyList<int>? countedLevels = null)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(units);
        QuestionScore[] scores = [.. units.Select(unit => Score(question, unit, countedLevels))];
        return new AffectedUnits(
            scores.Count(score => score.Rows.Any(row => row.Counted > 0)), scores.Count(score => score.Rows.Any(row => row.Denominator > 0)), units.Count);
    }

    private static ItemLayout Item(Question question, AnswerTally tally, string code) => tally.Layout.Find(code)
        ?? throw new ArgumentException($"The item '{code}' of the question '{question.Code}' was not counted.", nameof(question));

    private static QuestionRowScore ScoreRow(Question question, QuestionMeasure measure, ItemLayout item, AnswerTally tally, IReadOnlyList<int> countedLevels)
    {
        bool ticks = measure == QuestionMeasure.TickShares;
        AnswerCounts counts = Scorer.CountsOf(tally, item) with { Satisfied = 0 };
        long denominator = ticks ? tally.CountingBallots(tally.Layout.FindSet(BallotSetKind.AnyTicked, question.Code)!) : counts.Valid;
        long counted = ticks ? tally.Count(item, item.LevelCount) : countedLevels.Sum(level => tally.Count(item, level));
        IEnumerable<ScaleLevel> shown = ticks ? item.Scale.Levels.Skip(item.LevelCount - 1) : item.Scale.Levels;
        return new QuestionRowScore
        {
            Item = item,
            Counts = counts,
            Denominator = denominator,
            Options = [.. shown.Select(level => new OptionScore { Level = level.Level, Text = level.Text, Count = tally.Count(item, level.Level), Share = Share(tally.Count(item, level.Level)) })],
            Counted = counted,
            Share = measure == QuestionMeasure.OptionShares ? null : Share(counted),
            Reason = denominator > 0 ? NotComputable.None : ticks && counted > 0 ? NotComputable.NotCounted : tally.BallotCount == 0 ? NotComputable.NoBallots : NotComputable.NoValidAnswers,
        };

        ExactShare? Share(long count) => denominator == 0 ? null : new ExactShare(count, denominator);
    }
}
