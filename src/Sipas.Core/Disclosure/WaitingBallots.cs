namespace Sipas.Disclosure;

/// <summary>Numbers of ballots excluded from a public figure.</summary>
/// <param name="Waiting">Number of ballots that wait for a batch.</param>
/// <param name="Withheld">Number of ballots of closed surveys that were too few for a batch and are not published.</param>
internal readonly record struct WaitingBallots(long Waiting, long Withheld)
{
    /// <summary>Returns the sum of two sets of ballots.</summary>
    /// <param name="other">The other numbers.</param>
    public WaitingBallots Plus(WaitingBallots other) => new(Waiting + other.Waiting, Withheld + other.Withheld);
}
