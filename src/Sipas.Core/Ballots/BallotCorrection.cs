namespace Sipas.Ballots;

/// <summary>Why a ballot takes the place of another, and who answers for it. Kept beside the ballot; that it replaces the other stands in its canonical bytes.</summary>
/// <param name="Reason">Why: 1 to 500 characters. Never a citizen's name.</param>
/// <param name="BroughtBy">Who brought the right answers: the account that ran the import.</param>
/// <param name="ReviewedBy">Who compared them with the sheet: somebody else, and nobody who collected or keyed the ballot. A typed name ends in <see cref="OneWord"/>.</param>
public sealed record BallotCorrection(string Reason, string BroughtBy, string ReviewedBy)
{
    /// <summary>Characters of a reason at most.</summary>
    public const int MaximumReason = 500;

    /// <summary>The end of <see cref="ReviewedBy"/> if the reviewer is a name that was typed, and not an account that acted in a request of its own.</summary>
    public const string OneWord = " (one person's word)";

    /// <summary>The id of the ballot that takes the place of another. It follows from the other's id, so that a ballot is replaced once, and the same correction again is known.</summary>
    /// <param name="replaced">Id of the ballot that is replaced.</param>
    /// <returns>A UUID of version 8, as <see cref="BallotNumber.FromName"/> makes it of <c>correction</c> and the id.</returns>
    public static Guid IdFor(Guid replaced) => BallotNumber.FromName($"correction\n{replaced:D}");
}
