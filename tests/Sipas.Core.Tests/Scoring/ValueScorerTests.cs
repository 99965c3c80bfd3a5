using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Reporting;
using Sipas.Storage.Contract;

namespace Sipas.Scoring;

public class ValueScorerTests
{
    private static readonly RoundingRule TwoDecimals = new() { Decimals = 2, Midpoint = MidpointRule.AwayFromZero };

    [Theory]
    [InlineData("3", "3", "3", "3", "3.00")]
    [InlineData("2 3", "2", "3", "2.5", "2.50")]
    [InlineData("10 9 2", "2", "10", "9", "7.00")]
    [InlineData("1 2 2 2 50", "1", "50", "2", "11.40")]
    [InlineData("0.5 -0.5 -1", "-1", "0.5", "-0.5", "-0.33")]
    [InlineData("0.01 0", "0", "0.01", "0.005", "0.01")]
    [InlineData("-0.01 0", "-0.01", "0", "-0.005", "-0.01")]
    [InlineData("-0.001 0", "-0.001", "0", "-0.0005", "0.00")]
    [InlineData("999999999999.999999 999999999999.999999", "999999999999.999999", "999999999999.999999", "999999999999.999999",
        "1000000000000.00")]
    public void Score_Numbers_AreWhatOneCountsByHand(string given, string minimum, string maximum, string median, string mean)
    {
        ValueScore score = Score("V.count", 100, [.. given.Split(' ').Select(value => new ValueCount("V.count", value, false, 1))]);

        Assert.Equal((minimum, maximum), (score.Minimum, score.Maximum));
        Assert.Equal(decimal.Parse(median, CultureInfo.InvariantCulture), score.Median);
        Assert.Equal(mean, ValueFigure.MeanOf(score, TwoDecimals)!.Value.ToString(CultureInfo.InvariantCulture));
        Assert.Equal((100, given.Split(' ').Length, 0, 100 - given.Split(' ').Length),
            (score.Ballots, score.Valid, score.Erased, score.Blank));
    }

    [Theory]
    [InlineData(MidpointRule.AwayFromZero, "0.13", "-0.13")]
    [InlineData(MidpointRule.ToEven, "0.12", "-0.12")]
    public void Mean_ExactMidpoint_FallsAsTheRuleSaysOnBothSidesOfZero(MidpointRule midpoint, string above, string below)
    {
        var rounding = new RoundingRule { Decimals = 2, Midpoint = midpoint };

        Assert.Equal(above, ValueFigure
            .MeanOf(Score("V.count", 8, [new("V.count", "1", false, 1), new("V.count", "0", false, 7)]), rounding)!
            .Value.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(below, ValueFigure
            .MeanOf(Score("V.count", 8, [new("V.count", "-1", false, 1), new("V.count", "0", false, 7)]), rounding)!
            .Value.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Score_DaysTextsErasedAndNothing_HaveOnlyWhatTheyCanHave()
    {
        IReadOnlyList<ValueScore> scores = ValueScorer.Score(SampleBallots.Values, 10,
        [
            new("D", "2026-05-01", false, 2), new("D", "2025-12-31", false, 1), new("D", null, true, 4), new("O", null, false, 6),
            new("Z", "1", false, 9),
        ]);

        Assert.Equal(["V.count", "O", "S", "D"], scores.Select(score => score.Question.Code));
        Assert.Equal((0L, 10L, null, null, null, null),
            (scores[0].Valid, scores[0].Blank, scores[0].Minimum, scores[0].Maximum, scores[0].Median,
                ValueFigure.MeanOf(scores[0], TwoDecimals)));
        Assert.Equal((6L, 4L, null, null),
            (scores[1].Valid, scores[1].Blank, scores[1].Minimum, ValueFigure.MeanOf(scores[1], TwoDecimals)));
        Assert.Equal((3L, 4L, 3L, "2025-12-31", "2026-05-01", null),
            (scores[3].Valid, scores[3].Erased, scores[3].Blank, scores[3].Minimum, scores[3].Maximum, scores[3].Median));
    }

    [Property(Arbitrary = [typeof(Hundredths), typeof(Seeds)])]
    public bool Score_AnyNumbersInAnyPartsAndOrder_EqualsAPlainRecount(List<int> hundredths, int seed)
    {
        decimal[] numbers = [.. hundredths.Select(value => value / 100m)];
        var random = new Random(seed);
        ValueCount[] counts = [.. numbers.GroupBy(number => (number, part: random.Next(3))).OrderBy(_ => random.Next())
            .Select(group => new ValueCount("V.count", group.Key.number.ToString(CultureInfo.InvariantCulture), false,
                group.LongCount()))];

        ValueScore score = Score("V.count", 1_000, counts);

        Array.Sort(numbers);
        decimal median = numbers.Length % 2 == 1
            ? numbers[numbers.Length / 2]
            : (numbers[(numbers.Length / 2) - 1] + numbers[numbers.Length / 2]) / 2;
        return score.Median == median && decimal.Parse(score.Minimum!, CultureInfo.InvariantCulture) == numbers[0]
            && decimal.Parse(score.Maximum!, CultureInfo.InvariantCulture) == numbers[^1]
            && ValueFigure.MeanOf(score, TwoDecimals) == Math.Round(numbers.Sum() / numbers.Length, 2, MidpointRounding.AwayFromZero)
            && score.Valid == numbers.Length;
    }

    [Fact]
    public void Mean_HundredMillionAnswersOfTheGreatestNumber_DoesNotOverflow() =>
        Assert.Equal(999_999_999_999.99m, ValueFigure.MeanOf(
            Score("V.count", 100_000_000, [new("V.count", "999999999999.99", false, 100_000_000)]), TwoDecimals));

    [Fact]
    public void Of_FewerThanFive_ShowsCountsAndWithholdsTheRest()
    {
        ValueFigure four = ValueFigure.Of(Score("V.count", 9, [new("V.count", "97", false, 4)]), TwoDecimals);
        ValueFigure five = ValueFigure.Of(Score("V.count", 9, [new("V.count", "97", false, 5)]), TwoDecimals);
        ValueFigure none = ValueFigure.Of(Score("V.count", 9, []), TwoDecimals);

        Assert.Equal((4L, 5L, null, null, null, null, true),
            (four.Valid, four.Blank, four.Minimum, four.Maximum, four.Mean, four.Median, four.IsWithheld));
        Assert.Equal(("97", "97", 97m, 97m, false), (five.Minimum, five.Maximum, five.Mean, five.Median, five.IsWithheld));
        Assert.Equal((0L, null, false), (none.Valid, none.Mean, none.IsWithheld));
    }

    private static ValueScore Score(string question, long ballots, ValueCount[] counts) =>
        ValueScorer.Score(SampleBallots.Values, ballots, counts).Single(score => score.Question.Code == question);

    private static class Hundredths
    {
        public static Arbitrary<List<int>> Lists() => Gen.Choose(-400, 400).NonEmptyListOf().ToArbitrary();
    }
}
