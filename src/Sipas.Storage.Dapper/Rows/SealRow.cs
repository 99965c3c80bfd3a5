using Sipas.Receipts;

namespace Sipas.Storage.Dapper.Rows;

/// <summary>A row of the table <c>receipt_seal</c>: one signature over the receipts of consecutive ballots.</summary>
/// <param name="FirstSequence">Sequence number of the first covered ballot.</param>
/// <param name="Leaves">The leaves of the receipts, 32 bytes each.</param>
/// <param name="KeyId">Id of the key that signed.</param>
/// <param name="Signature">The signature of the tree's root.</param>
public sealed record SealRow(long FirstSequence, ReadOnlyMemory<byte> Leaves, string KeyId, ReadOnlyMemory<byte> Signature)
{
    internal SealRow(long firstSequence, ReceiptSeal seal)
        : this(firstSequence, seal.Leaves, seal.KeyId, seal.Signature)
    {
    }

    internal ReceiptSeal Seal => new(Leaves, KeyId, Signature);
}
