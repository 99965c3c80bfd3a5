using Sipas.Common;
using Sipas.Counting;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Scoring;

public class PointsTests
{
    private static readonly MethodPack Nd61 = MethodPacks.Shipped("nd61-2018");

    [Theory]
    [InlineData(18, "Xuất sắc")]
    [InlineData(15, "Xuất sắc")]
    [InlineData(14.99, "Tốt")]
    [InlineData(12, "Tốt")]
    [InlineData(11.9, "Khá")]
    [InlineData(9, "Khá")]
    [InlineData(6, "Trung bình")]
    [InlineData(5.99, "Yếu")]
    [InlineData(0, "Yếu")]
    public void Of_Nd61Points_HasInclusiveLowerLimits(decimal points, string expected) =>
    Assert.Equal(expected, PointsClass.Of(Nd61, points)!.Text.Vi);

    [Fact]
    public void Classes_AreThoseOfThePublishedTable()
    {
        BandTable classes = Nd61.FindBands("classes")!;
        IReadOnlyList<IReadOnlyDictionary<string, string>> table = Published.Read("nd61_classification");

        Assert.Equal(table.Select(row => (row.Number("min_points_inclusive")!.Value, row.Number("max_points_exclusive"), row["class_vi"])),
            classes.Bands.Select(band => (band.From, band.To, band.Text.Vi)));
    }

    [Fact]
    public void Score_SheetOfExactlyFifteenPoints_IsExcellent()
    {
        AnswerTally tally = ScorerTests.Tally(new AnswerLayout(Nd61, Nd61.Questionnaires[0]), [[3, 3, 3, 3, 3, 3, 2, 2, 2]]);

        NodeScore overall = Scorer.Score(Nd61, tally).Overall;

        Assert.Equal((new ExactShare(15, 1), 18), (overall.Score.Points, overall.Score.MaximumPoints));
        Assert.Equal("excellent", PointsClass.Of(Nd61, overall)!.Code);
        Assert.Equal(new ExactShare(9, 10), overall.Children[0].Score.Share);
        Assert.Null(PointsClass.Of(Nd61, overall.Children[0]));
    }

    [Fact]
    public void Convert_EightySixPointFivePercentOfTen_Is865WithATenthForEachPoint()
    {
        ConvertedPoints points = PointsConverter.Convert(MethodPacks.Shipped("bnv-1001-2023").FindPointsTable("par-province")!, 86.50m);

        Assert.Equal((8.65m, 10m, 0.10m, -0.10m), (points.Points, points.Maximum, points.OneMore, points.OneLess));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(50, 0)]
    [InlineData(75, 2.5)]
    [InlineData(80, 3)]
    [InlineData(85, 4)]
    [InlineData(90, 5)]
    [InlineData(100, 5)]
    public void Convert_PiecewiseLinear_RunsStraightBetweenKnots(decimal percent, decimal expected) =>
        Assert.Equal(expected, PointsConverter.Convert(Table(ConversionKind.PiecewiseLinear), percent).Points);

    [Theory]
    [InlineData(79.99, 0, 2)]
    [InlineData(80, 2, 0)]
    [InlineData(89.99, 2, 3)]
    [InlineData(90, 5, 0)]
    [InlineData(100, 5, 0)]
    public void Convert_Bands_TakeTheirLowerLimit(decimal percent, decimal expected, decimal oneMore)
    {
        ConvertedPoints points = PointsConverter.Convert(Table(ConversionKind.Bands), percent);

        Assert.Equal((expected, oneMore), (points.Points, points.OneMore));
    }

    [Fact]
    public void Convert_OutsideZeroToHundred_IsRefused()
    {
        SipasException error = Assert.Throws<SipasException>(() => PointsConverter.Convert(Table(ConversionKind.Proportional), 100.01m));

        Assert.Equal(ProblemCodes.PercentRange, Assert.Single(error.Problems).Code);
    }

    private static PointsTable Table(ConversionKind kind) => new()
    {
        Code = "t",
        Text = new LocalizedText("Bảng", "Table"),
        Kind = kind,
        Maximum = 5,
        Rounding = new RoundingRule { Decimals = 2, Midpoint = MidpointRule.AwayFromZero },
        Knots = kind != ConversionKind.PiecewiseLinear ? [] : [Knot(50, 0), Knot(80, 3), Knot(90, 5)],
        Bands = kind != ConversionKind.Bands ? [] : [Band("high", 90, null, 5), Band("middle", 80, 90, 2), Band("low", 0, 80, 0)],
    };

    private static ConversionKnot Knot(decimal percent, decimal points) => new() { Percent = percent, Points = points };

    private static Band Band(string code, decimal from, decimal? to, decimal points) =>
        new() { Code = code, Text = new LocalizedText(code, code), From = from, To = to, Points = points };
}
