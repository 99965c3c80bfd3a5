using Sipas.Ballots;

namespace Sipas.Quality;

/// <summary>Who collected a ballot, as far as a credential proves it.</summary>
internal static class VerifiedSender
{
    /// <summary>The enrolled device that sent a ballot, or the device that an officer or an interviewer names; null when no credential proves one.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <remarks>A sender without a credential may write any device into a ballot, so that <see cref="KeptBallot.DeviceCode"/> alone proves nothing.</remarks>
    public static string? DeviceOf(KeptBallot ballot) => ballot.SentBy ?? (ballot.Channel == CollectionChannel.Officer ? ballot.DeviceCode : null);

    /// <summary>Whether the kiosk page of this library, or a program in its place, collected a ballot: it always measures the time from the first to the last tap.</summary>
    /// <param name="ballot">The ballot.</param>
    public static bool MeasuresTimes(KeptBallot ballot) =>
        ballot.Mode is CollectionMode.Kiosk or CollectionMode.Web && ballot.Channel is not (null or CollectionChannel.Officer);
}
