using Sipas.Ballots;
using Sipas.Receipts;

namespace Sipas.Verification;

/// <summary>The verification results that depend on a single ballot.</summary>
/// <param name="ContentHash">The recomputed content hash; null if the fields are not valid for a ballot.</param>
/// <param name="Note">The recomputed hash of its server metadata.</param>
/// <param name="Leaf">The recomputed leaf of its receipt.</param>
/// <param name="KeyKnown">Whether the signing key of the seal that starts at this ballot is accepted; true if no seal starts
/// here.</param>
/// <param name="Signed">Whether the signature of the seal that starts at this ballot matches its leaves; true if no seal
/// starts here, its key is not accepted, or signatures are not verified.</param>
internal readonly record struct BallotSeal(byte[]? ContentHash, byte[] Note, byte[] Leaf, bool KeyKnown, bool Signed)
{
    public static BallotSeal Of(StoredBallot ballot, ReceiptKeyring keyring, bool signatures)
    {
        byte[]? hash = null;
        try
        {
            // A missing code is written like an empty code, and no valid code is empty.
            hash = ballot.ProcedureCode is "" || ballot.DeviceCode is "" ? null : CanonicalBallot.ContentHash(ballot);
        }
        catch (ArgumentOutOfRangeException)
        {
            // The mode or basis is not a valid value, which no ballot ever had.
        }

        bool known = ballot.Seal is not { } seal || keyring.Knows(seal.KeyId);
        return new BallotSeal(hash, ballot.SentBy is "" ? [] : CanonicalNote.Hash(ballot), ballot.ReceiptLeaf().Hash(), known,
            !signatures || !known || ballot.Seal?.IsSigned(keyring) != false);
    }
}
