namespace Sipas.Ballots;

/// <summary>The reason why a ballot replaces another, and the persons responsible. Stored together with the ballot; the
/// replacement itself is recorded in its canonical bytes.</summary>
/// <param name="Reason">Reason, 1 to 500 characters. It must not contain a citizen's name.</param>
/// <param name="BroughtBy">The account that submitted the corrected answers by running the import.</param>
/// <param name="ReviewedBy">The person who compared the answers with the sheet. It must be a different person, who neither
/// collected nor keyed the ballot. A typed name ends in <see cref="OneWord"/>.</param>
internal sealed record BallotCorrection(string Reason, string BroughtBy, string ReviewedBy)
{
    /// <summary>Maximum length of a reason, in characters.</summary>
    public const int MaximumReason = 500;

    /// <summary>The suffix of <see cref="ReviewedBy"/> if the reviewer is a typed name and not an account that confirmed in
    /// a separate request.</summary>
    public const string OneWord = " (one person's word)";

    /// <summary>Returns the id of the ballot that replaces another. It is derived from the replaced ballot's id, so a ballot
    /// can be replaced only once and a repeated correction is recognized.</summary>
    /// <param name="replaced">Id of the replaced ballot.</param>
    /// <returns>A version 8 UUID, computed by <see cref="BallotNumber.FromName"/> from <c>correction</c> and the id.</returns>
    public static Guid IdFor(Guid replaced) => BallotNumber.FromName($"correction\n{replaced:D}");
}
