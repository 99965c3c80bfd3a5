using System.Security.Cryptography;

namespace Sipas.Ballots;

/// <summary>The Merkle root of a growing list, in memory that grows with the logarithm of its length. Not safe for concurrent use.</summary>
/// <remarks>Leaf: SHA-256 of a zero byte and the content hash. Node: SHA-256 of a one byte and its two children, the left one always the largest full tree.
/// The root of no leaves is the SHA-256 of nothing. Source: RFC 6962, section 2.1.</remarks>
public sealed class MerkleTree
{
    // Roots of full trees, the largest first; the bits of Count tell their sizes.
    private readonly List<byte[]> _peaks = [];

    /// <summary>Leaves so far.</summary>
    public long Count { get; private set; }

    /// <summary>Appends a leaf.</summary>
    /// <param name="contentHash">The content hash of a ballot.</param>
    /// <exception cref="ArgumentException">It has not 32 bytes.</exception>
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

    /// <summary>The root of what was appended so far: 32 bytes.</summary>
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

    /// <summary>SHA-256 of a byte and what follows, which a hash of at most two hashes and a short text is made of.</summary>
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
