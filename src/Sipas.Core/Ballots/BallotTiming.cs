namespace Sipas.Ballots;

/// <summary>The server's information about the time of a ballot, in addition to the times in the ballot.</summary>
/// <param name="ReceivedAt">Server time of receipt.</param>
/// <param name="ClockSkew">The device's clock minus the server's, as measured by the server; null if it could not be measured.</param>
/// <param name="IsRecord">Whether an officer submits it from a file or a form. If so, its own time is accepted even if it is
/// long ago.</param>
internal readonly record struct BallotTiming(DateTimeOffset ReceivedAt, TimeSpan? ClockSkew = null, bool IsRecord = false);
