using FsCheck;
using FsCheck.Fluent;

namespace Sipas.Numerics;

public class ExactShareArithmeticTests
{
    [Theory]
    [InlineData(1, 20000, 2, 0.01, 0.00)]
    [InlineData(3, 20000, 2, 0.02, 0.02)]
    [InlineData(1, 200, 0, 1, 0)]
    [InlineData(3, 200, 0, 2, 2)]
    [InlineData(1, 2000000, 4, 0.0001, 0.0000)]
    [InlineData(49999, 1000000000, 2, 0.00, 0.00)]
    [InlineData(50001, 1000000000, 2, 0.01, 0.01)]
    public void ToPercent_MidpointAndItsNeighbours_FallAsTheRuleSays(long over, long under, int decimals, decimal away, decimal even)
    {
        var share = new ExactShare(over, under);

        Assert.Equal((away, even), (share.ToPercent(decimals, MidpointRule.AwayFromZero), share.ToPercent(decimals, MidpointRule.ToEven)));
    }

    [Fact]
    public void Arithmetic_OnDecimalFractions_EqualsDecimal() => Prop.ForAll(
        Gen.Choose(0, 1_000_000).ToArbitrary(), Gen.Choose(1, 1_000_000).ToArbitrary(), (a, b) =>
        {
            (decimal x, decimal y) = (a / 1000m, b / 100m);
            (ExactShare ex, ExactShare ey) = (ExactShare.FromDecimal(x), ExactShare.FromDecimal(y));
            Assert.Equal(ExactShare.FromDecimal(x + y), ex + ey);
            Assert.Equal(ExactShare.FromDecimal(x * y), ex * ey);
            Assert.Equal(ex, ex / ey * ey);
            Assert.Equal(x.CompareTo(y), ex.CompareTo(ey));
            Assert.Equal(ExactShare.FromDecimal((x + y) / 2), ExactShare.Mean([ex, ey]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void ExactShare_BeyondSixtyFourBits_IsTheSameRatio() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, int.MaxValue).ToArbitrary(), (over, under) =>
            new ExactShare((System.Numerics.BigInteger)over << 70, (System.Numerics.BigInteger)under << 70) == new ExactShare(over, under))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Mean_OfNothing_IsRefused() => Assert.Throws<ArgumentException>(() => ExactShare.Mean([]));

    [Fact]
    public void WeightedMean_WithoutWeight_IsRefused() =>
    Assert.Throws<ArgumentException>(() => ExactShare.WeightedMean([(ExactShare.One, ExactShare.Zero)]));

    [Fact]
    public void FromDecimal_AtTheExtremes_IsExact() =>
    Assert.Equal(decimal.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture) + "/1",
        ExactShare.FromDecimal(decimal.MaxValue).ToString());
}
