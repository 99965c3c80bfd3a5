using System.Numerics;
using FsCheck.Xunit;

namespace Sipas.Mathematics;

public class ExactSumTests
{
    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 300)]
    public bool Add_WholeNumbersTimesPowersOfTwo_IsTheSumOfBigIntegers(ulong seed)
    {
        var random = new SeededGenerator(seed);
        var sum = new ExactSum();
        BigInteger oracle = 0;
        const int least = -80;
        for (int i = random.NextBelow(40); i >= 0; i--)
        {
            UInt128 whole = (((UInt128)random.NextBits() << 64) + random.NextBits()) >> random.NextBelow(128);
            int exponent = least + random.NextBelow(120);
            sum.Add(whole, exponent);
            oracle += (BigInteger)whole << (exponent - least);
            double value = random.NextShare();
            sum.Add(value);
            oracle += (BigInteger)(value * Math.Pow(2, 53)) << (-53 - least);
        }

        return sum.ToDouble() == Round(oracle, least);
    }

    [Theory]
    [InlineData(-1074)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(900)]
    public void Add_OneTimesAPowerOfTwo_IsThatPower(int exponent)
    {
        var sum = new ExactSum();
        sum.Add(UInt128.One, exponent);

        Assert.Equal(Math.ScaleB(1, exponent), sum.ToDouble());
    }

    [Theory]
    [InlineData(-1075)]
    [InlineData(901)]
    public void Add_ExponentOutOfRange_Throws(int exponent) =>
    Assert.Throws<ArgumentOutOfRangeException>(() => new ExactSum().Add(UInt128.One, exponent));

    // Half to even, with whole numbers only.
    private static double Round(BigInteger value, int exponent)
    {
        int cut = Math.Max(0, (int)value.GetBitLength() - 53);
        BigInteger stored = value >> cut;
        BigInteger rest = value - (stored << cut);
        BigInteger half = cut == 0 ? 1 : BigInteger.One << (cut - 1);
        if (cut > 0 && (rest > half || (rest == half && !stored.IsEven)))
        {
            stored++;
        }

        return Math.ScaleB((double)stored, exponent + cut);
    }
}
