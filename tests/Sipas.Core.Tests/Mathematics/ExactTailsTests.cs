using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Sipas.Mathematics;

public class ExactTailsTests
{
    [Fact]
    public void Hypergeometric_EqualsEnumerationInWholeNumbers()
    {
        for (int all = 0; all <= 14; all++)
        {
            for (int drawn = 0; drawn <= all; drawn++)
            {
                for (int marked = 0; marked <= all; marked++)
                {
                    for (int found = Math.Max(0, drawn + marked - all); found <= Math.Min(drawn, marked); found++)
                    {
                        AssertClose(Enumerated(found, drawn, marked, all, upper: true),
                            ExactTails.Hypergeometric(found, drawn, marked, all, upper: true));
                        AssertClose(Enumerated(found, drawn, marked, all, upper: false),
                            ExactTails.Hypergeometric(found, drawn, marked, all, upper: false));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(400, 412, 430, 900)]
    [InlineData(60, 60, 75, 700)]
    [InlineData(3, 900, 40, 2000)]
    [InlineData(1000, 3000, 9000, 30000)]
    public void Hypergeometric_OfLargeCounts_EqualsWholeNumbers(int found, int drawn, int marked, int all)
    {
        AssertClose(Enumerated(found, drawn, marked, all, upper: true), ExactTails.Hypergeometric(found, drawn, marked, all, upper: true));
        AssertClose(Enumerated(found, drawn, marked, all, upper: false),
            ExactTails.Hypergeometric(found, drawn, marked, all, upper: false));
    }

    [Property(Arbitrary = [typeof(FourfoldTables)])]
    public bool Hypergeometric_BothTails_ShareOneTerm((int All, int Drawn, int Marked, int Found) table)
    {
        double both = ExactTails.Hypergeometric(table.Found, table.Drawn, table.Marked, table.All, upper: true)
            + ExactTails.Hypergeometric(table.Found, table.Drawn, table.Marked, table.All, upper: false);
        double two = ExactTails.FisherTwoSided(table.Found, table.Drawn, table.Marked, table.All);
        double exchanged = ExactTails.FisherTwoSided(table.Found, table.Marked, table.Drawn, table.All);
        return both >= 1 - 1e-9 && two is >= 0 and <= 1 && Math.Abs(two - exchanged) <= 1e-9 * Math.Max(two, 1e-300);
    }

    [Theory]
    [InlineData(0, 10, 1, 4)]
    [InlineData(3, 10, 1, 4)]
    [InlineData(10, 10, 1, 4)]
    [InlineData(40, 120, 1, 29)]
    [InlineData(300, 500, 3, 7)]
    public void BinomialUpper_EqualsWholeNumbers(int successes, int trials, int numerator, int denominator)
    {
        BigInteger sum = 0;
        for (int x = successes; x <= trials; x++)
        {
            sum += Choose(trials, x) * BigInteger.Pow(numerator, x) * BigInteger.Pow(denominator - numerator, trials - x);
        }

        AssertClose(Ratio(sum, BigInteger.Pow(denominator, trials)),
            ExactTails.BinomialUpper(successes, trials, (double)numerator / denominator));
    }

    [Fact]
    public void PoissonHigher_IsTheBinomialOfTheSharesOfTime()
    {
        Assert.Equal(ExactTails.BinomialUpper(9, 79, 1 / 29.0), ExactTails.PoissonHigher(9, 1, 70, 28));
        Assert.Equal(1, ExactTails.PoissonHigher(0, 1, 70, 28));
    }

    [Fact]
    public void Tails_OutsideTheirRanges_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactTails.Hypergeometric(3, 2, 5, 10, upper: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactTails.Hypergeometric(0, 8, 5, 10, upper: false));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactTails.BinomialUpper(5, 4, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactTails.BinomialUpper(1, 4, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactTails.PoissonHigher(1, 0, 4, 1));
    }

    private static double Enumerated(int found, int drawn, int marked, int all, bool upper)
    {
        BigInteger sum = 0;
        int least = Math.Max(0, drawn + marked - all), maximum = Math.Min(drawn, marked);
        int from = upper ? found : least, others = all - marked;

        // Each binomial from the one before, by one product and one exact division.
        BigInteger ofMarked = Choose(marked, from), ofOthers = Choose(others, drawn - from);
        for (int x = from; x <= (upper ? maximum : found); x++)
        {
            sum += ofMarked * ofOthers;
            ofMarked = ofMarked * (marked - x) / (x + 1);
            ofOthers = ofOthers * (drawn - x) / (others - drawn + x + 1);
        }

        return Ratio(sum, Choose(all, drawn));
    }

    // Digits beyond a double are cut off alike above and below.
    private static double Ratio(BigInteger above, BigInteger below)
    {
        if (above.IsZero)
        {
            return 0;
        }

        long shift = below.GetBitLength() - above.GetBitLength() + 64;
        return Math.ScaleB((double)((above << (int)shift) / below), -(int)shift);
    }

    private static BigInteger Choose(int n, int k)
    {
        BigInteger product = 1;
        for (int i = 1; i <= Math.Min(k, n - k); i++)
        {
            product = product * (n - Math.Min(k, n - k) + i) / i;
        }

        return product;
    }

    private static void AssertClose(double expected, double actual) =>
        Assert.True(Math.Abs(actual - expected) <= 1e-9 * expected, $"{actual:R} is not {expected:R}.");

    private static class FourfoldTables
    {
        public static Arbitrary<(int All, int Drawn, int Marked, int Found)> Tables() =>
            (from all in Gen.Choose(1, 300)
             from drawn in Gen.Choose(0, all)
             from marked in Gen.Choose(0, all)
             from found in Gen.Choose(Math.Max(0, drawn + marked - all), Math.Min(drawn, marked))
             select (all, drawn, marked, found)).ToArbitrary();
    }
}
