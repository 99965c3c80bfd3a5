using System.Globalization;
using System.Numerics;
using Sipas.Numerics;
using Sipas.Questionnaires;

namespace Sipas.Scoring;

/// <summary>The figures of a number, text or date question.</summary>
public sealed record ValueScore
{
    /// <summary>The question.</summary>
    public required Question Question { get; init; }

    /// <summary>Ballots in the group.</summary>
    public required long Ballots { get; init; }

    /// <summary>Values that are there.</summary>
    public required long Valid { get; init; }

    /// <summary>Values that were given and erased since; they are in no other figure.</summary>
    public required long Erased { get; init; }

    /// <summary>Ballots without a value: nobody answered, or the question was not shown.</summary>
    public required long Blank { get; init; }

    /// <summary>The smallest number or the first day, canonical; null for texts and where there is none.</summary>
    public required string? Minimum { get; init; }

    /// <summary>The greatest number or the last day, canonical; null for texts and where there is none.</summary>
    public required string? Maximum { get; init; }

    /// <summary>The middle number, or the mean of the two middle ones, exact; null for texts and days and where there is none.</summary>
    public required decimal? Median { get; init; }

    /// <summary>The sum of the numbers; the mean is this ÷ <see cref="Valid"/>. Null for texts and days.</summary>
    public required decimal? Sum { get; init; }

    /// <summary>The mean of the numbers, rounded once on the exact ratio.</summary>
    /// <param name="rounding">Decimals and what becomes of an exact midpoint; negative means round as their positive mirror does.</param>
    /// <returns>The mean; null for texts and days and where there is no number.</returns>
    public decimal? Mean(RoundingRule rounding)
    {
        ArgumentNullException.ThrowIfNull(rounding);
        if (Sum is not { } sum || Valid == 0)
        {
            return null;
        }

        // A sum has at most six decimals, so as millionths it is a whole number.
        var millionths = new BigInteger(Math.Abs(sum) * 1_000_000m);
        decimal mean = new ExactShare(millionths, new BigInteger(Valid) * 100_000_000).ToPercent(rounding.Decimals, rounding.Midpoint);
        return sum < 0 && mean != 0 ? -mean : mean;
    }
}

/// <summary>Counts, mean, extremes and median of number questions, first and last of days, counts of texts.</summary>
/// <remarks>Rules: docs/method/values.md.</remarks>
public static class ValueScorer
{
    /// <summary>The figures of every number, text and date question of a questionnaire.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="ballots">Ballots in the group.</param>
    /// <param name="counts">How often each value was given; questions of other questionnaires are passed over.</param>
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
        (decimal Number, long Count)[] numbers = question.Kind == QuestionKind.Number
            ? [.. there.Select(count => (decimal.Parse(count.Value!, CultureInfo.InvariantCulture), count.Count)).OrderBy(pair => pair.Item1)]
            : [];

        // Days as yyyy-MM-dd stand in the order of their letters.
        string[] days = question.Kind == QuestionKind.Date ? [.. there.Select(count => count.Value!).Order(StringComparer.Ordinal)] : [];
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
            Sum = question.Kind == QuestionKind.Number ? numbers.Sum(pair => pair.Number * pair.Count) : null,
        };
    }

    // The number at a place, from 0, when all are written in order.
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
