namespace Sipas.Ballots;

/// <summary>The codes of a header, where they are read from.</summary>
internal interface IBallotCodes
{
    /// <summary>Returns a code.</summary>
    /// <param name="field">A field of <see cref="BallotFields.Codes"/>.</param>
    string? CodeOf(BallotField field);
}
