using Sipas.Counting;
using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>Computes the shares of perceptions, expectations, incidents and multiple choices.</summary>
/// <remarks>Formulas and sources: docs/method/questions.md.</remarks>
internal static class QuestionScorer
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
        QuestionMeasure measure = question.Measure
            ?? throw new ArgumentException($"The question '{question.Code}' has no measure.", nameof(question));
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
    public static AffectedUnits CountUnits(Question question, IReadOnlyCollection<AnswerTally> units,
        IReadOnlyList<int>? countedLevels = null)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(units);
        QuestionScore[] scores = [.. units.Select(unit => Score(question, unit, countedLevels))];
        return new AffectedUnits(
            scores.Count(score => score.Rows.Any(row => row.Counted > 0)),
            scores.Count(score => score.Rows.Any(row => row.Denominator > 0)), units.Count);
    }

    private static ItemLayout Item(Question question, AnswerTally tally, string code) => tally.Layout.Find(code)
        ?? throw new ArgumentException($"The item '{code}' of the question '{question.Code}' was not counted.", nameof(question));

    private static QuestionRowScore ScoreRow(Question question, QuestionMeasure measure, ItemLayout item, AnswerTally tally,
        IReadOnlyList<int> countedLevels)
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
            Options = [.. shown.Select(level =>
                new OptionScore
                {
                    Level = level.Level,
                    Text = level.Text,
                    Count = tally.Count(item, level.Level),
                    Share = Share(tally.Count(item, level.Level)),
                })],
            Counted = counted,
            Share = measure == QuestionMeasure.OptionShares ? null : Share(counted),
            Reason = denominator > 0
            ? NotComputable.None
            : ticks && counted > 0
                ? NotComputable.NotCounted
                : tally.BallotCount == 0 ? NotComputable.NoBallots : NotComputable.NoValidAnswers,
        };

        ExactShare? Share(long count) => denominator == 0 ? null : new ExactShare(count, denominator);
    }
}
