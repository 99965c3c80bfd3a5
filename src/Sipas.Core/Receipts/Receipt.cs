using Sipas.Common;

namespace Sipas.Receipts;

/// <summary>The receipt issued to a client once its ballot is durable. The same ballot always returns the same receipt.</summary>
public sealed record Receipt
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Id of the ballot.</summary>
    public required Guid BallotId { get; init; }

    /// <summary>SHA-256 of the canonical bytes: 64 lower-case hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Code of the unit whose chain contains the ballot.</summary>
    public required string UnitCode { get; init; }

    /// <summary>Position of the ballot in its unit's chain, from 1.</summary>
    public required long Position { get; init; }

    /// <summary>Time of receipt by the server's clock, in UTC with millisecond precision.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The day for which the ballot counts, in Vietnam time, as determined on receipt.</summary>
    public required DateOnly CountedOn { get; init; }

    /// <summary>Id of the signing key: the first 16 hexadecimal digits of the SHA-256 of its public key.</summary>
    public required string KeyId { get; init; }

    /// <summary>Position of this receipt among the receipts signed together, from 0.</summary>
    public required int LeafIndex { get; init; }

    /// <summary>Number of receipts signed together: 1 to <see cref="ReceiptTree.MaximumLeaves"/>.</summary>
    public required int LeafCount { get; init; }

    /// <summary>The hashes that lead from this receipt to the signed root (see <see cref="ReceiptTree.PathOf"/>); empty if
    /// it was signed alone.</summary>
    public required string Path { get; init; }

    /// <summary>ECDSA P-256 signature over <see cref="SignedBytes()"/>: 64 bytes (r then s) in base64url without padding.</summary>
    public required string Signature { get; init; }

    /// <summary>Short code of eight characters to read out or write down, derived from the first 40 bits of the content
    /// hash, for example <c>7QK2-M0XA</c>. It reveals nothing about the answers.</summary>
    public string Code => CodeOf(Convert.FromHexString(ContentHash.AsSpan(0, 10)));

    /// <summary>Returns the code of a content hash; see <see cref="Code"/>.</summary>
    /// <param name="contentHash">The hash. Only its first five bytes are used.</param>
    internal static string CodeOf(ReadOnlySpan<byte> contentHash)
    {
        ulong bits = 0;
        foreach (byte b in contentHash[..5])
        {
            bits = (bits << 8) | b;
        }

        return string.Create(9, bits, static (code, value) =>
        {
            for (int i = 8; i >= 0; i--)
            {
                if (i == 4)
                {
                    code[i] = '-';
                    continue;
                }

                code[i] = Alphabet[(int)(value & 31)];
                value >>= 5;
            }
        });
    }

    /// <summary>The data that this receipt certifies.</summary>
    internal ReceiptLeaf Leaf => new(BallotId, ContentHash, UnitCode, Position, ReceivedAt, CountedOn);

    /// <summary>Creates the receipt of a ballot whose leaf was signed.</summary>
    /// <param name="leaf">The certified data.</param>
    /// <param name="seal">The seal that covers the ballot.</param>
    /// <param name="index">Position of the leaf among the seal's leaves, from 0.</param>
    /// <exception cref="ArgumentException">The seal's leaves are not valid, or the position does not exist.</exception>
    internal static Receipt Create(ReceiptLeaf leaf, ReceiptSeal seal, int index)
    {
        ArgumentNullException.ThrowIfNull(seal);
        return Create(leaf, seal, new ReceiptTree(seal.Leaves.Span), index);
    }

    /// <summary>Creates the receipt of a ballot whose leaf was signed; the tree of the seal is shared by its receipts.</summary>
    internal static Receipt Create(ReceiptLeaf leaf, ReceiptSeal seal, ReceiptTree tree, int index) => new()
    {
        BallotId = leaf.BallotId,
        ContentHash = leaf.ContentHash,
        UnitCode = leaf.UnitCode,
        Position = leaf.Position,
        ReceivedAt = leaf.ReceivedAt,
        CountedOn = leaf.CountedOn,
        LeafIndex = index,
        LeafCount = seal.Count,
        Path = tree.PathOf(index),
        KeyId = seal.KeyId,
        Signature = Base64Text.Encode(seal.Signature.Span),
    };

    /// <summary>Returns the bytes of this receipt's leaf; see <see cref="ReceiptLeaf.Bytes"/>.</summary>
    public byte[] LeafBytes() => Leaf.Bytes();

    /// <summary>Returns the signed bytes; see <see cref="ReceiptSeal.SignedBytes"/>.</summary>
    /// <returns>The bytes; empty if index, count and path are inconsistent, so that no signature can match.</returns>
    public byte[] SignedBytes() => ReceiptTree.RootOf(Leaf.Hash(), LeafIndex, LeafCount, Path) is { } root
        ? ReceiptSeal.SignedBytes(root, LeafCount)
        : [];
}
