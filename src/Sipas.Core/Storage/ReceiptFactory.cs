using Sipas.Ballots;

namespace Sipas.Storage;

/// <summary>Makes the receipt of a ballot that has been given its place.</summary>
public static class ReceiptFactory
{
    /// <summary>Makes and signs a receipt.</summary>
    /// <param name="signer">The signer.</param>
    /// <param name="draft">The ballot.</param>
    /// <param name="position">Its number in the unit's chain, from 1.</param>
    public static Receipt Make(ReceiptSigner signer, BallotDraft draft, long position)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(draft);
        string hash = Convert.ToHexString(draft.ContentHash).ToLowerInvariant();
        byte[] signed = Receipt.SignedBytes(draft.Ballot.Id, hash, draft.Ballot.UnitCode, position, draft.ReceivedAt);
        return new Receipt
        {
            BallotId = draft.Ballot.Id,
            ContentHash = hash,
            UnitCode = draft.Ballot.UnitCode,
            Position = position,
            ReceivedAt = draft.ReceivedAt,
            KeyId = signer.KeyId,
            Signature = Base64Text.Encode(signer.Sign(signed)),
        };
    }
}
