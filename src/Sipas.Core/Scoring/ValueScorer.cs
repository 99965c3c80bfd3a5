using System.Globalization;
using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>Computes counts, mean, extremes and median of number questions, the first and last date of date questions, and
/// counts of texts.</summary>
/// <remarks>Rules: docs/method/values.md.</remarks>
internal static class ValueScorer
{
    /// <summary>Computes the figures of every number, text and date question of a questionnaire.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="ballots">Number of ballots in the group.</param>
    /// <param name="counts">The frequency of each value. Questions of other questionnaires are ignored.</param>
    /// <returns>One score for each question, in questionnaire order.</returns>
    public static IReadOnlyList<ValueScore> Score(AnswerLayout layout, long ballots, IEnumerable<ValueCount> counts)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(counts);
        ILookup<string, ValueCount> byQuestion = counts.ToLookup(count => count.QuestionCode, StringComparer.Ordinal);
        return [.. layout.ValueQuestions.Select(question => Score(question, ballots, [.. byQuestion[question.Code]]))];
    }

    private static ValueScore Score(Question question, long ballots, ValueCount[] counts)
    {
        ValueCount[] there = [.. counts.Where(count => !count.IsErased)];
        long valid = there.Sum(count => count.Count);
        long erased = counts.Where(count => count.IsErased).Sum(count => count.Count);
        (decimal Number, long Count)[] numbers = question.Traits.Type == AnswerType.Number
            ? [.. there.Select(count => (decimal.Parse(count.Value!, CultureInfo.InvariantCulture), count.Count))
                .OrderBy(pair => pair.Item1)]
            : [];

        // Dates in the format yyyy-MM-dd sort chronologically as text.
        string[] days = question.Traits.Type == AnswerType.Day
            ? [.. there.Select(count => count.Value!).Order(StringComparer.Ordinal)]
            : [];
        return new ValueScore
        {
            Question = question,
            Ballots = ballots,
            Valid = valid,
            Erased = erased,
            Blank = Math.Max(0, ballots - valid - erased),
            Minimum = numbers.Length > 0 ? Show(numbers[0].Number) : days.FirstOrDefault(),
            Maximum = numbers.Length > 0 ? Show(numbers[^1].Number) : days.LastOrDefault(),
            Median = numbers.Length == 0 ? null : (At(numbers, (valid - 1) / 2) + At(numbers, valid / 2)) / 2,
            Sum = question.Traits.Type == AnswerType.Number ? numbers.Sum(pair => pair.Number * pair.Count) : null,
        };
    }

    // Returns the number at a position, from 0, in the sorted sequence of all numbers.
    private static decimal At((decimal Number, long Count)[] numbers, long place)
    {
        foreach ((decimal number, long count) in numbers)
        {
            if (place < count)
            {
                return number;
            }

            place -= count;
        }

        throw new ArgumentOutOfRangeException(nameof(place), place, "There are fewer numbers.");
    }

    private static string Show(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
