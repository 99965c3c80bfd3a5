using System.Security.Cryptography;

namespace Sipas.Receipts;

public class MerkleTreeTests
{
    [Fact]
    public void Root_NoLeaves_IsTheHashOfNothing() =>
        Assert.Equal("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", Convert.ToHexString(new MerkleTree().Root()));

    [Fact]
    public void Root_EveryLengthToSeventy_IsThatOfTheDefinition()
    {
        byte[][] leaves = [.. Enumerable.Range(0, 70).Select(i => SHA256.HashData([(byte)i]))];
        var tree = new MerkleTree();
        for (int length = 1; length <= leaves.Length; length++)
        {
            tree.Append(leaves[length - 1]);

            Assert.Equal(length, tree.Count);
            Assert.Equal(Definition(leaves.AsSpan(0, length)), tree.Root());
            Assert.Equal(tree.Root(), tree.Root());
        }
    }

    [Fact]
    public void Root_TwoLeavesSwapped_IsAnother()
    {
        byte[][] leaves = [.. Enumerable.Range(0, 9).Select(i => SHA256.HashData([(byte)i]))];
        byte[] root = Root(leaves);

        for (int i = 1; i < leaves.Length; i++)
        {
            byte[][] swapped = [.. leaves];
            (swapped[0], swapped[i]) = (swapped[i], swapped[0]);
            Assert.NotEqual(root, Root(swapped));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Append_WrongLength_IsRefused(int length)
    {
        var tree = new MerkleTree();

        Assert.Throws<ArgumentException>(() => tree.Append(new byte[length]));
        Assert.Equal(0, tree.Count);
    }

    private static byte[] Root(byte[][] leaves)
    {
        var tree = new MerkleTree();
        Array.ForEach(leaves, leaf => tree.Append(leaf));
        return tree.Root();
    }

    // RFC 6962, section 2.1, as it is written: split at the largest power of two below the length.
    private static byte[] Definition(Span<byte[]> leaves)
    {
        if (leaves.Length == 1)
        {
            return SHA256.HashData([0, .. leaves[0]]);
        }

        int split = 1;
        while (split * 2 < leaves.Length)
        {
            split *= 2;
        }

        return SHA256.HashData([1, .. Definition(leaves[..split]), .. Definition(leaves[split..])]);
    }
}
