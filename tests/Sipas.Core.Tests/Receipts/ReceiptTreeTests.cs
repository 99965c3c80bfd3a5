using System.Security.Cryptography;

namespace Sipas.Receipts;

public class ReceiptTreeTests
{
    [Fact]
    public void Root_EveryLength_IsThatOfTheGrowingTree()
    {
        // MerkleTree hashes what it is given into a leaf: the oracle gets the contents, the tree their leaves.
        var oracle = new MerkleTree();
        var leaves = new List<byte>();
        for (int count = 1; count <= ReceiptTree.MaximumLeaves; count++)
        {
            oracle.Append(Content(count));
            leaves.AddRange(Leaf(count));

            Assert.Equal(oracle.Root(), new ReceiptTree(leaves.ToArray()).Root.ToArray());
        }
    }

    [Fact]
    public void PathOf_EveryLeafOfEveryLengthToForty_LeadsToTheRootFromItsPlaceOnly()
    {
        for (int count = 1; count <= 40; count++)
        {
            byte[][] leaves = [.. Enumerable.Range(1, count).Select(Leaf)];
            var tree = new ReceiptTree(leaves.SelectMany(leaf => leaf).ToArray());
            for (int i = 0; i < count; i++)
            {
                string path = tree.PathOf(i);

                Assert.Equal(tree.Root.ToArray(), ReceiptTree.RootOf(leaves[i], i, count, path));
                Assert.Equal(tree.Root.ToArray(), ReceiptTree.RootOf(leaves[i], i, count, path.ToUpperInvariant()));
                Assert.NotEqual(tree.Root.ToArray(), ReceiptTree.RootOf(Leaf(1_000), i, count, path));
                for (int other = 0; other < count; other++)
                {
                    Assert.True(other == i || !tree.Root.SequenceEqual(ReceiptTree.RootOf(leaves[i], other, count, path)),
                        $"leaf {i} of {count} passed for leaf {other}");
                }
            }
        }
    }

    [Theory]
    [InlineData(-1, 3, "")]
    [InlineData(3, 3, "")]
    [InlineData(0, 0, "")]
    [InlineData(0, 257, "")]
    [InlineData(0, 3, "")]
    [InlineData(0, 1, "00")]
    [InlineData(0, 3, "zz")]
    [InlineData(0, 3, "0")]
    public void RootOf_PathOfNoLeaf_IsNull(int index, int count, string path) =>
    Assert.Null(ReceiptTree.RootOf(Leaf(1), index, count, path));

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(257 * 32)]
    public void New_NoWholeLeaves_IsRefused(int length)
    {
        Assert.False(ReceiptTree.IsWhole(new byte[length]));
        Assert.Throws<ArgumentException>(() => new ReceiptTree(new byte[length]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void PathOf_NoSuchLeaf_IsRefused(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReceiptTree(new byte[96]).PathOf(index));

    private static byte[] Content(int number) => SHA256.HashData(BitConverter.GetBytes(number));

    private static byte[] Leaf(int number) => SHA256.HashData([0, .. Content(number)]);
}
