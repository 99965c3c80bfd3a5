namespace Sipas.Disclosure;

/// <summary>Ballots that a public figure does not count.</summary>
/// <param name="Waiting">Ballots that wait for a batch.</param>
/// <param name="Withheld">Ballots of closed surveys that were too few for a batch and are not shown.</param>
public readonly record struct WaitingBallots(long Waiting, long Withheld)
{
    /// <summary>Both of two sets of ballots.</summary>
    /// <param name="other">The others.</param>
    public WaitingBallots Plus(WaitingBallots other) => new(Waiting + other.Waiting, Withheld + other.Withheld);
}
