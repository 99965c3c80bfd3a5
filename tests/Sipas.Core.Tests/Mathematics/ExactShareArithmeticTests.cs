using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Sipas.Mathematics;

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

    [Property(Arbitrary = [typeof(DecimalFractions)])]
    public void Arithmetic_OnDecimalFractions_EqualsDecimal((int A, int B) drawn)
    {
        (decimal x, decimal y) = (drawn.A / 1000m, drawn.B / 100m);
        (ExactShare ex, ExactShare ey) = (ExactShare.FromDecimal(x), ExactShare.FromDecimal(y));
        Assert.Equal(ExactShare.FromDecimal(x + y), ex + ey);
        Assert.Equal(ExactShare.FromDecimal(x * y), ex * ey);
        Assert.Equal(ex, ex / ey * ey);
        Assert.Equal(x.CompareTo(y), ex.CompareTo(ey));
        Assert.Equal(ExactShare.FromDecimal((x + y) / 2), ExactShare.Mean([ex, ey]));
    }

    [Property(Arbitrary = [typeof(Ratios)])]
    public bool ExactShare_BeyondSixtyFourBits_IsTheSameRatio((int Over, int Under) ratio) =>
        new ExactShare((System.Numerics.BigInteger)ratio.Over << 70, (System.Numerics.BigInteger)ratio.Under << 70)
        == new ExactShare(ratio.Over, ratio.Under);

    [Fact]
    public void Mean_OfNothing_IsRefused() => Assert.Throws<ArgumentException>(() => ExactShare.Mean([]));

    [Fact]
    public void WeightedMean_WithoutWeight_IsRefused() =>
    Assert.Throws<ArgumentException>(() => ExactShare.WeightedMean([(ExactShare.One, ExactShare.Zero)]));

    [Fact]
    public void FromDecimal_AtTheExtremes_IsExact() =>
    Assert.Equal(decimal.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture) + "/1",
        ExactShare.FromDecimal(decimal.MaxValue).ToString());

    private static class DecimalFractions
    {
        public static Arbitrary<(int A, int B)> Pairs() =>
            (from a in Gen.Choose(0, 1_000_000) from b in Gen.Choose(1, 1_000_000) select (a, b)).ToArbitrary();
    }

    private static class Ratios
    {
        public static Arbitrary<(int Over, int Under)> Pairs() =>
            (from over in Gen.Choose(0, int.MaxValue) from under in Gen.Choose(1, int.MaxValue) select (over, under)).ToArbitrary();
    }
}
