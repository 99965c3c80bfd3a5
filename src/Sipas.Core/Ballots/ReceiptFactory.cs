using Sipas.Common;
using Sipas.Receipts;

namespace Sipas.Ballots;

/// <summary>Creates the receipts of ballots that have their positions in the log: one signature for all of them.</summary>
internal static class ReceiptFactory
{
    /// <summary>Creates and signs the receipts of consecutive ballots of the log.</summary>
    /// <param name="signer">The signer.</param>
    /// <param name="placed">
    /// The ballots with their positions in the chains of their units, from 1; at least one and at most
    /// <see cref="ReceiptTree.MaximumLeaves"/>, in log order.
    /// </param>
    /// <returns>The seal, and a receipt per ballot in the same order.</returns>
    /// <exception cref="ArgumentException">There are none, or too many.</exception>
    public static (ReceiptSeal Seal, Receipt[] Receipts) Make(
        ReceiptSigner signer, IReadOnlyList<(PendingBallot Draft, long Position)> placed)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(placed);
        var data = new ReceiptLeaf[placed.Count];
        byte[] leaves = new byte[placed.Count * 32];
        for (int i = 0; i < placed.Count; i++)
        {
            PendingBallot draft = placed[i].Draft;
            data[i] = new ReceiptLeaf(draft.Ballot.Id, Hex.Lower(draft.ContentHash), draft.Ballot.UnitCode, placed[i].Position,
                draft.ReceivedAt, draft.CountedOn);
            data[i].Hash().CopyTo(leaves, i * 32);
        }

        var tree = new ReceiptTree(leaves);
        var seal = new ReceiptSeal(leaves, signer.KeyId, signer.Sign(ReceiptSeal.SignedBytes(tree.Root, tree.Count)));
        return (seal, [.. data.Select((leaf, i) => Receipt.Create(leaf, seal, tree, i))]);
    }
}
