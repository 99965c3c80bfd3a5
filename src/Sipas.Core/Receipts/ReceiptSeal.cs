using System.Text;
using Sipas.Common;

namespace Sipas.Receipts;

/// <summary>The signature of one commit. It certifies the receipts of consecutive ballots in the log.</summary>
/// <param name="Leaves">Leaf hashes of the receipts in log order, 32 bytes each.</param>
/// <param name="KeyId">Id of the signing key.</param>
/// <param name="Signature">Signature over <see cref="SignedBytes"/>: r then s, 64 bytes.</param>
internal sealed record ReceiptSeal(ReadOnlyMemory<byte> Leaves, string KeyId, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Number of receipts.</summary>
    public int Count => Leaves.Length / 32;

    /// <summary>Returns the signed bytes: UTF-8 lines <c>sipas-receipts/2</c>, the root in lower-case hexadecimal digits,
    /// the number of leaves, each terminated by a line feed.</summary>
    /// <param name="root">Root of the tree: 32 bytes.</param>
    /// <param name="count">Number of leaves.</param>
    public static byte[] SignedBytes(ReadOnlySpan<byte> root, int count) =>
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"sipas-receipts/2\n{Hex.Lower(root)}\n{count}\n"));

    /// <summary>Whether the signature of the leaves is valid.</summary>
    /// <param name="keyring">The keys.</param>
    /// <returns>True if valid; false also if the leaves are not valid or the key is unknown.</returns>
    public bool IsSigned(ReceiptKeyring keyring)
    {
        ArgumentNullException.ThrowIfNull(keyring);
        return ReceiptTree.IsWhole(Leaves.Span)
            && keyring.Verifies(KeyId, SignedBytes(new ReceiptTree(Leaves.Span).Root, Count), Signature.Span);
    }
}
