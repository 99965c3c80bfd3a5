using System.Security.Cryptography;
using Sipas.Common;

namespace Sipas.Receipts;

/// <summary>The Merkle tree over the receipts of one commit. One signature over its root covers all receipts, and each
/// receipt can be verified on its own with its path.</summary>
/// <remarks>Leaf: SHA-256 of a byte 0 and <see cref="Receipt.LeafBytes()"/>. Node: SHA-256 of a byte 1 and its two children.
/// On each level, neighbours are joined and a node without a neighbour moves up unchanged. This is the tree of RFC 6962,
/// section 2.1.</remarks>
internal sealed class ReceiptTree
{
    /// <summary>Maximum number of leaves, which limits a path to eight hashes.</summary>
    public const int MaximumLeaves = 256;

    private const int Size = SHA256.HashSizeInBytes;

    // The hashes of all levels, the leaves first, each level half as long as the one below, rounded up.
    private readonly byte[] _hashes;

    /// <summary>Builds the tree.</summary>
    /// <param name="leaves">Leaf hashes, 32 bytes each, concatenated: 1 to <see cref="MaximumLeaves"/> of them.</param>
    /// <exception cref="ArgumentException">The length is not valid for leaves.</exception>
    public ReceiptTree(ReadOnlySpan<byte> leaves)
    {
        if (!IsWhole(leaves))
        {
            throw new ArgumentException($"The leaves are 32 bytes each and 1 to {MaximumLeaves}, not {leaves.Length} bytes.",
                nameof(leaves));
        }

        Count = leaves.Length / Size;
        int nodes = 1;
        for (int width = Count; width > 1; width = (width + 1) / 2)
        {
            nodes += width;
        }

        _hashes = new byte[nodes * Size];
        leaves.CopyTo(_hashes);
        int level = 0;
        for (int width = Count; width > 1; width = (width + 1) / 2)
        {
            Span<byte> next = _hashes.AsSpan((level + width) * Size);
            for (int i = 0; i < width; i += 2)
            {
                ReadOnlySpan<byte> left = At(level + i);
                if (i + 1 < width)
                {
                    MerkleTree.Hash(1, left, At(level + i + 1), next[(i / 2 * Size)..]);
                }
                else
                {
                    left.CopyTo(next[(i / 2 * Size)..]);
                }
            }

            level += width;
        }
    }

    /// <summary>Number of leaves.</summary>
    public int Count { get; }

    /// <summary>The root: 32 bytes.</summary>
    public ReadOnlySpan<byte> Root => _hashes.AsSpan(_hashes.Length - Size);

    /// <summary>Whether bytes are the leaves of a tree: 32 bytes each, 1 to <see cref="MaximumLeaves"/> of them.</summary>
    /// <param name="leaves">The bytes.</param>
    public static bool IsWhole(ReadOnlySpan<byte> leaves) => leaves.Length % Size == 0 && leaves.Length / Size is >= 1 and <= MaximumLeaves;

    /// <summary>Returns the hashes that lead from a leaf to the root, the lowest first: 64 lower-case hexadecimal digits
    /// each, concatenated; empty for a tree with one leaf.</summary>
    /// <param name="index">Position of the leaf, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public string PathOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        Span<byte> path = stackalloc byte[8 * Size];
        int length = 0;
        int level = 0;
        for (int width = Count; width > 1; width = (width + 1) / 2)
        {
            if ((index ^ 1) < width)
            {
                At(level + (index ^ 1)).CopyTo(path[length..]);
                length += Size;
            }

            level += width;
            index /= 2;
        }

        return Hex.Lower(path[..length]);
    }

    /// <summary>Computes the root from a leaf and its path.</summary>
    /// <param name="leaf">The leaf: 32 bytes.</param>
    /// <param name="index">Its position, from 0.</param>
    /// <param name="count">Number of leaves of its tree.</param>
    /// <param name="path">The path as written by <see cref="PathOf"/>; upper-case digits are also accepted.</param>
    /// <returns>32 bytes; null if the path does not match a leaf at that position of a tree of that size.</returns>
    public static byte[]? RootOf(ReadOnlySpan<byte> leaf, int index, int count, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] hashes;
        try
        {
            hashes = Convert.FromHexString(path);
        }
        catch (FormatException)
        {
            return null;
        }

        if (leaf.Length != Size || count is < 1 or > MaximumLeaves || index < 0 || index >= count)
        {
            return null;
        }

        byte[] root = leaf.ToArray();
        ReadOnlySpan<byte> rest = hashes;
        for (int width = count; width > 1; width = (width + 1) / 2)
        {
            if ((index ^ 1) < width)
            {
                if (rest.Length < Size)
                {
                    return null;
                }

                bool isRight = (index & 1) == 1;
                MerkleTree.Hash(1, isRight ? rest[..Size] : root, isRight ? root : rest[..Size], root);
                rest = rest[Size..];
            }

            index /= 2;
        }

        return rest.IsEmpty ? root : null;
    }

    private ReadOnlySpan<byte> At(int node) => _hashes.AsSpan(node * Size, Size);
}
