using System.Numerics;
using System.Security.Cryptography;

namespace Sipas.Log;

public sealed class SpentSumTests
{
    [Fact]
    public void Add_MarksInAnyOrder_IsTheSumOfTheDocument()
    {
        byte[][] marks = [.. Enumerable.Range(0, 300).Select(i => SHA256.HashData([(byte)i, (byte)(i >> 8)]))];
        BigInteger expected = 0;
        foreach (byte[] mark in marks)
        {
            byte[] wide = [.. Enumerable.Range(0, 8).SelectMany(i => SHA512.HashData([(byte)i, .. mark]))];
            expected += new BigInteger(wide, isUnsigned: true, isBigEndian: true);
        }

        var sum = new SpentSum();
        foreach (byte[] mark in Enumerable.Reverse(marks))
        {
            sum.Add(mark);
        }

        Assert.Equal(300, sum.Count);
        Assert.Equal(expected % BigInteger.Pow(2, 4096), new BigInteger(sum.ToBytes(), isUnsigned: true, isBigEndian: true));
        Assert.Equal(Convert.ToHexString(SHA256.HashData(sum.ToBytes())), sum.Digest(), ignoreCase: true);
    }

    [Fact]
    public void Add_AfterBeingStored_GoesOn()
    {
        var whole = new SpentSum();
        whole.Add([1]);
        var stored = new SpentSum(whole.Count, whole.ToBytes());
        whole.Add([2]);
        stored.Add([2]);

        Assert.Equal((2L, whole.Digest()), (stored.Count, stored.Digest()));
        Assert.Throws<ArgumentException>(() => new SpentSum(1, new byte[32]));
    }
}
