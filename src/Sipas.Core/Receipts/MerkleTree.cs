using System.Security.Cryptography;

namespace Sipas.Receipts;

/// <summary>Computes the Merkle root of a growing list. Memory use grows with the logarithm of the list's length. Not safe
/// for concurrent use.</summary>
/// <remarks>Leaf: SHA-256 of a byte 0 and the content hash. Node: SHA-256 of a byte 1 and its two children, where the left
/// child is always the largest possible full tree. The root of an empty list is the SHA-256 of empty input. Source: RFC
/// 6962, section 2.1.</remarks>
internal sealed class MerkleTree
{
    // Roots of full trees, the largest first; the bits of Count determine their sizes.
    private readonly List<byte[]> _peaks = [];

    /// <summary>Number of leaves.</summary>
    public long Count { get; private set; }

    /// <summary>Appends a leaf.</summary>
    /// <param name="contentHash">The content hash of a ballot.</param>
    /// <exception cref="ArgumentException">The hash is not 32 bytes long.</exception>
    public void Append(ReadOnlySpan<byte> contentHash)
    {
        if (contentHash.Length != SHA256.HashSizeInBytes)
        {
            throw new ArgumentException($"A content hash has 32 bytes, not {contentHash.Length}.", nameof(contentHash));
        }

        byte[] node = Hash(0, contentHash, default);
        for (long size = Count; (size & 1) == 1; size >>= 1)
        {
            node = Hash(1, _peaks[^1], node);
            _peaks.RemoveAt(_peaks.Count - 1);
        }

        _peaks.Add(node);
        Count++;
    }

    /// <summary>Returns the root of the leaves appended so far: 32 bytes.</summary>
    public byte[] Root()
    {
        if (_peaks.Count == 0)
        {
            return SHA256.HashData([]);
        }

        byte[] root = _peaks[^1];
        for (int i = _peaks.Count - 2; i >= 0; i--)
        {
            root = Hash(1, _peaks[i], root);
        }

        return root;
    }

    /// <summary>Computes the SHA-256 of a byte and the input, which consists of at most two hashes and a short text.</summary>
    internal static void Hash(byte kind, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> target)
    {
        Span<byte> bytes = stackalloc byte[1 + left.Length + right.Length];
        bytes[0] = kind;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + left.Length)..]);
        SHA256.HashData(bytes, target);
    }

    private static byte[] Hash(byte kind, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        byte[] hash = new byte[SHA256.HashSizeInBytes];
        Hash(kind, left, right, hash);
        return hash;
    }
}
