using Sipas.Ballots;

namespace Sipas.Quality;

/// <summary>Determines the sender of a ballot, as far as a credential proves it.</summary>
internal static class VerifiedSender
{
    /// <summary>Returns the enrolled device that sent a ballot, or the device stated by an officer or an interviewer; null
    /// if no credential proves a device.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <remarks>A sender without a credential can write any device into a ballot, so <see cref="StoredBallot.DeviceCode"/>
    /// alone is not proof.</remarks>
    public static string? DeviceOf(StoredBallot ballot) =>
        ballot.SentBy ?? (ballot.Channel == CollectionChannel.Officer ? ballot.DeviceCode : null);

    /// <summary>Whether a ballot was collected by the kiosk page of this library or an equivalent program. These always
    /// measure the time from the first to the last tap.</summary>
    /// <param name="ballot">The ballot.</param>
    public static bool MeasuresTimes(StoredBallot ballot) =>
        ballot.Mode is CollectionMode.Kiosk or CollectionMode.Web && ballot.Channel is not (null or CollectionChannel.Officer);
}
